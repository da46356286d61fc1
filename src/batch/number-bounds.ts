import type { Leaf } from '../engine/condition.ts';
import { isDecimal } from '../engine/value.ts';

/**
 * The bounds that leaves draw among numbers, ascending. Class 0 is unknown, 1 lies below the first bound, 2 is on it, 3
 * between the first and the second, and so on.
 */
export interface Bounds {
  readonly values: readonly number[];
  /** Filled up to one less than a power of two, with NaN, which nothing reaches. */
  readonly padded: Float64Array;
}

export function boundsOf(leaves: readonly Leaf[]): Bounds {
  const constants = leaves.map(({ wanted }) => ('constant' in wanted ? wanted.constant : null));
  const numbers = constants.map((each) =>
    each !== null && isDecimal(each) ? each.toNumber() : Number.POSITIVE_INFINITY,
  );
  const values = [...new Set(numbers.map((each) => each + 0))]
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  const size = 2 ** Math.ceil(Math.log2(values.length + 1)) - 1;
  const padded = new Float64Array(size).fill(Number.NaN);
  padded.set(values);
  return { values, padded };
}

/** The class of a number; 0 for NaN. */
export function classOf(value: number, padded: Float64Array): number {
  if (Number.isNaN(value)) return 0;
  let below = 0;
  for (let step = (padded.length + 1) >> 1; step > 0; step >>= 1)
    below += value >= (padded[below + step - 1] as number) ? step : 0;
  return 1 + 2 * below - (below > 0 && padded[below - 1] === value ? 1 : 0);
}

export function countOf({ values }: Bounds): number {
  return 2 + 2 * values.length;
}
