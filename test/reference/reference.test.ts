import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, monthsBetween, yearsBetween } from '../../src/engine/civil-date.ts';
import { type Hierarchy, pathTo } from '../../src/engine/hierarchy.ts';
import { OPERATOR_NAMES } from '../../src/engine/operators/table.ts';
import { branchesOf } from '../../src/reference/branches.ts';
import { ageIn } from '../../src/reference/calendar.ts';
import { whichHold } from '../../src/reference/json-rules.ts';
import { HOLDS, OPPOSITES } from '../../src/reference/operators.ts';
import { referenceMatch, referenceTruth } from '../../src/reference/reference.ts';
import { all, any, fact, leaf, not, policy, profile, ruleSet } from '../engine/tiny-rule-set.ts';
import { anyDate, arbitraryDate } from '../generate/dates.ts';
import { arbitraryHierarchy, codesOf } from '../generate/hierarchies.ts';

const AS_OF = '2024-03-01';
const rules = ruleSet([fact('a', 'boolean'), fact('n', 'integer')], policy(leaf('a', 'equal', true)));

describe('truth by two rules', () => {
  const a = leaf('a', 'equal', true);
  const n = leaf('n', 'notEqual', 5);
  const check = (name: string, condition: Parameters<typeof not>[0], known: object, expected: string) =>
    it(name, async () =>
      expect(await referenceTruth(rules, condition, profile(known as Record<string, number>), AS_OF)).toBe(
        expected,
      ),
    );

  check('surely yes', a, { a: true }, 'yes');
  check('surely no', a, { a: false }, 'no');
  check('neither', a, {}, 'unknown');
  check('not neither', not(a), {}, 'unknown');
  check('an absent fact is not unequal', n, {}, 'unknown');
  check('all of nothing', all(), {}, 'yes');
  check('any of nothing', any(), {}, 'no');
  check('not any of nothing', not(any()), {}, 'yes');
  check('one no decides all', all(a, n), { a: false }, 'no');
  check('one yes decides any', any(a, n), { n: 4 }, 'yes');
});

it('leaves out what no authority vouches for when asked to', async () => {
  const declared = profile({ a: true }, null);
  const ask = (vouchedOnly: boolean) =>
    referenceTruth(rules, leaf('a', 'equal', true), declared, AS_OF, { vouchedOnly });
  expect([await ask(false), await ask(true)]).toEqual(['yes', 'unknown']);
});

it('throws on a fact that the rule set does not have', () =>
  expect(referenceTruth(rules, leaf('none', 'equal', true), profile({}), AS_OF)).rejects.toThrow(
    "no fact 'none' in the compiled rule set",
  ));

it('refuses paths', () =>
  expect(
    whichHold(
      { yes: { all: [{ fact: 'a', path: '$.b', operator: 'equal', value: 1 }] } },
      new Map([['a', ['b']]]),
    ),
  ).rejects.toThrow("no paths, found '$.b'"));

it('keeps two runs at once apart', async () => {
  const known = [true, false].map((value) => profile({ a: value }));
  const runs = Array.from({ length: 40 }, (_each, index) =>
    referenceMatch(rules, known[index % 2] ?? new Map(), AS_OF),
  );
  const outcomes = (await Promise.all(runs)).map(([match]) => match?.outcome);
  expect(outcomes).toEqual(Array.from({ length: 20 }, () => ['eligible', 'ineligible']).flat());
});

it('has for every operator an opposite that is its own opposite or the language lacks', () => {
  for (const name of OPERATOR_NAMES) {
    const opposite = OPPOSITES[name];
    expect(opposite in HOLDS).toBe(true);
    if (opposite !== 'containsNone' && opposite !== 'lacksSome') expect(OPPOSITES[opposite]).toBe(name);
  }
});

describe('own arithmetic agrees with the engine', () => {
  const seed = 20_240_229;

  it('ages', () => {
    const dates = fc.oneof(arbitraryDate, anyDate(1, 9999));
    fc.assert(
      fc.property(dates, dates, (from, to) => {
        expect(ageIn('days', from, to)).toBe(daysBetween(from, to));
        expect(ageIn('months', from, to)).toBe(monthsBetween(from, to));
        expect(ageIn('years', from, to)).toBe(yearsBetween(from, to));
      }),
      { seed, numRuns: 5000 },
    );
  });

  it('branches of a code', () => {
    const codes = (hierarchy: Hierarchy) => [
      ...codesOf(hierarchy),
      '',
      '0',
      '1',
      '99',
      '0111',
      '01111',
      'A1',
    ];
    fc.assert(
      fc.property(arbitraryHierarchy('h'), (hierarchy) => {
        for (const code of codes(hierarchy))
          expect(branchesOf(hierarchy, code)).toEqual(pathTo(hierarchy, code));
      }),
      { seed, numRuns: 200 },
    );
  });
});

it('runs where code generation from strings is forbidden', async () => {
  const script = fileURLToPath(new URL('without-code-generation.ts', import.meta.url));
  const args = ['--disallow-code-generation-from-strings', '--import', 'tsx', script];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual({
    forbidden: true,
    outcomes: ['eligible', 'ineligible', 'undetermined'],
  });
});
