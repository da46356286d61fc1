import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import type { Finding, Where } from './finding.ts';
import { fewest } from './impossible.ts';
import type { Inquiry } from './inquiry.ts';
import { allOf, conjunctsOf, independentGroups } from './structure.ts';

/** A part with what surrounds it, and that without it. */
interface Part {
  readonly part: Condition;
  /**
   * Of the alternatives that surround the part only its own: "a small taxpayer, or a general one that …" repeats what the
   * law says, though whoever isn't the one is the other.
   */
  readonly whole: Condition;
  readonly without: Condition;
  /** The condition looked at, all its alternatives in place, without the part. */
  readonly reduced: Condition;
  /** Whether the whole without it holds for more: true for parts that must hold, false for alternatives. */
  readonly narrows: boolean;
}

/** Puts a changed node back into its place. */
type Rebuild = (changed: Condition) => Condition;

/**
 * Parts of a satisfiable condition without which it would say yes to the same enterprises. A part that repeats another is
 * found once: the later of the two. What is inside a named condition is looked at where that is defined.
 */
export function findNeedlessParts(
  condition: Condition,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): readonly Finding[] {
  const groups = independentGroups(conjunctsOf(condition), inquiry.ruleSet);
  return groups.flatMap((group) => {
    const whole = allOf(group);
    const idle = group.length > 1 ? [] : cannotFail(whole, where, days, inquiry);
    const findings = idle.length > 0 ? idle : needlessIn(whole, where, days, inquiry);
    const others = groups.filter((other) => other !== group).flat();
    return findings.map((finding) => showingMore(finding, others, inquiry));
  });
}

/** The witness also meets what has nothing to do with the finding, so that it can stand as an example. */
function showingMore(finding: Finding, others: readonly Condition[], inquiry: Inquiry): Finding {
  if (finding.kind !== 'implied' && finding.kind !== 'cannot-fail') return finding;
  const { witness } = finding;
  const more = witness === null ? null : inquiry.satisfy(others, [witness.asOf]);
  if (witness === null || more?.kind !== 'found') return finding;
  const profile = new Map([...more.witness.profile, ...witness.profile]);
  return { ...finding, witness: { profile, asOf: witness.asOf } };
}

/** A condition that shares no fact with the others can only be idle by itself. */
function cannotFail(
  condition: Condition,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): readonly Finding[] {
  if (condition.at === '/region') return [];
  const here = { ...where, at: condition.at };
  const failing = inquiry.ask([{ condition, truth: 'no' }], days);
  if (failing.kind === 'undecided') return [undecided(here, failing.why)];
  if (failing.kind === 'found') return [];
  const asking = inquiry.ask([{ condition, truth: 'unknown' }], days);
  return asking.kind === 'found' ? [{ where: here, kind: 'cannot-fail', witness: asking.witness }] : [];
}

/**
 * What was found needless is taken out before the rest is looked at, so that of two parts that imply each other one is
 * found. A part must be needless with everything in place too: the author reads one finding at a time.
 */
function needlessIn(
  whole: Condition,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): readonly Finding[] {
  const findings: Finding[] = [];
  const all = partsOfWhole(whole);
  let left = whole;
  for (const original of all) {
    const now = partsOfWhole(left).find(({ part }) => part === original.part);
    if (now === undefined) continue;
    const here = { ...where, at: original.part.at };
    const finding = judge(original, here, days, inquiry);
    if (finding === null || judge(now, here, days, inquiry) === null) continue;
    findings.push(finding);
    if (finding.kind !== 'not-decided') left = now.reduced;
  }
  return findings;
}

function partsOfWhole(whole: Condition): readonly Part[] {
  const itself: Rebuild = (changed) => changed;
  return [...partsOf(whole, itself, itself, true)];
}

