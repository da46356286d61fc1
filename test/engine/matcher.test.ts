import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../src/engine/civil-date.ts';
import { createMatcher, type Matcher, type Reasoned } from '../../src/engine/index/matcher.ts';
import type { LeafPlace } from '../../src/engine/index/reasoner.ts';
import { createScan } from '../../src/engine/index/scan.ts';
import { type Match, match } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { reasonsOf } from '../../src/engine/reasons.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { shippedExamples } from '../app/shipped-examples.ts';
import { expectSame } from '../expect-same.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSetOf } from '../generate/rule-set.ts';
import { withReportable } from '../generate/table.ts';

/** So small that the index divides the policies of the cases several times over. */
const NODE_SIZE = 8;
const AS_OF = '2024-09-01';

const arbitraryLarge = arbitraryRuleSetOf(30, 60).chain(withReportable);

const arbitraryCase = arbitraryLarge.chain((ruleSet) =>
  fc.record({
    ruleSet: fc.constant(ruleSet),
    profiles: fc.array(fc.tuple(arbitraryProfile(ruleSet), arbitraryAsOf), { minLength: 8, maxLength: 8 }),
  }),
);

/** All that a matcher says of a profile is what `match` and the scan say. */
function expectAlike(matcher: Matcher, ruleSet: RuleSet, profile: Profile, asOf: CivilDate): void {
  const expected = match(ruleSet, profile, asOf).filter(({ outcome }) => outcome !== 'ineligible');
  const byId = expected.toSorted((a, b) => (a.policy.id < b.policy.id ? -1 : 1));
  const short = byId.map(({ policy, outcome, automatic }) => ({ policy, outcome, automatic }));
  expect(matcher.find(profile, asOf)).toEqual(short);
  expect(createScan(ruleSet)(profile, asOf)).toEqual(short);
  const decisions = byId.map(({ amount: _, award: __, ...decision }) => decision);
  expectSame(matcher.explain(profile, asOf), decisions);
  expectSame(matcher.reason(profile, asOf).found.map(withoutLacks), byId.map(withoutTrace));
  expectSame(matcher.match(profile, asOf), expected);
  expect(matcher.countInForce(asOf)).toBe(match(ruleSet, profile, asOf).length);
}

/** What a leaf lacks is said by what is missing. */
function withoutLacks({ reasons, ...rest }: Reasoned): Reasoned {
  return { ...rest, reasons: reasons.map(({ lacks: _, ...place }) => place) as unknown as LeafPlace[] };
}

/** A decision with its reasons at their places instead of its trace. */
function withoutTrace({ policy, outcome, automatic, missing, remaining, trace }: Match): Reasoned {
  const reasons = reasonsOf(trace).map(({ leaf, negated, within }) => {
    const { actual: _, other: __, truth: ___, ...rest } = leaf;
    return { leaf: rest, negated, within };
  });
  return { policy, outcome, automatic, reasons, missing, remaining } as unknown as Reasoned;
}

