import type { Report, Reported } from '../engine/profile.ts';
import { type Column, type Table, valueAt } from './table.ts';

/** Gives rows of a table as profiles; what a row reports is made when it is asked for. */
export function createRowProfiles({ columns }: Table, source: string | null): (row: number) => Reported {
  const reportsIn = new Map([...columns].map(([fact, column]) => [fact, reportsOf(column, source)]));
  return (row) => ({ get: (fact) => reportsIn.get(fact)?.(row) });
}

/** A value of a dictionary is one report, however many rows have it. */
function reportsOf(column: Column, source: string | null): (row: number) => readonly Report[] | undefined {
  const made: (readonly Report[] | undefined)[] = [];
  return (row) => {
    const code = column.kind === 'coded' ? (column.codes[row] ?? -1) : -1;
    const before = code < 0 ? undefined : made[code];
    if (before !== undefined) return before;
    const value = valueAt(column, row);
    if (value === null) return undefined;
    const reports = [{ value, source, observedOn: null }];
    if (code >= 0) made[code] = reports;
    return reports;
  };
}
