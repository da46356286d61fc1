import type { Operator } from './operator.ts';
import { compareDates } from './order.ts';

/** The day is this one or an earlier one. */
export const onOrBefore: Operator = {
  kinds: ['date'],
  operand: 'same',
  holds: (actual, expected) => compareDates(actual, expected) <= 0,
};
