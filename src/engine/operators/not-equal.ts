import { sameValue } from '../value.ts';
import type { Operator } from './operator.ts';

/** The fact has another value than this. */
export const notEqual: Operator = {
  kinds: ['boolean', 'integer', 'number', 'ratio', 'money', 'enum', 'text'],
  operand: 'same',
  holds: (actual, expected) => !sameValue(actual, expected),
};
