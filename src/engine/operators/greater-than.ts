import type { Operator } from './operator.ts';
import { compareDecimals } from './order.ts';

/** The fact is above the value. */
export const greaterThan: Operator = {
  kinds: ['integer', 'number', 'ratio', 'money'],
  operand: 'same',
  holds: (actual, expected) => compareDecimals(actual, expected) > 0,
};
