import type { Value } from '../engine/value.ts';
import { BLOCK_ROWS } from './bitmaps.ts';
import { pack, unpack } from './pack.ts';
import type { Column, Table } from './table.ts';

/** Neighbouring rows of a table. */
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

/** All of a table as one slice. */
export function wholeTable({ rows, columns }: Table): TableSlice {
  return { first: 0, rows, columns: [...columns] };
}

/** Makes slices ready to be sent to one thread. A dictionary is sent once, as long as its column keeps it. */
export interface Packer {
  pack(slice: TableSlice): TableSlice;
  /** Dictionaries are sent anew. */
  forget(): void;
}

export function createPacker(): Packer {
  const sent = new Map<string, unknown>();
  const packColumn = (fact: string, column: SlicedColumn): SlicedColumn => {
    if (column.kind === 'number') return column;
    const { dictionary } = column;
    const isKnown = sent.get(fact) === dictionary;
    sent.set(fact, dictionary);
    return { ...column, dictionary: isKnown ? AS_BEFORE : pack(dictionary) };
  };
  return {
    pack: (slice) => ({
      ...slice,
      columns: slice.columns.map(([fact, column]) => [fact, packColumn(fact, column)]),
    }),
    forget: () => sent.clear(),
  };
}

/** Stands for the dictionary that was sent last for the column. */
const AS_BEFORE = null;

/** Undoes what `createPacker` does, slice after slice, at the other end. */
export function createUnslicer(): (slice: TableSlice) => Table {
  const received = new Map<string, readonly Value[]>();
  return ({ rows, columns }) => {
    const revived = columns.map(([fact, column]): [string, Column] => {
      if (column.kind === 'number') return [fact, column];
      const { dictionary } = column;
      if (dictionary !== AS_BEFORE) received.set(fact, unpack<readonly Value[]>(dictionary));
      const values = received.get(fact);
      if (values === undefined) throw new Error(`the dictionary of '${fact}' was never sent`);
      return [fact, { ...column, dictionary: values }];
    });
    return { rows, columns: new Map(revived) };
  };
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
  const { codes, dictionary } = column;
  return {
    kind: 'coded',
    codes: isShared(codes) ? codes.subarray(first, end) : codes.slice(first, end),
    dictionary,
  };
}

function isShared({ buffer }: Float64Array | Int32Array): boolean {
  return buffer instanceof SharedArrayBuffer;
}
