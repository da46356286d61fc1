import type { Operator } from './operator.ts';
import { compareDecimals } from './order.ts';

/** The fact is at least the value. */
export const greaterThanInclusive: Operator = {
  kinds: ['integer', 'number', 'ratio', 'money'],
  operand: 'same',
  holds: (actual, expected) => compareDecimals(actual, expected) >= 0,
};
