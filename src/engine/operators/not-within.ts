import type { Operator } from './operator.ts';
import { within } from './within.ts';

/** The code lies in none of these branches of its hierarchy. */
export const notWithin: Operator = {
  kinds: ['code'],
  operand: 'one-or-list',
  holds: (actual, expected, hierarchy) => !within.holds(actual, expected, hierarchy),
  tooCoarse: (actual, expected, hierarchy) => within.tooCoarse?.(actual, expected, hierarchy) === true,
};
