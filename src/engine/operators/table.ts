import { after } from './after.ts';
import { before } from './before.ts';
import { contains } from './contains.ts';
import { containsAll } from './contains-all.ts';
import { containsAny } from './contains-any.ts';
import { doesNotContain } from './does-not-contain.ts';
import { equal } from './equal.ts';
import { greaterThan } from './greater-than.ts';
import { greaterThanInclusive } from './greater-than-inclusive.ts';
import { isIn } from './in.ts';
import { lessThan } from './less-than.ts';
import { lessThanInclusive } from './less-than-inclusive.ts';
import { notEqual } from './not-equal.ts';
import { isNotIn } from './not-in.ts';
import { notWithin } from './not-within.ts';
import { onOrAfter } from './on-or-after.ts';
import { onOrBefore } from './on-or-before.ts';
import type { Operator } from './operator.ts';
import { within } from './within.ts';

/** Every operator of the language by the name that rule files use. */
export const OPERATORS = {
  equal,
  notEqual,
  lessThan,
  lessThanInclusive,
  greaterThan,
  greaterThanInclusive,
  before,
  onOrBefore,
  after,
  onOrAfter,
  within,
  notWithin,
  in: isIn,
  notIn: isNotIn,
  contains,
  doesNotContain,
  containsAny,
  containsAll,
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof OPERATORS;

export const OPERATOR_NAMES = Object.keys(OPERATORS) as readonly OperatorName[];