describe('the index finds, explains and prices what the engine does', () => {
  it('on generated rule sets', () => {
    let considered = 0;
    let policies = 0;
    fc.assert(
      fc.property(arbitraryCase, ({ ruleSet, profiles }) => {
        const matcher = createMatcher(ruleSet, NODE_SIZE);
        for (const [profile, asOf] of profiles) {
          expectAlike(matcher, ruleSet, profile, asOf);
          considered += matcher.lastSearch.considered;
          policies += matcher.lastSearch.policies;
        }
      }),
      { numRuns: 60 },
    );
    expect(considered).toBeLessThan(policies * 0.75);
  });

  it('after policies came, changed and went', () => {
    const arbitraryChanges = fc.array(fc.tuple(fc.nat(), fc.constantFrom('put', 'swap', 'withdraw')), {
      minLength: 10,
      maxLength: 40,
    });
    fc.assert(
      fc.property(arbitraryCase, arbitraryChanges, ({ ruleSet, profiles }, changes) => {
        const present = new Map(ruleSet.policies.slice(0, 15).map((policy) => [policy.id, policy]));
        const matcher = createMatcher({ ...ruleSet, policies: [...present.values()] }, NODE_SIZE);
        for (const [index, [number, kind]] of changes.entries()) {
          change(matcher, present, ruleSet.policies, number, kind);
          const [profile, asOf] = profiles[index % profiles.length]!;
          const policies = [...present.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
          expectAlike(matcher, { ...ruleSet, policies }, profile, asOf);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('after so many changes that all is compiled anew', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ ruleSet, profiles }) => {
        const matcher = createMatcher(ruleSet, NODE_SIZE);
        const [first, second, third] = ruleSet.policies;
        expect(matcher.withdraw(third!.id)).toBe(true);
        for (let count = 0; count < 1_005; count += 1)
          matcher.put({ ...first!, condition: count % 2 === 0 ? second!.condition : first!.condition });
        expect(matcher.withdraw(second!.id)).toBe(true);
        const policies = [{ ...first!, condition: second!.condition }, ...ruleSet.policies.slice(3)];
        for (const [profile, asOf] of profiles) expectAlike(matcher, { ...ruleSet, policies }, profile, asOf);
      }),
      { numRuns: 5 },
    );
  });

  it('whatever characters codes have', () => {
    const [ruleSet] = fc.sample(arbitraryRuleSetOf(1, 1), { numRuns: 1, seed: 1 });
    const { id, type } = [...ruleSet!.facts.values()].find((fact) => fact.type.kind === 'code')!;
    const codes = ['a', 'b', 'a,b', 'a","b', 'a\0b'];
    const hierarchy = { id: 'odd', codes: new Map(codes.map((code) => [code, { name: code }])) };
    const wanted = [['a', 'b'], 'a,b', ['a","b'], 'a\0b'];
    const policies = Array.from({ length: 40 }, (_, place) => {
      const constant = wanted[place % wanted.length]!;
      const condition = { kind: 'leaf', fact: id, operator: 'within', wanted: { constant }, at: '' } as const;
      return { ...ruleSet!.policies[0]!, id: `policy-${place + 10}`, condition };
    });
    const odd = {
      ...ruleSet!,
      policies,
      hierarchies: new Map(ruleSet!.hierarchies).set(type.kind === 'code' ? type.hierarchy : '', hierarchy),
    };
    const matcher = createMatcher(odd, NODE_SIZE);
    const { validFrom } = policies[0]!;
    for (const value of codes)
      for (const source of [null, 'hub'])
        expectAlike(matcher, odd, new Map([[id, [{ value, source, observedOn: null }]]]), validFrom ?? AS_OF);
  });

  it.each(['rules', 'examples/national/rules'])('on %s', async (directory) => {
    const { ruleSet, profiles } = await shippedExamples(directory);
    const matcher = createMatcher(ruleSet, NODE_SIZE);
    const some = profiles.filter((_, index) => index % 10 === 0);
    let considered = 0;
    for (const { profile, asOf } of some) {
      expectAlike(matcher, ruleSet, profile, asOf);
      considered += matcher.lastSearch.considered;
    }
    expect(some.length).toBeGreaterThan(15);
    // The examples tell little of an enterprise: of what is unknown nothing may be passed by.
    expect(considered).toBeLessThan(some.length * ruleSet.policies.length * 0.95);
  });
});

/** Adds a policy, withdraws one, or gives one the condition of another. */
function change(
  matcher: Matcher,
  present: Map<string, Policy>,
  policies: readonly Policy[],
  number: number,
  kind: string,
): void {
  const policy = policies[number % policies.length]!;
  if (kind === 'withdraw') {
    expect(matcher.withdraw(policy.id)).toBe(present.delete(policy.id));
    return;
  }
  const other = policies[(number * 7 + 3) % policies.length]!;
  const made = kind === 'swap' ? { ...policy, condition: other.condition } : { ...policy };
  present.set(made.id, made);
  matcher.put(made);
}
