import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition, Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import type { OperatorName } from '../engine/operators/table.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { NUMERIC_KINDS } from '../engine/value.ts';
import { commonWindow, daysToTry, windowOf } from './days.ts';
import type { Finding } from './finding.ts';
import type { Answer, Inquiry } from './inquiry.ts';
import { comparisonOf, spansOf } from './number-tests.ts';
import type { Pair } from './policy-pairs.ts';
import { placesOf } from './problem.ts';
import { cut, type End, EVERYWHERE, type Span, type Spans } from './spans.ts';
import { conjunctsOf, textOf } from './structure.ts';

/** A policy as bounds of one number and the rest of its conditions. */
interface Step {
  readonly policy: Policy;
  readonly fact: string;
  readonly span: Span;
  readonly rest: readonly Condition[];
}

/**
 * Policies of one family that differ in the bounds of one number only, such as support by revenue: numbers between two
 * neighbouring steps that neither takes, and numbers that both take though neither step lies within the other. A step within
 * another is how 就高 is written.
 */
export function findUnevenSteps(family: readonly Pair[], inquiry: Inquiry): readonly Finding[] {
  const policies = [...new Set(family.flat())];
  const steps = policies.flatMap((policy) => stepsOf(policy, inquiry.ruleSet));
  return family.flatMap(([a, b]) =>
    steps
      .filter(({ policy }) => policy === a)
      .flatMap((mine) => {
        const theirs = steps.find((each) => each.policy === b && areAlike(mine, each));
        return theirs === undefined ? [] : compare(mine, theirs, steps, inquiry);
      }),
  );
}

function stepsOf(policy: Policy, ruleSet: RuleSet): readonly Step[] {
  const conjuncts = conjunctsOf(policy.condition);
  const bounds = conjuncts.filter((each): each is Leaf => isBound(each, ruleSet));
  return [...new Set(bounds.map(({ fact }) => fact))].flatMap((fact): Step[] => {
    const type = ruleSet.facts.get(fact)?.type;
    if (type === undefined) return [];
    const own = bounds.filter((leaf) => leaf.fact === fact);
    const all = { spans: [EVERYWHERE], places: placesOf(type) };
    const [span] = own.reduce<Spans>((left, leaf) => cut(left, spansOfLeaf(leaf)), all).spans;
    if (span === undefined) return [];
    return [{ policy, fact, span, rest: conjuncts.filter((each) => !own.some((leaf) => leaf === each)) }];
  });
}

/** A number's leaf that leaves one span of it. */
function isBound(condition: Condition, ruleSet: RuleSet): condition is Leaf {
  if (condition.kind !== 'leaf' || !('constant' in condition.wanted)) return false;
  const kind = ruleSet.facts.get(condition.fact)?.type.kind;
  return kind !== undefined && NUMERIC_KINDS.includes(kind) && condition.operator !== 'notEqual';
}

function spansOfLeaf({ operator, wanted }: Leaf): readonly Span[] {
  if (!('constant' in wanted) || !(wanted.constant instanceof Decimal)) return [EVERYWHERE];
  return spansOf(comparisonOf(operator), wanted.constant);
}

/** Also in force together: one that follows another may well draw other bounds. */
function areAlike(a: Step, b: Step): boolean {
  const texts = (step: Step) => step.rest.map(textOf).toSorted().join('\n');
  const together = commonWindow(windowOf(a.policy), windowOf(b.policy)) !== null;
  return a.fact === b.fact && together && texts(a) === texts(b);
}

function compare(a: Step, b: Step, steps: readonly Step[], inquiry: Inquiry): readonly Finding[] {
  const [low, high] = isBelow(a.span, b.span) ? [a, b] : [b, a];
  const between = betweenSpans(low.span, high.span);
  const family = steps.filter((step) => areAlike(step, low));
  if (between !== null) {
    // With another step in between, its own neighbours are the ones to compare.
    const others = family.filter((step) => step !== low && step !== high);
    return others.some(({ span }) => meets(span, between)) ? [] : gap(low, high, between, inquiry);
  }
  return isWithin(a.span, b.span) || isWithin(b.span, a.span) ? [] : overlap(low, high, inquiry);
}

function gap(low: Step, high: Step, between: Span, inquiry: Inquiry): readonly Finding[] {
  const inside = leavesFor(low.fact, between);
  const demands = [
    ...[...low.rest, ...inside].map((condition) => ({ condition, truth: 'yes' as const })),
    ...[low, high].map(({ policy: { condition } }) => ({ condition, truth: 'no' as const })),
  ];
  const answer = inquiry.ask(demands, daysOf(low, high, inquiry));
  return findingFor('threshold-gap', low, high, answer);
}

function overlap(low: Step, high: Step, inquiry: Inquiry): readonly Finding[] {
  const conditions = [low.policy.condition, high.policy.condition];
  return findingFor('threshold-overlap', low, high, inquiry.satisfy(conditions, daysOf(low, high, inquiry)));
}

function findingFor(
  kind: 'threshold-gap' | 'threshold-overlap',
  low: Step,
  high: Step,
  answer: Answer,
): readonly Finding[] {
  const where = { in: 'policy', id: low.policy.id, at: '' } as const;
  switch (answer.kind) {
    case 'found':
      return [{ where, kind, other: high.policy.id, fact: low.fact, witness: answer.witness }];
    case 'undecided':
      return [{ where, kind: 'not-decided', question: 'thresholds', why: answer.why }];
    case 'none':
      return [];
  }
}

function daysOf({ policy: a }: Step, { policy: b }: Step, inquiry: Inquiry): readonly CivilDate[] {
  const window = commonWindow(windowOf(a), windowOf(b));
  return window === null ? [] : daysToTry(inquiry.ruleSet, [a.condition, b.condition], window);
}

function isBelow({ low: a }: Span, { low: b }: Span): boolean {
  if (a === null || b === null) return a === null;
  return a.at.eq(b.at) ? !a.open : a.at.lt(b.at);
}

/** The numbers above one span and below another; null where there are none. */
function betweenSpans({ high }: Span, { low }: Span): Span | null {
  if (high === null || low === null) return null;
  const span = { low: { at: high.at, open: !high.open }, high: { at: low.at, open: !low.open } };
  const order = span.low.at.comparedTo(span.high.at);
  return order < 0 || (order === 0 && !span.low.open && !span.high.open) ? span : null;
}

function meets(a: Span, b: Span): boolean {
  return cut({ spans: [a], places: null }, [b]).spans.length > 0;
}

function isWithin(inner: Span, outer: Span): boolean {
  const [common] = cut({ spans: [inner], places: null }, [outer]).spans;
  return common !== undefined && sameEnd(common.low, inner.low) && sameEnd(common.high, inner.high);
}

function sameEnd(a: End | null, b: End | null): boolean {
  return a === null || b === null ? a === b : a.at.eq(b.at) && a.open === b.open;
}

function leavesFor(fact: string, { low, high }: Span): readonly Leaf[] {
  const leaf = (operator: OperatorName, { at }: End): Leaf => ({
    kind: 'leaf',
    fact,
    operator,
    wanted: { constant: at },
    at: '',
  });
  return [
    ...(low === null ? [] : [leaf(low.open ? 'greaterThan' : 'greaterThanInclusive', low)]),
    ...(high === null ? [] : [leaf(high.open ? 'lessThan' : 'lessThanInclusive', high)]),
  ];
}
