import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CivilDate } from '../../src/engine/civil-date.ts';
import { match } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { arbitraryProfile } from '../generate/profile.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { withReportable } from '../generate/table.ts';
import { ALL_CELLS, cellOf, leafTracesOf } from './cells.ts';
import { type Decided, EVALUATORS } from './evaluators.ts';

/** Both may be set from outside: another seed looks elsewhere, more runs (rule sets) look longer. */
const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);
const numRuns = Number(process.env.MIANSHEN_RUNS ?? 400);
const PROFILES_EACH = 12;

const [yardstick, ...others] = EVALUATORS;

const arbitraryCase = arbitraryRuleSet.chain(withReportable).chain((ruleSet) =>
  fc.record({
    ruleSet: fc.constant(ruleSet),
    profiles: fc.array(fc.tuple(arbitraryProfile(ruleSet), arbitraryAsOf), {
      minLength: PROFILES_EACH,
      maxLength: PROFILES_EACH,
    }),
  }),
);

it(`decides alike on every evaluator (seed ${seed}, ${numRuns} rule sets)`, async () => {
  const outcomes = new Map<string, number>();
  const cells = new Map<string, number>();
  const amounts = new Map<string, number>();
  const count = (tally: Map<string, number>, key: string) => tally.set(key, (tally.get(key) ?? 0) + 1);

  await fc.assert(
    fc.asyncProperty(arbitraryCase, async ({ ruleSet, profiles }) => {
      for (const [profile, asOf] of profiles) {
        const expected = byPolicy(await yardstick.decide(ruleSet, profile, asOf));
        for (const other of others)
          expectSame(expected, byPolicy(await other.decide(ruleSet, profile, asOf)), other.name, ruleSet);
        for (const decided of expected) {
          count(outcomes, decided.automatic ? 'automatic' : decided.outcome);
          count(amounts, amountKnown(decided));
        }
        for (const cell of cellsHit(ruleSet, profile, asOf)) count(cells, cell);
      }
    }),
    { seed, numRuns },
  );

  const pairs = [...outcomes.values()].reduce((sum, each) => sum + each, 0);
  console.info(`${pairs} pairs of policy and profile`, Object.fromEntries([...outcomes, ...amounts]));
  expect(ALL_CELLS.filter((cell) => !cells.has(cell))).toEqual([]);
  expect(Math.min(...outcomes.values())).toBeGreaterThan(pairs / 100);
  expect(outcomes.size).toBe(5);
  expect(Math.min(...amounts.values())).toBeGreaterThan(pairs / 100);
  expect(amounts.size).toBe(4);
  expect(pairs).toBeGreaterThanOrEqual(50 * numRuns);
});

function amountKnown({ amount, atLeast, atMost }: Decided): string {
  if (amount !== null) return 'exact amount';
  if (atLeast === null) return 'no amount';
  return atMost === null ? 'amount without end' : 'amount within bounds';
}

function byPolicy(decided: readonly Decided[]): readonly Decided[] {
  return decided.toSorted((a, b) => (a.policy < b.policy ? -1 : 1));
}

/** Names the first policy that is decided otherwise, so that a shrunk counterexample can be read. */
function expectSame(
  expected: readonly Decided[],
  actual: readonly Decided[],
  name: string,
  ruleSet: RuleSet,
): void {
  const first = expected.findIndex((each, index) => !isDeepStrictEqual(each, actual[index]));
  const policy = ruleSet.policies.find(({ id }) => id === expected[first]?.policy);
  const wrong = JSON.stringify({ amount: policy?.benefit.amount, condition: policy?.condition });
  expect(actual[first], `${name}: ${wrong}`).toEqual(expected[first]);
  expect(actual.length, name).toBe(expected.length);
}

function cellsHit(ruleSet: RuleSet, profile: Profile, asOf: CivilDate): readonly string[] {
  return match(ruleSet, profile, asOf)
    .flatMap(({ trace }) => leafTracesOf(trace))
    .map((leaf) => cellOf(leaf, ruleSet));
}
