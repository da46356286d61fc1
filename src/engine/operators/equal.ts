import { sameValue } from '../value.ts';
import type { Operator } from './operator.ts';

/** The fact has exactly this value. */
export const equal: Operator = {
  kinds: ['boolean', 'integer', 'number', 'ratio', 'money', 'date', 'enum', 'code', 'text'],
  operand: 'same',
  holds: (actual, expected) => sameValue(actual, expected),
};
