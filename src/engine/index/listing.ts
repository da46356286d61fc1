import type { CivilDate } from '../civil-date.ts';
import { isInForce } from '../match.ts';
import type { Policy, RuleSet } from '../rule-set.ts';
import type { Test, View } from './compiled.ts';
import type { Conditions } from './conditions.ts';
import { conjunctsOf, type Demand, demandOf } from './demand.ts';
import type { Found } from './found.ts';
import { NO, type TruthCode, YES } from './truth-code.ts';

/** A part of a policy's condition that must be met, and what an index can look up of it. */
export interface Conjunct {
  readonly test: Test;
  readonly demand: Demand | null;
  /** How few profiles are likely to meet the demand: the least first. */
  readonly weight: number;
}

/** A compiled policy. */
export interface Listing {
  readonly policy: Policy;
  /** Its place among the policies, ordered by id. */
  rank: number;
  /** What decides most often first. */
  readonly conjuncts: readonly Conjunct[];
  readonly eligible: Found;
  readonly conditional: Found;
  readonly undetermined: Found;
}

/** Compiles a policy. */
export function listPolicy(policy: Policy, conditions: Conditions, ruleSet: RuleSet): Listing {
  const conjuncts = conjunctsOf(policy.condition).map((part): Conjunct => {
    const demand = demandOf(part, ruleSet);
    return { test: conditions.testOf(part), demand, weight: weigh(demand, ruleSet) };
  });
  const automatic = policy.delivery === 'automatic';
  return {
    policy,
    rank: -1,
    conjuncts: conjuncts.toSorted((a, b) => a.weight - b.weight),
    eligible: Object.freeze({ policy, outcome: 'eligible', automatic }),
    conditional: Object.freeze({ policy, outcome: 'conditional', automatic: false }),
    undetermined: Object.freeze({ policy, outcome: 'undetermined', automatic: false }),
  };
}

/** A guess: regions and industries first, credit states, which nearly all enterprises meet, last. */
function weigh(demand: Demand | null, { regionFact }: RuleSet): number {
  switch (demand?.kind) {
    case undefined:
      return 7;
    case 'branch':
      return demand.fact === regionFact ? 0 : 1;
    case 'value':
      if (demand.values.includes(true)) return 4;
      return demand.values.includes(false) ? 6 : 2;
    case 'member':
      return 3;
    case 'bound':
      return 5;
  }
}

/** Whether the policy is in force on the day that the view is opened on. */
export function applies({ policy }: Listing, asOf: CivilDate): boolean {
  return (policy.validFrom === null && policy.validTo === null) || isInForce(policy, asOf);
}

/** The truth of what these parts demand together, at most `truth`. */
export function truthOfParts(parts: readonly Conjunct[], view: View, truth: TruthCode): TruthCode {
  let least = truth;
  for (const { test } of parts) {
    const each = test(view);
    if (each === NO) return NO;
    if (each < least) least = each;
  }
  return least;
}

/**
 * The outcome that a truth other than no leads to. `vouched` sees the same profile without what nobody vouches for: an
 * automatic policy is eligible where that still is a yes. Where it isn't, some fact that carries the yes is known and not
 * vouched for, since nothing else differs.
 */
export function foundFor(listing: Listing, truth: TruthCode, vouched: () => View): Found {
  if (truth !== YES) return listing.undetermined;
  if (listing.policy.residual.length > 0) return listing.conditional;
  if (!listing.eligible.automatic) return listing.eligible;
  return truthOfParts(listing.conjuncts, vouched(), YES) === YES ? listing.eligible : listing.conditional;
}
