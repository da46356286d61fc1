import type { RuleSet } from '../engine/rule-set.ts';
import type { FoundOutcome, FoundRows } from './found-rows.ts';
import { programFor } from './last-program.ts';
import { listPieces, listTable, type Piece } from './list-table.ts';
import type { Run } from './row-reader.ts';
import type { Table } from './table.ts';

/** What a batch is asked for; by default everything. */
export interface Listing {
  /** The outcomes to list. */
  readonly only?: ReadonlySet<FoundOutcome> | undefined;
  /** The policies to list, by id. */
  readonly policies?: ReadonlySet<string> | undefined;
}

/** The same for pieces: each ends when it has `most` entries. */
export type PieceListing = Listing & { readonly most: number };

/** Matches every row of a table. `source` is the authority that vouches for its values; null is self-declared. */
export function matchTable(ruleSet: RuleSet, table: Table, run: Run, listing: Listing = {}): FoundRows {
  return listTable(programFor(ruleSet, run, listing), table, listing);
}

/** The same, some rows after the other. */
export function matchPieces(
  ruleSet: RuleSet,
  table: Table,
  run: Run,
  listing: PieceListing,
): Generator<Piece> {
  return listPieces(programFor(ruleSet, run, listing), table, listing);
}
