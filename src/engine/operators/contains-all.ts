import { members } from './members.ts';
import type { Operator } from './operator.ts';

/** The set has every one of these members. */
export const containsAll: Operator = {
  kinds: ['set'],
  operand: 'elements',
  holds: (actual, expected) => members(expected).every((member) => members(actual).includes(member)),
};
