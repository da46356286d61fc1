import { type AmountResult, computeAmount } from './amount.ts';
import type { CivilDate } from './civil-date.ts';
import type { Condition } from './condition.ts';
import type { Decimal } from './decimal.ts';
import { evaluate, missingOf } from './evaluate.ts';
import { type Award, award } from './exclusion.ts';
import { factsUnder } from './facts-read.ts';
import type { Profile } from './profile.ts';
import { createReader } from './reading.ts';
import type { Policy, RuleSet, Text } from './rule-set.ts';
import type { Reader, Trace } from './trace.ts';
import type { Truth } from './truth.ts';
import { sameValue } from './value.ts';

/** In the order in which matches are listed. */
export const OUTCOMES = ['eligible', 'conditional', 'undetermined', 'ineligible'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What must still be confirmed before a conditional outcome is an eligible one, and by whom. */
export type Remaining =
  | { readonly kind: 'residual'; readonly text: Text; readonly confirmedBy: string }
  | {
      readonly kind: 'evidence';
      readonly fact: string;
      /** Who reported it: bodies that are no authority for it; null is the enterprise itself. */
      readonly reportedBy: readonly (string | null)[];
      readonly authorities: readonly string[];
    };

/** The decision about one policy, by itself. */
export interface Decision {
  readonly policy: Policy;
  readonly outcome: Outcome;
  /** 免申即享: eligible under a policy that is delivered without an application. */
  readonly automatic: boolean;
  readonly trace: Trace;
  /** For `undetermined`: the facts that would settle it. Otherwise empty. */
  readonly missing: readonly string[];
  /** For `conditional`: what remains. Otherwise empty. */
  readonly remaining: readonly Remaining[];
}

/** The decision about one policy among all. */
export interface Match extends Decision {
  /** What it is worth by itself, for every outcome but `ineligible`; null where it states no amount. */
  readonly amount: AmountResult | null;
  /**
   * For an eligible policy in exclusion groups: what is paid of it, and what displaced the rest. Null where it is in no group,
   * and where the amount of an eligible rival, or its own, is still unknown.
   */
  readonly award: Award | null;
}

/** True on every day from `validFrom` to `validTo`, both included; null sets no bound. */
export function isInForce(policy: Policy, asOf: CivilDate): boolean {
  const begun = policy.validFrom === null || policy.validFrom <= asOf;
  return begun && (policy.validTo === null || asOf <= policy.validTo);
}

/** Decides every policy in force on the as-of date, ordered by outcome, then amount (largest first), then id. */
export function match(ruleSet: RuleSet, profile: Profile, asOf: CivilDate): readonly Match[] {
  const reader = createReader(ruleSet, profile, asOf);
  const vouched = createReader(ruleSet, profile, asOf, { vouchedOnly: true });
  const decisions = ruleSet.policies
    .filter((policy) => isInForce(policy, asOf))
    .map((policy) => decide(policy, reader, vouched));
  return matchesFrom(decisions, reader);
}

/**
 * Adds what each policy comes to, alone and among its rivals, and puts them in order. Every eligible policy must be among the
 * decisions; the ineligible may be left out.
 */
export function matchesFrom<Each extends Decided>(
  decisions: readonly Each[],
  reader: Reader,
): readonly (Each & Pick<Match, 'amount' | 'award'>)[] {
  const decided = decisions.map((decision) => ({ ...decision, amount: amountOf(decision, reader) }));
  const priced = decided.map(({ policy, outcome, amount }) => ({
    policy,
    outcome,
    amount: amount?.amount ?? null,
  }));
  const awards = awardAmong(priced, reader.ruleSet);
  return decided
    .map((each) => ({ ...each, award: awards.get(each.policy.id) ?? null }))
    .toSorted(byOutcomeThenAmountThenId);
}

type Decided = Pick<Decision, 'policy' | 'outcome'>;

/** Decides one policy. `vouched` reads the same profile, with what no authority vouches for left out. */
export function decide(policy: Policy, reader: Reader, vouched: Reader): Decision {
  const trace = evaluate(policy.condition, reader);
  const remaining =
    trace.truth === 'yes'
      ? remainingOf(policy, reader, vouched, () => standingOf(evaluate(policy.condition, vouched)))
      : [];
  const outcome = outcomeOf(trace, remaining);
  return {
    policy,
    outcome,
    automatic: outcome === 'eligible' && policy.delivery === 'automatic',
    trace,
    missing: missingOf(trace),
    remaining,
  };
}

/** What a policy is worth for an enterprise that may get it; null where it states no amount or gives nothing. */
export function amountOf({ policy, outcome }: Decided, reader: Reader): AmountResult | null {
  const { amount } = policy.benefit;
  return amount === null || outcome === 'ineligible' ? null : computeAmount(amount, reader);
}

function outcomeOf(trace: Trace, remaining: readonly Remaining[]): Outcome {
  if (trace.truth === 'no') return 'ineligible';
  if (trace.truth === 'unknown') return 'undetermined';
  return remaining.length > 0 ? 'conditional' : 'eligible';
}

/** What becomes of a condition without what nobody vouches for: its truth, and what it lacks where that is unknown. */
export interface Standing {
  readonly truth: Truth;
  readonly missing: readonly string[];
}

function standingOf(trace: Trace): Standing {
  return { truth: trace.truth, missing: missingOf(trace) };
}

/**
 * Paying without an application takes facts that an authority vouches for: a yes must stand on those alone. Where it
 * doesn't, what carries it and is known but not vouched for remains to be confirmed. `standing` says what the condition comes
 * to as `vouched` sees it.
 */
export function remainingOf(
  policy: Policy,
  reader: Reader,
  vouched: Reader,
  standing: () => Standing,
): readonly Remaining[] {
  const residual = policy.residual.map((each): Remaining => ({ kind: 'residual', ...each }));
  if (policy.delivery !== 'automatic') return residual;
  const evidence = unvouchedIn(policy.condition, reader, vouched, standing()).map((fact): Remaining => {
    const authorities = reader.ruleSet.facts.get(fact)?.authorities ?? [];
    const reportedBy = [...new Set(reader.read(fact).reports.map(({ source }) => source))];
    return { kind: 'evidence', fact, reportedBy, authorities };
  });
  return [...residual, ...evidence];
}

/** The facts that stand in the way: known, and not so or not known without what nobody vouches for. */
function unvouchedIn(
  condition: Condition,
  reader: Reader,
  vouched: Reader,
  { truth, missing }: Standing,
): readonly string[] {
  if (truth === 'yes') return [];
  const lacking = missing.filter((id) => reader.read(id).known && !vouched.read(id).known);
  const replaced = replacedFacts(reader, vouched);
  if (replaced.length === 0) return lacking;
  const under = factsUnder(condition, reader.ruleSet);
  return [...new Set([...lacking, ...replaced.filter((id) => under.includes(id))])];
}

/** Derived facts for which a report that nobody vouches for takes the place of what follows from vouched facts. */
function replacedFacts(reader: Reader, vouched: Reader): readonly string[] {
  const reportable = [...reader.ruleSet.facts.values()].filter(
    ({ derivation, authorities }) => derivation !== null && authorities.length > 0,
  );
  return reportable.flatMap(({ id }) => {
    const [reported, proven] = [reader.read(id), vouched.read(id)];
    const differs = reported.known && proven.known && !sameValue(reported.value, proven.value);
    return differs && reported.reports.length > 0 ? [id] : [];
  });
}

/** What choosing among exclusive policies needs to know of each; an amount that isn't known is null. */
export interface Priced extends Pick<Decision, 'policy' | 'outcome'> {
  readonly amount: Decimal | null;
}

/**
 * Chooses among the eligible policies of each exclusion group; a group with an unknown amount is left unchosen. Awards by
 * policy id.
 */
export function awardAmong(decided: readonly Priced[], ruleSet: RuleSet): ReadonlyMap<string, Award> {
  const rivals = decided.filter(
    ({ policy, outcome }) => outcome === 'eligible' && policy.exclusive.length > 0,
  );
  const unsettled = unsettledGroups(rivals);
  const contenders = rivals.flatMap(({ policy, amount }) => {
    const settled = policy.exclusive.every((group) => !unsettled.has(group));
    return settled && amount !== null ? [{ id: policy.id, amount, groups: policy.exclusive }] : [];
  });
  return new Map(award(contenders, ruleSet.exclusionGroups).map((each) => [each.id, each]));
}

/** The groups in which an amount is unknown, and those tied to them through a common member. */
function unsettledGroups(rivals: readonly Priced[]): ReadonlySet<string> {
  const unsettled = new Set(
    rivals.flatMap(({ policy, amount }) => (amount === null ? policy.exclusive : [])),
  );
  for (let before = -1; before < unsettled.size; ) {
    before = unsettled.size;
    for (const { policy } of rivals)
      if (policy.exclusive.some((group) => unsettled.has(group)))
        for (const group of policy.exclusive) unsettled.add(group);
  }
  return unsettled;
}

type Ordered = Decided & Pick<Match, 'amount' | 'award'>;

function byOutcomeThenAmountThenId(a: Ordered, b: Ordered): number {
  const order = OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome);
  if (order !== 0) return order;
  const [mine, other] = [payable(a), payable(b)];
  if (mine !== null && other !== null && !mine.eq(other)) return other.comparedTo(mine);
  if ((mine === null) !== (other === null)) return mine === null ? 1 : -1;
  return a.policy.id < b.policy.id ? -1 : 1;
}

/** What would be paid: the award where one was made, else the amount by itself. */
function payable({ award, amount }: Ordered) {
  return award?.paid ?? amount?.amount ?? null;
}
