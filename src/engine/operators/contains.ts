import { members } from './members.ts';
import type { Operator } from './operator.ts';

/** The set has this member. */
export const contains: Operator = {
  kinds: ['set'],
  operand: 'element',
  holds: (actual, expected) => members(actual).includes(expected as string),
};
