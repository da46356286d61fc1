import { Decimal } from '../engine/decimal.ts';
import type { Value } from '../engine/value.ts';

/** What a profile reports of one fact, for every row of a table: plain values, all from the run's one source. */
export type Column = NumberColumn | CodedColumn;

/**
 * Numbers (integer, number, ratio, money in yuan): NaN is absent. Only numbers that have at most 15 significant digits, so
 * that a double stands for exactly one decimal; a row with any other is an odd row.
 */
export interface NumberColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Everything else (boolean, date, enum, code, text, set): a place in the dictionary, −1 is absent. */
export interface CodedColumn {
  readonly kind: 'coded';
  readonly codes: Int32Array;
  /** Each value once. */
  readonly dictionary: readonly Value[];
}

/** Profiles as columns, by id of the reported fact. A fact without a column is absent from every row. */
export interface Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** The value that a row reports; null where it is absent. */
export function valueAt(column: Column, row: number): Value | null {
  if (column.kind === 'coded') return column.dictionary[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : new Decimal(value);
}
