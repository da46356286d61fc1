import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/engine/evaluate.ts';
import { type NearMiss, nearMiss } from '../../src/engine/near-miss.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { Fact, RuleSet } from '../../src/engine/rule-set.ts';
import { isDecimal, sameValue } from '../../src/engine/value.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryProfile, freshReports } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { AS_OF, arbitrarySmallRules, type SmallRules } from '../generate/small-rules.ts';
import { fewestChanges, truthAfter } from '../laws/every-change.ts';
import { profile, ruleSet } from './tiny-rule-set.ts';

const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);

const size = ({ changes, holdsFrom }: NearMiss) => changes.length + (holdsFrom === null ? 0 : 1);

const suggestion = ({ facts, condition, known }: SmallRules) =>
  nearMiss(ruleSet(facts), condition, profile(Object.fromEntries(known)), AS_OF);

it('is as small as can be, and there is one wherever there can be: every change has been tried', () => {
  const tally = new Map<number | null, number>();
  fc.assert(
    fc.property(arbitrarySmallRules, (rules) => {
      if (truthAfter(rules, { changes: [], holdsFrom: null }) !== 'no') {
        expect(suggestion(rules)).toBeNull();
        return;
      }
      const found = suggestion(rules);
      const fewest = fewestChanges(rules);
      expect(found === null ? null : size(found)).toBe(fewest);
      if (found !== null) expect(truthAfter(rules, found)).toBe('yes');
      tally.set(fewest, (tally.get(fewest) ?? 0) + 1);
    }),
    { seed, numRuns: 5000 },
  );
  expect(tally.get(null)).toBeGreaterThan(1000);
  expect(tally.get(1)).toBeGreaterThan(300);
  expect(tally.get(2)).toBeGreaterThan(50);
  expect(tally.get(3)).toBeGreaterThan(5);
});

/** Every third fact is nothing that an enterprise can change. */
const arbitrarySituation = arbitraryRuleSet
  .map((rules): RuleSet => {
    const facts = [...rules.facts.values()].map(
      (fact, index): Fact => ({ ...fact, mutable: index % 3 !== 0 }),
    );
    return { ...rules, facts: new Map(facts.map((fact) => [fact.id, fact])) };
  })
  .chain((rules) =>
    fc.record({
      rules: fc.constant(rules),
      known: arbitraryProfile(rules),
      asOf: arbitraryAsOf,
      lastDay: fc.option(arbitraryAsOf),
    }),
  );

type Drawn = typeof arbitrarySituation extends fc.Arbitrary<infer T> ? T : never;

/** Holds a law against the suggestions for drawn situations; some hundreds must come of them. */
const law = (
  name: string,
  holdsFor: (found: NearMiss, drawn: Drawn, condition: Drawn['rules']['policies'][0]['condition']) => void,
) =>
  it(name, () => {
    let suggestions = 0;
    fc.assert(
      fc.property(arbitrarySituation, (drawn) => {
        for (const { condition } of drawn.rules.policies) {
          const found = nearMiss(drawn.rules, condition, drawn.known, drawn.asOf, drawn.lastDay);
          if (found === null) continue;
          suggestions += 1;
          holdsFor(found, drawn, condition);
        }
      }),
      { seed, numRuns: 100 },
    );
    expect(suggestions).toBeGreaterThan(100);
  });

function applied(known: Profile, changes: NearMiss['changes']): Profile {
  return new Map([...known, ...changes.map(({ fact, to }) => [fact, freshReports(to)] as const)]);
}

describe('a suggestion', () => {
  law('gives a yes, on the day that it names', (found, { rules, known, asOf }, condition) => {
    const agesOn = found.holdsFrom ?? asOf;
    const before = evaluate(condition, createReader(rules, known, asOf));
    const after = evaluate(condition, createReader(rules, applied(known, found.changes), asOf, { agesOn }));
    expect([before.truth, after.truth]).toEqual(['no', 'yes']);
  });

  law('has one to four changes, none of them needless', (found, { rules, known, asOf }, condition) => {
    expect([1, 2, 3, 4]).toContain(size(found));
    const truth = (changes: NearMiss['changes'], agesOn: string) =>
      evaluate(condition, createReader(rules, applied(known, changes), asOf, { agesOn })).truth;
    for (const spared of found.changes) {
      const rest = found.changes.filter((each) => each !== spared);
      expect(truth(rest, found.holdsFrom ?? asOf)).not.toBe('yes');
    }
    if (found.holdsFrom !== null) expect(truth(found.changes, asOf)).not.toBe('yes');
  });

  law(
    'changes only what an enterprise can change, each to another value within its range',
    (found, { rules, known, asOf }) => {
      const reader = createReader(rules, known, asOf);
      expect(new Set(found.changes.map(({ fact }) => fact)).size).toBe(found.changes.length);
      for (const { fact: id, from, to, distance } of found.changes) {
        const { mutable, range: { minimum, maximum } = {} } = rules.facts.get(id)!;
        expect(mutable).toBe(true);
        const reading = reader.read(id);
        expect(from).toEqual(reading.known ? reading.value : null);
        if (from !== null) expect(sameValue(from, to)).toBe(false);
        if (!isDecimal(to)) continue;
        expect(distance?.toFixed()).toBe(
          from !== null && isDecimal(from) ? to.minus(from).abs().toFixed() : undefined,
        );
        expect((minimum === undefined || to.gte(minimum)) && (maximum === undefined || to.lte(maximum))).toBe(
          true,
        );
      }
    },
  );

  law('waits for a day ahead, within the validity', ({ holdsFrom }, { asOf, lastDay }) => {
    if (holdsFrom === null) return;
    expect(holdsFrom > asOf).toBe(true);
    if (lastDay !== null) expect(holdsFrom <= lastDay).toBe(true);
  });
});
