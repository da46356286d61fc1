import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analyse.ts';
import { computeAmount } from '../../src/engine/amount.ts';
import type { Amount } from '../../src/engine/amount-formula.ts';
import type { Condition } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createReader } from '../../src/engine/reading.ts';
import { all, any, derivedFact, fact, leaf, not, policy } from '../engine/tiny-rule-set.ts';
import { located } from '../generate/conditions.ts';
import { found, paying, rulesWith } from './planted-rules.ts';

/*
 * For each kind of finding one that must be made, and its near miss, which must not.
 */

const one = (condition: Condition) => [policy(located(condition, '/conditions'))];

describe('one policy', () => {
  const cases: Record<string, readonly [Condition, readonly string[]]> = {
    'bounds that exclude each other': [
      all(leaf('staff', 'lessThan', 10), leaf('staff', 'greaterThanInclusive', 10)),
      ['impossible only'],
    ],
    'bounds that meet': [
      all(leaf('staff', 'lessThanInclusive', 10), leaf('staff', 'greaterThanInclusive', 10)),
      [],
    ],
    'whole numbers between 10 and 11': [
      all(leaf('staff', 'lessThan', 11), leaf('staff', 'greaterThan', 10)),
      ['impossible only'],
    ],
    'fen between 10 and 11 yuan': [
      all(leaf('revenue', 'lessThan', 11), leaf('revenue', 'greaterThan', 10)),
      [],
    ],
    'a share that the sums rule out': [
      all(
        leaf('share', 'greaterThanInclusive', 0.05),
        leaf('revenue', 'greaterThanInclusive', 10_000_000),
        leaf('expense', 'lessThan', 500_000),
      ),
      ['impossible only'],
    ],
    'a share that the sums just allow': [
      all(
        leaf('share', 'greaterThanInclusive', 0.05),
        leaf('revenue', 'greaterThanInclusive', 10_000_000),
        leaf('expense', 'lessThanInclusive', 500_000),
      ),
      [],
    ],
    'an age that its date implies': [
      all(leaf('began', 'before', '2000-01-01'), leaf('age', 'greaterThanInclusive', 20)),
      ['implied only'],
    ],
    'a bound within another': [
      all(leaf('staff', 'greaterThanInclusive', 10), leaf('staff', 'greaterThanInclusive', 9)),
      ['implied only'],
    ],
    'a bound that says no to somebody': [
      all(leaf('staff', 'greaterThanInclusive', 10), leaf('staff', 'lessThan', 900)),
      [],
    ],
    'a share that no sum makes fail': [
      all(leaf('share', 'greaterThanInclusive', 0), leaf('listed', 'equal', true)),
      ['cannot-fail only'],
    ],
    'an alternative that the rest excludes': [
      all(
        leaf('staff', 'greaterThanInclusive', 10),
        any(leaf('listed', 'equal', true), leaf('staff', 'lessThan', 5)),
      ),
      ['cannot-hold only'],
    ],
    'an alternative that adds the smallest': [
      all(
        leaf('staff', 'greaterThanInclusive', 10),
        any(leaf('listed', 'equal', true), leaf('staff', 'lessThan', 11)),
      ),
      [],
    ],
    'an exception that never applies': [
      all(
        leaf('staff', 'lessThan', 10),
        not(all(leaf('listed', 'equal', true), leaf('staff', 'greaterThan', 20))),
      ),
      ['implied only'],
    ],
  };
  test.each(Object.entries(cases))('%s', (_name, [condition, expected]) => {
    expect(found(one(condition))).toEqual(expected);
  });

  test('ages and dates are tried on every day in force', () => {
    const condition = all(leaf('began', 'onOrAfter', '2024-06-01'), leaf('age', 'greaterThanInclusive', 2));
    const until = (validTo: string | null) =>
      found([policy(located(condition, ''), { validFrom: '2024-06-01', validTo })]);
    expect(until('2026-05-31')).toEqual(['impossible only']);
    expect(until('2026-06-01')).toEqual([]);
    expect(until(null)).toEqual([]);
  });
});

