import type { Operator } from './operator.ts';
import { compareDecimals } from './order.ts';

/** The fact is below the value. */
export const lessThan: Operator = {
  kinds: ['integer', 'number', 'ratio', 'money'],
  operand: 'same',
  holds: (actual, expected) => compareDecimals(actual, expected) < 0,
};
