import { describe, expect, it } from 'vitest';
import { conjunction, disjunction, negate, type Truth, truthOf } from '../../src/engine/truth.ts';

const TRUTHS = ['yes', 'no', 'unknown'] as const;

/** Strong Kleene logic as a table: rows and columns in the order yes, no, unknown. */
const AND: readonly (readonly Truth[])[] = [
  ['yes', 'no', 'unknown'],
  ['no', 'no', 'no'],
  ['unknown', 'no', 'unknown'],
];
const OR: readonly (readonly Truth[])[] = [
  ['yes', 'yes', 'yes'],
  ['yes', 'no', 'unknown'],
  ['yes', 'unknown', 'unknown'],
];

describe('three truths', () => {
  const check = (name: string, actual: Truth, expected: Truth | undefined) =>
    it(name, () => expect(actual).toBe(expected));

  TRUTHS.forEach((a, row) => {
    TRUTHS.forEach((b, column) => {
      check(`${a} and ${b}`, conjunction([a, b]), AND[row]?.[column]);
      check(`${a} or ${b}`, disjunction([a, b]), OR[row]?.[column]);
    });
    check(`only ${a}, all of it`, conjunction([a]), a);
    check(`only ${a}, any of it`, disjunction([a]), a);
  });

  check('not yes', negate('yes'), 'no');
  check('not no', negate('no'), 'yes');
  check('not unknown', negate('unknown'), 'unknown');
  check('all of nothing', conjunction([]), 'yes');
  check('any of nothing', disjunction([]), 'no');
  check('one no among unknowns decides all', conjunction(['unknown', 'yes', 'no', 'unknown']), 'no');
  check('one yes among unknowns decides any', disjunction(['unknown', 'no', 'yes', 'unknown']), 'yes');
  check('what holds', truthOf(true), 'yes');
  check('what does not hold', truthOf(false), 'no');
});
