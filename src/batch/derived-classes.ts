import type { Leaf } from '../engine/condition.ts';
import type { Decimal } from '../engine/decimal.ts';
import { derive } from '../engine/derive.ts';
import type { Derivation } from '../engine/rule-set.ts';
import { isDecimal } from '../engine/value.ts';
import type { Asking, Classes } from './classes.ts';
import { type Bounds, boundsOf, classOf, countOf } from './number-bounds.ts';
import { numberTruths } from './number-classes.ts';
import type { RowReaders } from './row-reader.ts';
import type { NumberColumn } from './table.ts';
import type { Tally } from './tally.ts';

/** A double is trusted no nearer to a bound than this share of the figures that went into it. */
const TRUSTED = 1e-12;

/** Beyond these a double loses digits or ends. */
const [SMALLEST, GREATEST] = [1e-290, 1e290];

interface Given {
  readonly fact: string;
  readonly derivation: Extract<Derivation, { kind: 'sum' | 'difference' | 'ratio' }>;
  /** The reported numbers it is derived from, in the derivation's order. */
  readonly inputs: readonly NumberColumn[];
  readonly leaves: readonly Leaf[];
}

/**
 * The classes of a number derived from reported ones: by doubles where they can't be wrong, else exactly. Null where two
 * bounds are too close for a double.
 */
export function derivedClasses(
  given: Given,
  asking: Asking & { readonly readers: RowReaders; readonly tally: Tally },
): Classes | null {
  const bounds = boundsOf(given.leaves);
  if (!given.leaves.every(isPlain)) return null;
  const estimate = { value: 0, doubt: 0 };
  const exact = (row: number): number => {
    asking.tally.exactRows += 1;
    const reading = derive(given.fact, given.derivation, asking.readers.read(row));
    return reading.known && isDecimal(reading.value) ? exactClassOf(reading.value, bounds) : 0;
  };
  return {
    count: countOf(bounds),
    truths: numberTruths(given.leaves, bounds, asking),
    classify({ rows, length }, classes) {
      for (let place = 0; place < length; place += 1) {
        const row = rows[place] as number;
        estimateAt(row, given, estimate);
        const { value, doubt } = estimate;
        const low = classOf(value - doubt, bounds.padded);
        classes[place] = low === classOf(value + doubt, bounds.padded) ? low : exact(row);
      }
    },
  };
}

/** Whether the double of the constant stands for exactly it. */
function isPlain({ wanted }: Leaf): boolean {
  if (!('constant' in wanted) || !isDecimal(wanted.constant)) return false;
  return numberOf(wanted.constant) !== null;
}

function numberOf(value: Decimal): number | null {
  return value.precision() <= 15 && value.abs().lt(GREATEST) ? value.toNumber() : null;
}

function exactClassOf(value: Decimal, { values }: Bounds): number {
  const below = values.filter((bound) => value.gte(bound)).length;
  const last = values[below - 1];
  return 1 + 2 * below - (last !== undefined && value.eq(last) ? 1 : 0);
}

interface Estimate {
  value: number;
  /** How far it may be off; infinite where only the engine can tell. */
  doubt: number;
}

/** NaN where it is unknown. */
function estimateAt(row: number, { derivation, inputs }: Given, out: Estimate): void {
  if (derivation.kind === 'ratio') divide(at(inputs, 0, row), at(inputs, 1, row), out);
  else addUp(row, inputs, derivation.kind === 'difference' ? -1 : 1, out);
}

function divide(above: number, below: number, out: Estimate): void {
  out.value = below === 0 ? Number.NaN : above / below;
  out.doubt = Math.abs(out.value) * TRUSTED;
  if (above !== 0) distrustExtremes(Math.abs(out.value), out);
}

function addUp(row: number, inputs: readonly NumberColumn[], sign: number, out: Estimate): void {
  let value = at(inputs, 0, row);
  let size = Math.abs(value);
  for (let term = 1; term < inputs.length; term += 1) {
    const next = at(inputs, term, row);
    value += sign * next;
    size += Math.abs(next);
  }
  out.value = value;
  out.doubt = size * TRUSTED;
  if (size !== 0) distrustExtremes(size, out);
}

function distrustExtremes(size: number, out: Estimate): void {
  if (size >= SMALLEST && size <= GREATEST) return;
  if (Number.isNaN(size)) return;
  out.value = 0;
  out.doubt = Number.POSITIVE_INFINITY;
}

function at(inputs: readonly NumberColumn[], place: number, row: number): number {
  return (inputs[place] as NumberColumn).values[row] as number;
}
