import type { Operator } from './operator.ts';
import { compareDecimals } from './order.ts';

/** The fact is at most the value. */
export const lessThanInclusive: Operator = {
  kinds: ['integer', 'number', 'ratio', 'money'],
  operand: 'same',
  holds: (actual, expected) => compareDecimals(actual, expected) <= 0,
};
