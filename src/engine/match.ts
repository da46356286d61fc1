import type { CivilDate } from './civil-date.ts';
import { evaluate, missingOf } from './evaluate.ts';
import type { Profile } from './profile.ts';
import { createReader } from './reading.ts';
import type { Policy, RuleSet, Text } from './rule-set.ts';
import type { Reader, Trace } from './trace.ts';

/** In the order in which matches are listed. */
export const OUTCOMES = ['eligible', 'conditional', 'undetermined', 'ineligible'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What must still be confirmed before a conditional outcome is an eligible one, and by whom. */
export type Remaining =
  | { readonly kind: 'residual'; readonly text: Text; readonly confirmedBy: string }
  | { readonly kind: 'evidence'; readonly fact: string; readonly authorities: readonly string[] };

/** The decision about one policy. */
export interface Match {
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

/** True on every day from `validFrom` to `validTo`, both included; null sets no bound. */
export function isInForce(policy: Policy, asOf: CivilDate): boolean {
  const begun = policy.validFrom === null || policy.validFrom <= asOf;
  return begun && (policy.validTo === null || asOf <= policy.validTo);
}

/** Decides every policy in force on the as-of date, ordered by outcome, then id. */
export function match(ruleSet: RuleSet, profile: Profile, asOf: CivilDate): readonly Match[] {
  const reader = createReader(ruleSet, profile, asOf);
  const vouched = createReader(ruleSet, profile, asOf, { vouchedOnly: true });
  return ruleSet.policies
    .filter((policy) => isInForce(policy, asOf))
    .map((policy) => decide(policy, reader, vouched))
    .toSorted(byOutcomeThenId);
}

/** Decides one policy. `vouched` reads the same profile, with what no authority vouches for left out. */
export function decide(policy: Policy, reader: Reader, vouched: Reader): Match {
  const trace = evaluate(policy.condition, reader);
  const remaining = trace.truth === 'yes' ? remainingOf(policy, vouched) : [];
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

function outcomeOf(trace: Trace, remaining: readonly Remaining[]): Outcome {
  if (trace.truth === 'no') return 'ineligible';
  if (trace.truth === 'unknown') return 'undetermined';
  return remaining.length > 0 ? 'conditional' : 'eligible';
}

/** Paying without an application takes facts that an authority vouches for: a yes must stand on those alone. */
function remainingOf(policy: Policy, vouched: Reader): readonly Remaining[] {
  const residual = policy.residual.map((each): Remaining => ({ kind: 'residual', ...each }));
  if (policy.delivery !== 'automatic') return residual;
  const unvouched = missingOf(evaluate(policy.condition, vouched)).filter((fact) =>
    isUnvouched(fact, vouched),
  );
  const evidence = unvouched.map((fact): Remaining => {
    const authorities = vouched.ruleSet.facts.get(fact)?.authorities ?? [];
    return { kind: 'evidence', fact, authorities };
  });
  return [...residual, ...evidence];
}

/** Facts that are unknown anyway don't carry the yes: there is nothing to confirm about them. */
function isUnvouched(fact: string, vouched: Reader): boolean {
  const reading = vouched.read(fact);
  return !reading.known && reading.why === 'unvouched';
}

function byOutcomeThenId(a: Match, b: Match): number {
  const order = OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome);
  if (order !== 0) return order;
  return a.policy.id < b.policy.id ? -1 : 1;
}
