import type { CivilDate } from '../civil-date.ts';
import type { Condition } from '../condition.ts';
import { isInForce } from '../match.ts';
import type { Policy, RuleSet } from '../rule-set.ts';
import type { Test, View } from './compiled.ts';
import type { Conditions } from './conditions.ts';
import { conjunctsOf, type Demand, demandOf } from './demand.ts';
import type { Found } from './found.ts';
import { NO, type TruthCode, YES } from './truth-code.ts';

/** A part of a policy's condition that must be met, and what an index can look up of it. */
export interface Conjunct {
  /** The number of its condition. */
  readonly id: number;
  readonly test: Test;
  readonly demand: Demand | null;
  /** How few profiles are likely to meet the demand: the least first. */
  readonly weight: number;
}

/** A compiled policy. */
export interface Listing {
  readonly policy: Policy;
  /** What decides most often first. */
  readonly conjuncts: readonly Conjunct[];
  readonly eligible: Found;
  readonly conditional: Found;
  readonly undetermined: Found;
}

/** Compiles a policy. */
export function listPolicy(policy: Policy, conjunctOf: (part: Condition) => Conjunct): Listing {
  const conjuncts = conjunctsOf(policy.condition).map(conjunctOf);
  const automatic = policy.delivery === 'automatic';
  return {
    policy,
    conjuncts: conjuncts.toSorted((a, b) => a.weight - b.weight),
    eligible: Object.freeze({ policy, outcome: 'eligible', automatic }),
    conditional: Object.freeze({ policy, outcome: 'conditional', automatic: false }),
    undetermined: Object.freeze({ policy, outcome: 'undetermined', automatic: false }),
  };
}

/** Compiles a part of a condition. */
export function compileConjunct(part: Condition, conditions: Conditions, ruleSet: RuleSet): Conjunct {
  const demand = demandOf(part, ruleSet);
  const { idOf, testOf } = conditions;
  return { id: idOf(part), test: testOf(part), demand, weight: weigh(demand, ruleSet) };
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
 * The outcome that a truth other than no leads to. `vouched` is the view of the same profile without what nobody vouches
 * for, or null where all that was read is vouched for: an automatic policy is eligible where it still is a yes then. Where it
 * isn't, some fact that carries the yes is known and not vouched for, since nothing else differs.
 */
export function foundFor(listing: Listing, truth: TruthCode, vouched: () => View | null): Found {
  if (truth !== YES) return listing.undetermined;
  if (listing.policy.residual.length > 0) return listing.conditional;
  if (!listing.eligible.automatic) return listing.eligible;
  const view = vouched();
  const stands = view === null || truthOfParts(listing.conjuncts, view, YES) === YES;
  return stands ? listing.eligible : listing.conditional;
}
