import type { Decimal } from '../decimal.ts';
import type { Value } from '../value.ts';

/** Negative, zero or positive as `a` is below, equal to or above `b`. The compiler admits decimals only. */
export function compareDecimals(a: Value, b: Value): number {
  return (a as Decimal).comparedTo(b as Decimal);
}

/** Negative, zero or positive as `a` comes before, is or comes after `b`. The compiler admits dates only. */
export function compareDates(a: Value, b: Value): number {
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
}
