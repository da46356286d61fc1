import { members } from './members.ts';
import type { Operator } from './operator.ts';

/** The fact is none of the values listed. */
export const isNotIn: Operator = {
  kinds: ['enum', 'code', 'text'],
  operand: 'list',
  holds: (actual, expected) => !members(expected).includes(actual as string),
};
