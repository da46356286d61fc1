import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/engine/evaluate.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { Value } from '../../src/engine/value.ts';
import { referenceTruth } from '../../src/reference/reference.ts';
import { arbitraryLeaf } from '../generate/conditions.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryFullProfile, arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { explanationHasTheShapeOfItsCondition } from '../laws/explanation-laws.ts';
import {
  confirmingWhatRemainsSettles,
  fillingInWhatIsMissingSettles,
  fuller,
  unknownSaysWhatIsMissing,
} from '../laws/missing-laws.ts';
import {
  aMissingFactSatisfiesNothing,
  deMorgan,
  doubleNegation,
  informationIsMonotone,
  type Judge,
  orderOfPartsDoesNotMatter,
  type Situation,
} from '../laws/truth-laws.ts';
import { holds, RatioOverZero } from '../laws/two-valued.ts';

const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);

const engine: Judge = {
  name: 'engine',
  judge: (ruleSet, condition, profile, asOf) =>
    evaluate(condition, createReader(ruleSet, profile, asOf)).truth,
};

const reference: Judge = { name: 'reference', judge: referenceTruth };

/** A situation, and whole profiles of the same rule set to take further values from. */
const arbitrarySituation = arbitraryRuleSet.chain((ruleSet) =>
  fc.record({
    ruleSet: fc.constant(ruleSet),
    profile: arbitraryProfile(ruleSet),
    asOf: arbitraryAsOf,
    fillings: fc.array(arbitraryFullProfile(ruleSet), { minLength: 5, maxLength: 5 }),
    leaf: arbitraryLeaf({ facts: baseFactsOf(ruleSet), hierarchies: ruleSet.hierarchies, named: [] }),
  }),
);

type Drawn = typeof arbitrarySituation extends fc.Arbitrary<infer T> ? T : never;

function baseFactsOf({ facts }: RuleSet) {
  return [...facts.values()].filter((fact) => fact.derivation === null);
}

/** Holds a law against drawn situations. */
function law(name: string, numRuns: number, holdsIn: (drawn: Drawn) => void | Promise<void>) {
  it(name, () =>
    fc.assert(
      fc.asyncProperty(arbitrarySituation, async (drawn) => holdsIn(drawn)),
      { seed, numRuns },
    ),
  );
}

for (const judge of [engine, reference]) {
  describe(`truth, judged by the ${judge.name}`, () => {
    law('information is monotone', 200, async ({ fillings, ...situation }) => {
      for (const filling of fillings.slice(0, 2))
        for (const { condition } of situation.ruleSet.policies)
          await informationIsMonotone(judge, situation, fuller(situation, filling), condition);
    });

    law('De Morgan', 200, (drawn) =>
      deMorgan(
        judge,
        drawn,
        drawn.ruleSet.policies.slice(0, 3).map(({ condition }) => condition),
      ),
    );

    law('not not is nothing', 200, async (drawn) => {
      for (const { condition } of drawn.ruleSet.policies) await doubleNegation(judge, drawn, condition);
    });

    law('the order of parts does not matter', 200, async (drawn) => {
      for (const { condition } of drawn.ruleSet.policies)
        await orderOfPartsDoesNotMatter(judge, drawn, condition);
    });

    law('a missing fact satisfies neither a leaf nor its negation', 400, (drawn) =>
      aMissingFactSatisfiesNothing(judge, drawn, drawn.leaf),
    );

    it('a fully known profile gives the two-valued answer', async () => {
      const answered = { yes: 0, no: 0 };
      await fc.assert(
        fc.asyncProperty(arbitrarySituation, async ({ fillings, ruleSet, asOf }) => {
          for (const profile of fillings) {
            const values = valuesOf(profile);
            for (const { condition } of ruleSet.policies) {
              const expected = twoValued(() => holds(condition, { ruleSet, asOf, values }));
              if (expected === null) continue;
              expect(await judge.judge(ruleSet, condition, profile, asOf)).toBe(expected);
              answered[expected] += 1;
            }
          }
        }),
        { seed, numRuns: 150 },
      );
      expect(Math.min(answered.yes, answered.no)).toBeGreaterThan(1000);
    });
  });
}

function valuesOf(profile: Profile): ReadonlyMap<string, Value> {
  return new Map(
    [...profile].flatMap(([id, [report]]) => (report === undefined ? [] : [[id, report.value]])),
  );
}

function twoValued(answer: () => boolean): 'yes' | 'no' | null {
  try {
    return answer() ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof RatioOverZero) return null;
    throw error;
  }
}

describe('what is missing, what remains', () => {
  law('an unknown, and nothing else, says what is missing', 400, (drawn) => {
    for (const policy of drawn.ruleSet.policies) unknownSaysWhatIsMissing(drawn, policy);
  });

  it('filling in exactly what is missing leaves no unknown', () => {
    const tally = { settled: 0, undefined: 0 };
    fc.assert(
      fc.property(arbitrarySituation, ({ fillings, ...situation }) => {
        for (const policy of situation.ruleSet.policies) {
          const settled = fillingInWhatIsMissingSettles(situation, policy, fillings);
          tally[settled ? 'settled' : 'undefined'] += 1;
        }
      }),
      { seed, numRuns: 400 },
    );
    // A few denominators are zero whatever one fills in, such as those of a table.
    expect(tally.undefined).toBeLessThan(tally.settled / 20);
  });

  law('confirming exactly what remains makes a conditional outcome eligible', 400, (drawn) => {
    for (const policy of drawn.ruleSet.policies) confirmingWhatRemainsSettles(drawn, policy);
  });
});

describe('explanation', () => {
  law('has the shape of its condition', 200, (situation: Situation) => {
    for (const { condition } of situation.ruleSet.policies)
      explanationHasTheShapeOfItsCondition(situation, condition);
  });
});