describe('bands', () => {
  const tiers = (
    mode: 'slab' | 'marginal',
    ...bands: readonly (readonly [number | null, number, number])[]
  ): Amount => ({
    kind: 'tiers',
    mode,
    of: 'revenue',
    cap: null,
    floor: null,
    bands: bands.map(([upTo, rate, sum]) => ({
      upTo: upTo === null ? null : new Decimal(upTo),
      rate: new Decimal(rate),
      fixed: new Decimal(sum),
    })),
  });
  const withAmount = (condition: Condition, amount: Amount) => [
    paying('a', condition, 0, { benefit: { kind: 'subsidy', text: { zh: '', en: '' }, amount } }),
  ];
  const from = leaf('revenue', 'greaterThanInclusive', 100);
  const rich = all(from, leaf('revenue', 'greaterThan', 200));

  test.each([
    [
      'a band that nobody of the policy is in',
      withAmount(from, tiers('slab', [99, 0, 1], [null, 0, 2])),
      ['band-out-of-reach a'],
    ],
    ['a band that the poorest is in', withAmount(from, tiers('slab', [100, 0, 1], [null, 0, 2])), []],
    [
      'less above an edge than at it',
      withAmount(from, tiers('slab', [200, 0.1, 0], [null, 0.05, 0])),
      ['band-drop a'],
    ],
    ['as much above an edge', withAmount(from, tiers('slab', [200, 0.1, 0], [null, 0.05, 10])), []],
    ['marginal bands add up', withAmount(from, tiers('marginal', [200, 0.1, 0], [null, 0.05, 0])), []],
    [
      'an edge below which nobody is',
      withAmount(rich, tiers('slab', [200, 0.1, 0], [null, 0.05, 0])),
      ['band-out-of-reach a', 'implied a'],
    ],
  ] as const)('%s', (_name, policies, expected) => {
    expect(found(policies)).toEqual(expected);
  });

  test('the witness of a drop stands at the edge and gets what is said', () => {
    const amount = tiers('slab', [200, 0.1, 0], [null, 0.05, 0]);
    const rules = rulesWith(withAmount(from, amount));
    const [finding] = analyse(rules);
    if (finding?.kind !== 'band-drop') throw new Error('a drop expected');
    const { profile, asOf } = finding.witness;
    expect(computeAmount(amount, createReader(rules, profile, asOf)).amount?.toFixed()).toBe('20');
    expect([finding.gives.toFixed(), finding.thenGives.toFixed()]).toEqual(['20', '10']);
  });
});

test('witnesses of thresholds show what is said: nobody in a gap, both where steps overlap', () => {
  const low = all(leaf('revenue', 'greaterThanInclusive', 500), leaf('revenue', 'lessThan', 900));
  const pairs = [
    { kind: 'threshold-gap', high: leaf('revenue', 'greaterThanInclusive', 1000), truths: ['no', 'no'] },
    { kind: 'threshold-overlap', high: leaf('revenue', 'greaterThanInclusive', 800), truths: ['yes', 'yes'] },
  ];
  for (const { kind, high, truths } of pairs) {
    const policies = [paying('a', high, 9), paying('b', low, 5)];
    const rules = rulesWith(policies);
    const [finding] = analyse(rules).filter((each) => each.kind === kind);
    if (finding === undefined || !('witness' in finding) || finding.witness === null) throw new Error(kind);
    const reader = createReader(rules, finding.witness.profile, finding.witness.asOf);
    expect(policies.map(({ condition }) => evaluate(condition, reader).truth)).toEqual(truths);
  }
});

test('what is beyond the search is said to be undecided, never left out', () => {
  const numbers = ['a', 'b', 'c', 'd'].map((id) => fact(id, 'number'));
  const facts = [
    ...numbers,
    derivedFact('first', 'ratio', { kind: 'ratio', numerator: 'a', denominator: 'b' }),
    derivedFact('second', 'ratio', { kind: 'ratio', numerator: 'c', denominator: 'd' }),
  ];
  const compare = (operator: 'lessThan' | 'greaterThan'): Condition => ({
    ...leaf('first', operator, 0),
    wanted: { fact: 'second' },
  });
  expect(found(one(all(compare('lessThan'), compare('greaterThan'))), facts)).toEqual(['not-decided only']);
});
