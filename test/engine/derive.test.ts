import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { Derivation, Fact } from '../../src/engine/rule-set.ts';
import {
  all,
  any,
  derivedFact,
  fact,
  leaf,
  profile,
  ruleSet,
  type Short,
  valueFrom,
} from './tiny-rule-set.ts';

const base = [
  ...['x', 'y', 'z'].map((id) => fact(id, 'number')),
  ...['p', 'q'].map((id) => fact(id, 'boolean')),
  fact('founded', 'date'),
];
const derived = (id: string, derivation: Derivation): Fact => derivedFact(id, 'number', derivation);
const [p, q] = [leaf('p', 'equal', true), leaf('q', 'equal', true)];
const table = (...rows: readonly [Condition, Short][]): Derivation => ({
  kind: 'table',
  rows: rows.map(([when, value]) => ({ when, value: valueFrom(value) })),
  otherwise: new Decimal(3),
});

const ratio = derived('ratio', { kind: 'ratio', numerator: 'x', denominator: 'y' });
const sum = derived('sum', { kind: 'sum', of: ['x', 'y', 'z'] });
const difference = derived('difference', { kind: 'difference', minuend: 'x', subtrahend: 'y' });
const years = derivedFact('years', 'integer', { kind: 'age', since: 'founded', in: 'years' });
const different = derived('different', table([p, 1], [q, 2]));
const alike = derived('alike', table([p, 1], [q, 3]));
const zeroFirst = derived('zeroFirst', table([p, 0], [q, 2]));
const overDifference = derived('overDifference', {
  kind: 'ratio',
  numerator: 'z',
  denominator: 'difference',
});
const overTable = derived('overTable', { kind: 'ratio', numerator: 'z', denominator: 'zeroFirst' });

function read(id: string, known: Record<string, Short>) {
  const facts = [
    ...base,
    ratio,
    sum,
    difference,
    years,
    different,
    alike,
    zeroFirst,
    overDifference,
    overTable,
  ];
  return createReader(ruleSet(facts), profile(known), '2024-03-01').read(id);
}

describe('a derived value', () => {
  const check = ({ id }: Fact, known: Record<string, Short>, expected: string) =>
    it(`${id} of ${JSON.stringify(known)} is ${expected}`, () => {
      const reading = read(id, known);
      expect(reading.known && (reading.value as Decimal).toFixed()).toBe(expected);
    });

  check(ratio, { x: 1, y: 4 }, '0.25');
  check(ratio, { x: 2, y: 3 }, '0.6666666666666666666666666666666666666667');
  check(ratio, { x: -2, y: 3 }, '-0.6666666666666666666666666666666666666667');
  check(ratio, { x: 0, y: 3 }, '0');
  check(sum, { x: 0.1, y: 0.2, z: 0 }, '0.3');
  check(difference, { x: 0.3, y: 0.1 }, '0.2');
  check(years, { founded: '2020-02-29' }, '4');
  check(different, { p: true }, '1');
  check(different, { p: false, q: true }, '2');
  check(different, { p: false, q: false }, '3');
  check(alike, { p: false }, '3');
  check(overDifference, { x: 3, y: 1, z: 1 }, '0.5');
});

describe('a derived unknown', () => {
  const check = (
    { id }: Fact,
    known: Record<string, Short>,
    why: 'underivable' | 'undefined',
    missing: readonly string[],
  ) =>
    it(`${id} of ${JSON.stringify(known)} is ${why} and wants ${missing}`, () =>
      expect(read(id, known)).toMatchObject({ known: false, why, missing }));

  check(ratio, {}, 'underivable', ['x', 'y']);
  check(ratio, { x: 1 }, 'underivable', ['y']);
  check(ratio, { x: 1, y: 0 }, 'undefined', ['y']);
  check(ratio, { y: 0 }, 'undefined', ['x', 'y']);
  check(sum, { x: 1 }, 'underivable', ['y', 'z']);
  check(difference, { y: 1 }, 'underivable', ['x']);
  check(years, {}, 'underivable', ['founded']);
  check(different, {}, 'underivable', ['p', 'q']);
  check(different, { p: false }, 'underivable', ['q']);
  check(different, { q: true }, 'underivable', ['p']);
  check(alike, { q: true }, 'underivable', ['p']);
  check(overDifference, { x: 1, y: 1, z: 1 }, 'undefined', ['x', 'y']);
  // Filling in p alone may make the table go on to q.
  check(overTable, { p: true, z: 1 }, 'undefined', ['p', 'q']);
});

it('asks only for rows that could still decide', () => {
  const rows = derived('rows', table([all(p, q), 1], [any(p, q), 2]));
  const reader = createReader(ruleSet([...base, rows]), profile({ p: true }), '2024-03-01');
  expect(reader.read('rows')).toMatchObject({ known: false, missing: ['q'] });
});
