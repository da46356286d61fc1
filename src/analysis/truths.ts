import type { Truth } from '../engine/truth.ts';

/** A set of truths: the bits of those that are in it. */
export type Truths = number;

export const NOTHING: Truths = 0;
export const YES: Truths = 1;
export const NO: Truths = 2;
export const UNKNOWN: Truths = 4;
export const KNOWN: Truths = YES | NO;
export const ANY: Truths = KNOWN | UNKNOWN;

const BITS: Readonly<Record<Truth, Truths>> = { yes: YES, no: NO, unknown: UNKNOWN };

export function bitOf(truth: Truth): Truths {
  return BITS[truth];
}

/** What becomes of the truths when their condition is negated. */
export function negated(truths: Truths): Truths {
  return ((truths & YES) << 1) | ((truths & NO) >> 1) | (truths & UNKNOWN);
}

/** What a conjunction of parts with these possible truths can be. */
export function conjunctionOf(parts: readonly Truths[]): Truths {
  if (parts.every((part) => part === YES)) return YES;
  const some = (truth: Truths) => parts.some((part) => (part & truth) !== 0);
  const every = (truths: Truths) => parts.every((part) => (part & truths) !== 0);
  return (every(YES) ? YES : 0) | (some(NO) ? NO : 0) | (some(UNKNOWN) && every(YES | UNKNOWN) ? UNKNOWN : 0);
}
