import type { Value } from '../engine/value.ts';
import { BLOCK_ROWS } from './bitmaps.ts';
import { pack, unpack } from './pack.ts';
import type { Column, Table } from './table.ts';

/** Neighbouring rows of a table, ready for another thread. */
export interface TableSlice {
  /** The row of the table with which it begins. */
  readonly first: number;
  readonly rows: number;
  readonly columns: readonly (readonly [fact: string, column: SlicedColumn])[];
}

type SlicedColumn =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'coded'; readonly codes: Int32Array; readonly dictionary: unknown };

/** At most so many slices of about the same number of rows; none of a table without rows. */
export function sliceTable({ rows, columns }: Table, most: number): readonly TableSlice[] {
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const each = Math.ceil(blocks / most) * BLOCK_ROWS;
  const slices = each === 0 ? 0 : Math.ceil(rows / each);
  return Array.from({ length: slices }, (_, place) => {
    const [first, end] = [place * each, Math.min((place + 1) * each, rows)];
    const sliced = [...columns].map(([fact, column]) => [fact, sliceColumn(column, first, end)] as const);
    return { first, rows: end - first, columns: sliced };
  });
}

export function tableOf({ rows, columns }: TableSlice): Table {
  const revived = columns.map(([fact, column]): [string, Column] => [
    fact,
    column.kind === 'number'
      ? column
      : { ...column, dictionary: unpack<readonly Value[]>(column.dictionary) },
  ]);
  return { rows, columns: new Map(revived) };
}

/** A slice of memory that threads share stays where it is; any other is copied. */
function sliceColumn(column: Column, first: number, end: number): SlicedColumn {
  if (column.kind === 'number') {
    const { values } = column;
    return {
      kind: 'number',
      values: isShared(values) ? values.subarray(first, end) : values.slice(first, end),
    };
  }
  const { codes } = column;
  return {
    kind: 'coded',
    codes: isShared(codes) ? codes.subarray(first, end) : codes.slice(first, end),
    dictionary: pack(column.dictionary),
  };
}

function isShared({ buffer }: Float64Array | Int32Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}
