import type { Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import { isDecimal } from '../engine/value.ts';
import { type Asking, type Classes, truthWith, UNKNOWN } from './classes.ts';
import type { NumberColumn } from './table.ts';

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

/** One number of each class but the first. A number on a bound is what the double stands for. */
function samplesOf({ values }: Bounds): readonly Decimal[] {
  const exact = values.map((value) => new Decimal(value));
  const [first] = exact;
  if (first === undefined) return [new Decimal(0)];
  const above = exact.map((value, place) => {
    const next = exact[place + 1];
    return next === undefined ? value.plus(value.abs()).plus(1) : value.plus(next).div(2);
  });
  return [
    first.minus(first.abs()).minus(1),
    ...exact.flatMap((value, place) => [value, above[place] ?? value]),
  ];
}

/** The truths of leaves on a number, by class. */
export function numberTruths(leaves: readonly Leaf[], bounds: Bounds, asking: Asking): readonly Uint8Array[] {
  const samples = samplesOf(bounds);
  return leaves.map((leaf) =>
    Uint8Array.from([UNKNOWN, ...samples.map((value) => truthWith(leaf, { [leaf.fact]: value }, asking))]),
  );
}

/** The classes of a reported number. A double stands for one decimal, and doubles order like the decimals they stand for. */
export function numberClasses(column: NumberColumn, leaves: readonly Leaf[], asking: Asking): Classes {
  const bounds = boundsOf(leaves);
  const { padded } = bounds;
  const { values } = column;
  return {
    count: countOf(bounds),
    truths: numberTruths(leaves, bounds, asking),
    classify({ rows, length }, classes) {
      for (let place = 0; place < length; place += 1)
        classes[place] = classOf(values[rows[place] as number] as number, padded);
    },
  };
}
