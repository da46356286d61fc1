import type { Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import { type Asking, type Classes, truthWith, UNKNOWN } from './classes.ts';
import { type Bounds, boundsOf, classOf, countOf } from './number-bounds.ts';
import { classesByLead, LEAD_AT, LEAD_SHIFT } from './number-leads.ts';
import type { NumberColumn } from './table.ts';

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
export function numberClasses({ values }: NumberColumn, leaves: readonly Leaf[], asking: Asking): Classes {
  const bounds = boundsOf(leaves);
  const { padded } = bounds;
  const byLead = classesByLead(bounds);
  const leads = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  return {
    count: countOf(bounds),
    truths: numberTruths(leaves, bounds, asking),
    classify({ rows, length }, classes) {
      for (let place = 0; place < length; place += 1) {
        const row = rows[place] as number;
        const found = byLead[(leads[2 * row + LEAD_AT] as number) >>> LEAD_SHIFT] as number;
        classes[place] = found >= 0 ? found : classOf(values[row] as number, padded);
      }
    },
  };
}
