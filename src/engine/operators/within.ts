import { isWithin } from '../hierarchy.ts';
import { members } from './members.ts';
import type { Operator } from './operator.ts';

/** The code lies in (or is) one of these branches of its hierarchy. */
export const within: Operator = {
  kinds: ['code'],
  operand: 'one-or-list',
  holds: (actual, expected, hierarchy) =>
    members(expected).some(
      (branch) => hierarchy !== undefined && isWithin(hierarchy, actual as string, branch),
    ),
  // 安徽省 may or may not be 宣城市: the branch asked about lies below the code given.
  tooCoarse: (actual, expected, hierarchy) =>
    hierarchy !== undefined &&
    !within.holds(actual, expected, hierarchy) &&
    members(expected).some((branch) => isWithin(hierarchy, branch, actual as string)),
};
