import type { Counts } from './count-table.ts';
import type { FoundOutcome } from './found-rows.ts';
import type { Piece } from './list-table.ts';
import type { Run } from './row-reader.ts';
import type { TableSlice } from './table-slice.ts';

/** What a worker is told to do. */
export interface Order {
  readonly id: number;
  /** `pieces` answers the first piece, and another one each time it is told to go on. */
  readonly kind: 'count' | 'pieces';
  readonly run: Run;
  readonly policies?: ReadonlySet<string> | undefined;
  readonly only?: ReadonlySet<FoundOutcome> | undefined;
  readonly most?: number | undefined;
  readonly slice: TableSlice;
}

/** What to do about an order of pieces, under an id of its own: answer the next one, or drop the rest. */
export interface GoOn {
  readonly id: number;
  readonly kind: 'more' | 'drop';
  readonly of: number;
}

/** What it answers: rows counted from the beginning of the slice. Null where there are no more pieces. */
export type Done = Counts | Piece | null;

export type Answer = { readonly id: number } & ({ readonly done: Done } | { readonly failed: string });