/** Outer parts first, later ones first. The region isn't a part that an author could drop. */
function* partsOf(
  condition: Condition,
  rebuilt: Rebuild,
  surrounded: Rebuild,
  positive: boolean,
): Generator<Part> {
  if (condition.kind === 'not') {
    const negated = (part: Condition): Condition => ({ ...condition, part });
    yield* partsOf(
      condition.part,
      (part) => rebuilt(negated(part)),
      (part) => surrounded(negated(part)),
      !positive,
    );
    return;
  }
  if (condition.kind !== 'all' && condition.kind !== 'any') return;
  const narrows = (condition.kind === 'all') === positive;
  const { parts } = condition;
  const whole = surrounded(condition);
  for (const part of parts.toReversed())
    if (parts.length > 1 && part.at !== '/region') {
      const left = { ...condition, parts: parts.filter((other) => other !== part) };
      yield { part, narrows, whole, without: surrounded(left), reduced: rebuilt(left) };
    }
  for (const part of parts.toReversed()) {
    const replaced = (changed: Condition): Condition => ({
      ...condition,
      parts: parts.map((other) => (other === part ? changed : other)),
    });
    const around: Rebuild = narrows ? (changed) => surrounded(replaced(changed)) : surrounded;
    yield* partsOf(part, (changed) => rebuilt(replaced(changed)), around, positive);
  }
}

function judge(part: Part, where: Where, days: readonly CivilDate[], inquiry: Inquiry): Finding | null {
  return part.narrows
    ? judgeDemand(part, where, days, inquiry)
    : judgeAlternative(part, where, days, inquiry);
}

/** A part that must hold: does anything fail because of it? If not, does it at least ask for a fact? */
function judgeDemand(
  { part, whole, without }: Part,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): Finding | null {
  const failing = inquiry.ask(
    [
      { condition: without, truth: 'yes' },
      { condition: whole, truth: 'no' },
    ],
    days,
  );
  if (failing.kind === 'found') return null;
  if (failing.kind === 'undecided') return undecided(where, failing.why);
  const asking = inquiry.ask(
    [
      { condition: without, truth: 'yes' },
      { condition: whole, truth: 'unknown' },
    ],
    days,
  );
  if (asking.kind === 'undecided') return undecided(where, asking.why);
  if (asking.kind === 'found') return { where, kind: 'cannot-fail', witness: asking.witness };
  return implied(part, without, where, days, inquiry);
}

/**
 * An alternative: does anything hold only because of it? One that only serves where other facts aren't known serves too: it
 * is another way to show the same.
 */
function judgeAlternative(
  { part, whole, without }: Part,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): Finding | null {
  const only = inquiry.ask(
    [
      { condition: whole, truth: 'yes' },
      { condition: without, truth: ['no', 'unknown'] },
    ],
    days,
  );
  if (only.kind === 'found') return null;
  if (only.kind === 'undecided') return undecided(where, only.why);
  const held = inquiry.ask(
    [
      { condition: whole, truth: 'yes' },
      { condition: part, truth: 'yes' },
    ],
    days,
  );
  if (held.kind === 'undecided') return undecided(where, held.why);
  return held.kind === 'none'
    ? { where, kind: 'cannot-hold' }
    : { where, kind: 'implied', by: [], witness: held.witness };
}

function implied(
  part: Condition,
  without: Condition,
  where: Where,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): Finding {
  const others = conjunctsOf(without);
  const imply = (left: readonly Condition[]) =>
    inquiry.ask(
      [
        { condition: allOf(left), truth: 'yes' },
        { condition: part, truth: ['no', 'unknown'] },
      ],
      days,
    ).kind === 'none';
  const by = imply(others) ? fewest(others, imply).map(({ at }) => at) : [];
  const shown = inquiry.satisfy([without], days);
  return { where, kind: 'implied', by, witness: shown.kind === 'found' ? shown.witness : null };
}

function undecided(where: Where, why: Extract<Finding, { kind: 'not-decided' }>['why']): Finding {
  return { where, kind: 'not-decided', question: 'part-matters', why };
}
