import type { CivilDate } from '../../src/engine/civil-date.ts';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { createScan } from '../../src/engine/index/scan.ts';
import { isInForce, type Match, match, type Outcome } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import type { ReferenceAmount } from '../../src/reference/amount.ts';
import { referenceMatch } from '../../src/reference/reference.ts';

/** What every evaluator says about one policy. */
export interface Decided extends ReferenceAmount {
  readonly policy: string;
  readonly outcome: Outcome;
  readonly automatic: boolean;
}

/** One way to decide. All of them must agree; the order of their answers doesn't matter. */
export interface Evaluator {
  readonly name: string;
  /** One answer for each policy in force on the as-of date, none for the others. */
  decide(ruleSet: RuleSet, profile: Profile, asOf: CivilDate): Promise<readonly Decided[]>;
}

const engine: Evaluator = {
  name: 'engine',
  async decide(ruleSet, profile, asOf) {
    return match(ruleSet, profile, asOf).map(decided);
  },
};

/** Lists no ineligible policy: those are the rest of what is in force. */
const indexed: Evaluator = {
  name: 'index',
  async decide(ruleSet, profile, asOf) {
    const matches = createMatcher(ruleSet, 2).match(profile, asOf).map(decided);
    const scanned = createScan(ruleSet)(profile, asOf).map(({ policy }) => policy.id);
    const found = new Set(matches.map(({ policy }) => policy));
    // A policy that only one of the two finds is listed twice or not at all.
    const rest = ruleSet.policies.filter(({ id }) => !found.has(id) || !scanned.includes(id));
    return [...matches, ...rest.filter((policy) => isInForce(policy, asOf)).map(ineligible)];
  },
};

function decided({ policy, outcome, automatic, amount }: Omit<Match, 'trace'>): Decided {
  return {
    policy: policy.id,
    outcome,
    automatic,
    amount: amount?.amount?.toFixed(2) ?? null,
    atLeast: amount?.atLeast?.toFixed(2) ?? null,
    atMost: amount?.atMost?.toFixed(2) ?? null,
  };
}

function ineligible({ id }: Policy): Decided {
  const none = { amount: null, atLeast: null, atMost: null };
  return { policy: id, outcome: 'ineligible', automatic: false, ...none };
}

const reference: Evaluator = { name: 'reference', decide: referenceMatch };

/** The first is the one that the others are compared with. */
export const EVALUATORS: readonly [Evaluator, ...Evaluator[]] = [engine, indexed, reference];
