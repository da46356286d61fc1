import type { CivilDate } from '../engine/civil-date.ts';
import { createReader } from '../engine/reading.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Reader } from '../engine/trace.ts';
import { createRowProfiles } from './row-profile.ts';
import type { Table } from './table.ts';

/** Where the rows of a table come from and on which day they are looked at. */
export interface Run {
  readonly asOf: CivilDate;
  /** The authority that vouches for the values; null is self-declared. */
  readonly source: string | null;
}

/** The engine's own view of the rows of a table. */
export interface RowReaders {
  /** Reads a row; kept until another block is started. */
  read(row: number, vouchedOnly?: boolean): Reader;
  forget(): void;
}

export function createRowReaders(ruleSet: RuleSet, table: Table, run: Run): RowReaders {
  const profileAt = createRowProfiles(table, run.source);
  const kept = [new Map<number, Reader>(), new Map<number, Reader>()] as const;
  return {
    read(row, vouchedOnly = false) {
      const readers = kept[vouchedOnly ? 1 : 0];
      const known = readers.get(row);
      if (known !== undefined) return known;
      const reader = createReader(ruleSet, profileAt(row), run.asOf, { vouchedOnly });
      readers.set(row, reader);
      return reader;
    },
    forget() {
      for (const readers of kept) readers.clear();
    },
  };
}
