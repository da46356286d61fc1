import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createProfileFinder,
  type Demand,
  type FoundProfile,
  holds,
} from '../../src/analysis/find-profile.ts';
import type { Condition } from '../../src/engine/condition.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { Truth } from '../../src/engine/truth.ts';
import { ruleSet } from '../engine/tiny-rule-set.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryFullProfile, arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { AS_OF, arbitrarySmallCondition, arbitrarySmallRules } from '../generate/small-rules.ts';
import { everyProfile } from './every-profile.ts';

const arbitraryTruth: fc.Arbitrary<Demand['truth']> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Truth>('yes', 'no', 'unknown') },
  { weight: 1, arbitrary: fc.constantFrom<Truth[]>(['yes', 'unknown'], ['no', 'unknown'], ['yes', 'no']) },
);

const demandsOn = (...conditions: readonly Condition[]): fc.Arbitrary<readonly Demand[]> =>
  fc.tuple(...conditions.map((condition) => arbitraryTruth.map((truth) => ({ condition, truth }))));

describe('on rules so small that every profile can be tried', () => {
  const arbitraryCase = arbitrarySmallRules.chain(({ facts, condition }) =>
    fc
      .array(arbitrarySmallCondition(facts, 2), { maxLength: 2 })
      .chain((more) => demandsOn(condition, ...more))
      .map((demands) => ({ facts, demands })),
  );

  test('a profile is found exactly where there is one', { timeout: 600_000 }, () => {
    const counts = { found: 0, none: 0, undecided: 0 };
    fc.assert(
      fc.property(arbitraryCase, ({ facts, demands }) => {
        const rules = ruleSet(facts);
        const found = createProfileFinder(rules).find(demands, AS_OF);
        counts[found.kind] += 1;
        expectNoDefect(found, rules, demands, AS_OF);
        if (found.kind === 'none') expect(anyProfile(rules, demands)).toBeNull();
        if (found.kind === 'undecided') expect(found.why).toBe('arithmetic');
      }),
      { numRuns: 1500 },
    );
    // The law is about something: neither answer is rare, and giving up is.
    expect(counts.found).toBeGreaterThan(300);
    expect(counts.none).toBeGreaterThan(300);
    expect(counts.undecided).toBeLessThan(10);
  });
});

function anyProfile(rules: RuleSet, demands: readonly Demand[]) {
  const reported = [...rules.facts.values()].filter(({ derivation }) => derivation === null);
  for (const profile of everyProfile(reported)) if (holds(rules, demands, profile, AS_OF)) return profile;
  return null;
}

function expectNoDefect(found: FoundProfile, rules: RuleSet, demands: readonly Demand[], asOf: string): void {
  if (found.kind === 'found') expect(holds(rules, demands, found.profile, asOf)).toBe(true);
  if (found.kind === 'undecided') expect(found.why).not.toBe('replay');
}

describe('on rules with every type, operator and derivation', () => {
  const arbitraryCase = fc.tuple(arbitraryRuleSet, arbitraryAsOf).chain(([rules, asOf]) =>
    fc.record({
      rules: fc.constant(rules),
      asOf: fc.constant(asOf),
      demands: demandsOn(...rules.policies.slice(0, 2).map(({ condition }) => condition)),
      profiles: fc.array(fc.oneof(arbitraryProfile(rules), arbitraryFullProfile(rules)), {
        minLength: 15,
        maxLength: 15,
      }),
    }),
  );

  test('what is found holds, and what some profile does is not called impossible', {
    timeout: 600_000,
  }, () => {
    const counts = { found: 0, none: 0, undecided: 0 };
    fc.assert(
      fc.property(arbitraryCase, ({ rules, asOf, demands, profiles }) => {
        const found = createProfileFinder(rules).find(demands, asOf);
        counts[found.kind] += 1;
        expectNoDefect(found, rules, demands, asOf);
        if (found.kind === 'none')
          expect(profiles.filter((profile) => holds(rules, demands, profile, asOf))).toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(counts.none).toBeGreaterThan(20);
    expect(counts.undecided).toBeLessThan(60);
  });

  test('whatever an enterprise shows can be found again', { timeout: 600_000 }, () => {
    const arbitraryShown = fc
      .tuple(arbitraryRuleSet, arbitraryAsOf)
      .chain(([rules, asOf]) =>
        fc.record({ rules: fc.constant(rules), asOf: fc.constant(asOf), profile: arbitraryProfile(rules) }),
      );
    let undecided = 0;
    fc.assert(
      fc.property(arbitraryShown, ({ rules, asOf, profile }) => {
        const demands = rules.policies.slice(0, 2).map(({ condition }) => {
          const truths: readonly Truth[] = ['yes', 'no', 'unknown'];
          const truth = truths.find((each) => holds(rules, [{ condition, truth: each }], profile, asOf));
          return { condition, truth: truth ?? [] };
        });
        const found = createProfileFinder(rules).find(demands, asOf);
        expectNoDefect(found, rules, demands, asOf);
        expect(found.kind).not.toBe('none');
        if (found.kind === 'undecided') undecided += 1;
      }),
      { numRuns: 400 },
    );
    expect(undecided).toBeLessThan(20);
  });
});
