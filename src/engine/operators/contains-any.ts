import { members } from './members.ts';
import type { Operator } from './operator.ts';

/** The set has at least one of these members. */
export const containsAny: Operator = {
  kinds: ['set'],
  operand: 'elements',
  holds: (actual, expected) => members(expected).some((member) => members(actual).includes(member)),
};
