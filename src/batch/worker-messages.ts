import type { Counts } from './count-table.ts';
import type { FoundOutcome, FoundRows } from './found-rows.ts';
import type { Piece } from './list-table.ts';
import type { Run } from './row-reader.ts';
import type { TableSlice } from './table-slice.ts';

/** What a worker is told to do. */
export interface Order {
  readonly id: number;
  /** `pieces` answers the first piece, and the next one each time it is told `More`. */
  readonly kind: 'count' | 'match' | 'pieces';
  readonly run: Run;
  readonly policies?: ReadonlySet<string> | undefined;
  readonly only?: ReadonlySet<FoundOutcome> | undefined;
  readonly most?: number | undefined;
  readonly slice: TableSlice;
}

/** Asks for the next piece of an order, under an id of its own. */
export interface More {
  readonly id: number;
  readonly kind: 'more';
  readonly of: number;
}

/** What it answers: rows counted from the beginning of the slice. Null where there are no more pieces. */
export type Done = Counts | FoundRows | Piece | null;

export type Answer = { readonly id: number } & ({ readonly done: Done } | { readonly failed: string });
