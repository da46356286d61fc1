import type { CivilDate } from '../../src/engine/civil-date.ts';
import { match, type Outcome } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
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
    return match(ruleSet, profile, asOf).map(({ policy, outcome, automatic, amount }) => ({
      policy: policy.id,
      outcome,
      automatic,
      amount: amount?.amount?.toFixed(2) ?? null,
      atLeast: amount?.atLeast?.toFixed(2) ?? null,
      atMost: amount?.atMost?.toFixed(2) ?? null,
    }));
  },
};

const reference: Evaluator = { name: 'reference', decide: referenceMatch };

/** The first is the one that the others are compared with. */
export const EVALUATORS: readonly [Evaluator, ...Evaluator[]] = [engine, reference];
