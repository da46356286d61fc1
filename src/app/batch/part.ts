import type { Table } from '../../batch/table.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Text } from '../../engine/rule-set.ts';

/** Where reading goes on: rows, lines and bytes of the input that came before. */
export interface Position {
  readonly rows: number;
  readonly lines: number;
  readonly bytes: number;
}

export const START: Position = { rows: 0, lines: 0, bytes: 0 };

/** Why a row is not taken: where in it, and what is wrong in words. Holds no more of the row than the cell at fault. */
export interface Mistake {
  /** The column or fact; null where the row as a whole is at fault. */
  readonly column: string | null;
  readonly code: string;
  readonly message: Text;
}

/**
 * A row that the table leaves blank: `odd` is right but doesn't go into columns, so it is matched by itself; `bad` is
 * refused. `line` is the line of a text file, the row number of a Parquet file.
 */
export type Aside =
  | { readonly kind: 'odd'; readonly line: number; readonly profile: Profile }
  | { readonly kind: 'bad'; readonly line: number; readonly mistakes: readonly Mistake[] };

/** Some rows of the input, ready to be matched. */
export interface Part<Subjects> {
  readonly table: Table;
  readonly subjects: Subjects;
  /** By row of the table. */
  readonly aside: ReadonlyMap<number, Aside>;
  /** The line of a row, as rejects name it. */
  lineOf(row: number): number;
  readonly next: Position;
  /** Says that nobody reads its table any more. */
  release(): void;
}
