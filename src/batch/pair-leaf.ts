import type { Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import { fillUnknown, setTruth } from './bitmaps.ts';
import { truthWith, UNKNOWN } from './classes.ts';
import type { Fill, Running } from './running.ts';
import { type Column, type NumberColumn, valueAt } from './table.ts';

/** The truth of a row: 0 no, 1 unknown, 2 yes. */
type TruthAt = (row: number) => number;

/** A leaf between two reported facts: the engine is asked once for each pair of values, or for each order of two numbers. */
export function fillPair(leaf: Leaf, otherFact: string, running: Running): Fill {
  const { table, tally } = running;
  const [own, other] = [table.columns.get(leaf.fact), table.columns.get(otherFact)];
  if (own === undefined || other === undefined) return fillUnknown;
  const bothNumbers = own.kind === 'number' && other.kind === 'number';
  const truthAt = bothNumbers
    ? byOrder(leaf, otherFact, [own, other], running)
    : byValues(leaf, otherFact, [own, other], running);
  return (out, { rows, length }) => {
    tally.bitmapLeaves += 1;
    out.fill(0);
    for (let place = 0; place < length; place += 1) setTruth(out, place, truthAt(rows[place] as number));
  };
}

function byOrder(
  leaf: Leaf,
  otherFact: string,
  [own, other]: readonly [NumberColumn, NumberColumn],
  running: Running,
): TruthAt {
  const one = new Decimal(1);
  const [below, same, above] = [new Decimal(0), one, new Decimal(2)].map((value) =>
    truthWith(leaf, { [leaf.fact]: value, [otherFact]: one }, running),
  ) as [number, number, number];
  return (row) => {
    const [a, b] = [own.values[row] as number, other.values[row] as number];
    if (a < b) return below;
    if (a > b) return above;
    return a === b ? same : UNKNOWN;
  };
}

function byValues(
  leaf: Leaf,
  otherFact: string,
  [own, other]: readonly [Column, Column],
  running: Running,
): TruthAt {
  const known = new Map<number, Map<number, number>>();
  return (row) => {
    const [a, b] = [keyAt(own, row), keyAt(other, row)];
    const truths = known.get(a) ?? new Map<number, number>();
    known.set(a, truths);
    const seen = truths.get(b);
    if (seen !== undefined) return seen;
    const [value, wanted] = [valueAt(own, row), valueAt(other, row)];
    const both = value !== null && wanted !== null;
    const truth = both ? truthWith(leaf, { [leaf.fact]: value, [otherFact]: wanted }, running) : UNKNOWN;
    truths.set(b, truth);
    return truth;
  };
}

/** The number or code of a row; a map takes NaN for one key. */
function keyAt(column: Column, row: number): number {
  return (column.kind === 'number' ? column.values[row] : column.codes[row]) as number;
}
