import type { Counts } from './count-table.ts';
import type { FoundOutcome, FoundRows } from './found-rows.ts';
import type { Run } from './row-reader.ts';
import type { TableSlice } from './table-slice.ts';

/** What a worker is told to do. */
export interface Order {
  readonly id: number;
  readonly kind: 'count' | 'match';
  readonly run: Run;
  readonly policies?: ReadonlySet<string> | undefined;
  readonly only?: ReadonlySet<FoundOutcome> | undefined;
  readonly slice: TableSlice;
}

/** What it answers: rows counted from the beginning of the slice. */
export type Answer = { readonly id: number } & (
  | { readonly done: Counts | FoundRows }
  | { readonly failed: string }
);
