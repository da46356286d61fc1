import type { Operator } from './operator.ts';
import { compareDates } from './order.ts';

/** The day comes after this one. */
export const after: Operator = {
  kinds: ['date'],
  operand: 'same',
  holds: (actual, expected) => compareDates(actual, expected) > 0,
};
