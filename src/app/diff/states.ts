import type { CivilDate } from '../../engine/civil-date.ts';
import type { Decimal } from '../../engine/decimal.ts';
import { amountOf, decide, isInForce, type Outcome } from '../../engine/match.ts';
import type { Profile } from '../../engine/profile.ts';
import { createReader } from '../../engine/reading.ts';
import type { Policy, RuleSet } from '../../engine/rule-set.ts';

/** What one rule set says of one policy for one enterprise. */
export interface State {
  readonly outcome: Outcome | 'not-in-force' | 'absent';
  /** 免申即享. */
  readonly automatic: boolean;
  /** What an enterprise gets by itself that is eligible, or will be once confirmed; null where no figure is known. */
  readonly amount: Decimal | null;
}

export const ABSENT: State = { outcome: 'absent', automatic: false, amount: null };

/** Asks the real evaluator. `inForce` false passes over the validity window. */
export function stateOf(
  ruleSet: RuleSet,
  policy: Policy,
  profile: Profile,
  asOf: CivilDate,
  { window = true } = {},
): State {
  if (window && !isInForce(policy, asOf)) return { ...ABSENT, outcome: 'not-in-force' };
  const reader = createReader(ruleSet, profile, asOf);
  const decision = decide(policy, reader, createReader(ruleSet, profile, asOf, { vouchedOnly: true }));
  const amount = rankOf(decision) >= RANKS.conditional ? amountOf(decision, reader) : null;
  return { outcome: decision.outcome, automatic: decision.automatic, amount: amount?.amount ?? null };
}

const RANKS: Readonly<Record<State['outcome'], number>> = {
  absent: 0,
  'not-in-force': 0,
  ineligible: 0,
  undetermined: 1,
  conditional: 2,
  eligible: 3,
};

/** From nothing to all: no, unknown, yes with something to confirm, yes. */
export function rankOf({ outcome }: Pick<State, 'outcome'>): number {
  return RANKS[outcome];
}

/**
 * Positive where the enterprise is better off in the second state, negative where it is worse off: by outcome, then by
 * whether it comes without an application, then by a known amount.
 */
export function compareStates(before: State, after: State): number {
  const byRank = rankOf(after) - rankOf(before);
  if (byRank !== 0) return byRank;
  const byDelivery = Number(after.automatic) - Number(before.automatic);
  if (byDelivery !== 0) return byDelivery;
  return after.amount === null || before.amount === null ? 0 : after.amount.comparedTo(before.amount);
}
