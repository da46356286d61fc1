import type { Condition, Leaf } from '../engine/condition.ts';
import type { Outcome } from '../engine/match.ts';
import type { Profile } from '../engine/profile.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import type { Truth } from '../engine/truth.ts';
import { NO_AMOUNT, type ReferenceAmount, referenceAmount } from './amount.ts';
import { dayNumber } from './calendar.ts';
import type { Facts } from './facts.ts';
import { createFacts } from './read.ts';
import { truthOf } from './truth.ts';

/** The second opinion about one policy. What is ineligible has no amount. */
export interface ReferenceMatch extends ReferenceAmount {
  /** The policy's id. */
  readonly policy: string;
  readonly outcome: Outcome;
  readonly automatic: boolean;
}

/**
 * What a compiled condition means, by json-rules-engine: slow and obvious on purpose. `vouchedOnly` leaves out what no
 * authority vouches for. Throws on a condition that the compiler should have refused.
 */
export function referenceTruth(
  ruleSet: RuleSet,
  condition: Condition,
  profile: Profile,
  asOf: string,
  { vouchedOnly = false } = {},
): Promise<Truth> {
  return truthOf(condition, createFacts(ruleSet, profile, asOf, vouchedOnly));
}

/** The truth of each leaf, in the order given, all read from one profile. */
export async function referenceTruths(
  ruleSet: RuleSet,
  leaves: readonly Leaf[],
  profile: Profile,
  asOf: string,
): Promise<readonly Truth[]> {
  const facts = createFacts(ruleSet, profile, asOf, false);
  const truths: Truth[] = [];
  for (const leaf of leaves) truths.push(await truthOf(leaf, facts));
  return truths;
}

/** Decides every policy in force on the as-of date, in the order of the rule set. */
export async function referenceMatch(
  ruleSet: RuleSet,
  profile: Profile,
  asOf: string,
): Promise<readonly ReferenceMatch[]> {
  const facts = createFacts(ruleSet, profile, asOf, false);
  const vouched = createFacts(ruleSet, profile, asOf, true);
  const matches: ReferenceMatch[] = [];
  for (const policy of ruleSet.policies) {
    if (!inForce(policy, asOf)) continue;
    const outcome = await outcomeOf(policy, facts, vouched);
    const automatic = policy.delivery === 'automatic' && outcome === 'eligible';
    const { amount } = policy.benefit;
    const worth =
      amount === null || outcome === 'ineligible' ? NO_AMOUNT : await referenceAmount(amount, facts);
    matches.push({ policy: policy.id, outcome, automatic, ...worth });
  }
  return matches;
}

function inForce({ validFrom, validTo }: Policy, asOf: string): boolean {
  const today = dayNumber(asOf);
  if (validFrom !== null && today < dayNumber(validFrom)) return false;
  return validTo === null || today <= dayNumber(validTo);
}

async function outcomeOf(policy: Policy, facts: Facts, vouched: Facts): Promise<Outcome> {
  const truth = await truthOf(policy.condition, facts);
  if (truth === 'no') return 'ineligible';
  if (truth === 'unknown') return 'undetermined';
  if (policy.residual.length > 0) return 'conditional';
  if (policy.delivery !== 'automatic') return 'eligible';
  const proven = await truthOf(policy.condition, vouched);
  return proven === 'yes' ? 'eligible' : 'conditional';
}
