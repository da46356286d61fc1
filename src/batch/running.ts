import type { Bits } from './bitmaps.ts';
import type { Asking, Block } from './classes.ts';
import type { RowReaders } from './row-reader.ts';
import type { Table } from './table.ts';
import type { Tally } from './tally.ts';

/** A table that a program is run over. */
export interface Running extends Asking {
  readonly table: Table;
  readonly readers: RowReaders;
  readonly tally: Tally;
}

/** Works out the bits of a node for a block. */
export type Fill = (out: Bits, block: Block) => void;
