import type { OperatorName } from '../engine/operators/table.ts';
import { dayNumber } from './calendar.ts';
import { compareExact } from './exact.ts';
import { exactIn, isSame, listIn, type Plain, textIn } from './plain.ts';

type Holds = (actual: Plain, expected: Plain) => boolean;

/**
 * The operators of the language and the two opposites that it lacks, each written out on its own: an operator and its
 * opposite check each other. `within` and `notWithin` are given the branches that the code lies in as `actual`.
 */
export const HOLDS = {
  equal: (actual, expected) => isSame(actual, expected),
  notEqual: (actual, expected) => !isSame(actual, expected),
  lessThan: (actual, expected) => compareExact(exactIn(actual), exactIn(expected)) < 0,
  lessThanInclusive: (actual, expected) => compareExact(exactIn(actual), exactIn(expected)) <= 0,
  greaterThan: (actual, expected) => compareExact(exactIn(actual), exactIn(expected)) > 0,
  greaterThanInclusive: (actual, expected) => compareExact(exactIn(actual), exactIn(expected)) >= 0,
  before: (actual, expected) => dayNumber(textIn(actual)) < dayNumber(textIn(expected)),
  onOrBefore: (actual, expected) => dayNumber(textIn(actual)) <= dayNumber(textIn(expected)),
  after: (actual, expected) => dayNumber(textIn(actual)) > dayNumber(textIn(expected)),
  onOrAfter: (actual, expected) => dayNumber(textIn(actual)) >= dayNumber(textIn(expected)),
  within: (branches, expected) => listIn(expected).some((code) => listIn(branches).includes(code)),
  notWithin: (branches, expected) => listIn(expected).every((code) => !listIn(branches).includes(code)),
  in: (actual, expected) => listIn(expected).some((each) => each === textIn(actual)),
  notIn: (actual, expected) => listIn(expected).every((each) => each !== textIn(actual)),
  contains: (actual, expected) => listIn(actual).some((each) => each === textIn(expected)),
  doesNotContain: (actual, expected) => listIn(actual).every((each) => each !== textIn(expected)),
  containsAny: (actual, expected) => listIn(expected).some((each) => listIn(actual).includes(each)),
  containsNone: (actual, expected) => listIn(expected).every((each) => !listIn(actual).includes(each)),
  containsAll: (actual, expected) => listIn(expected).every((each) => listIn(actual).includes(each)),
  lacksSome: (actual, expected) => listIn(expected).some((each) => !listIn(actual).includes(each)),
} as const satisfies Record<OperatorName | 'containsNone' | 'lacksSome', Holds>;

/** The operator that holds exactly where this one, asked about known facts, doesn't. */
export const OPPOSITES = {
  equal: 'notEqual',
  notEqual: 'equal',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
  before: 'onOrAfter',
  onOrBefore: 'after',
  after: 'onOrBefore',
  onOrAfter: 'before',
  within: 'notWithin',
  notWithin: 'within',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  containsAny: 'containsNone',
  containsAll: 'lacksSome',
} as const satisfies Record<OperatorName, keyof typeof HOLDS>;
