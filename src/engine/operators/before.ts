import type { Operator } from './operator.ts';
import { compareDates } from './order.ts';

/** The day comes before this one. */
export const before: Operator = {
  kinds: ['date'],
  operand: 'same',
  holds: (actual, expected) => compareDates(actual, expected) < 0,
};
