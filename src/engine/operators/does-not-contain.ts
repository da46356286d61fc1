import { members } from './members.ts';
import type { Operator } from './operator.ts';

/** The set lacks this member. */
export const doesNotContain: Operator = {
  kinds: ['set'],
  operand: 'element',
  holds: (actual, expected) => !members(actual).includes(expected as string),
};
