import { Readings } from '../engine/index/readings.ts';
import type { PolicyPlan, Program } from './program.ts';
import { createRowProfiles } from './row-profile.ts';
import type { Table } from './table.ts';
import type { Tally } from './tally.ts';

export interface Missing {
  /** Each list once. */
  readonly lists: readonly (readonly string[])[];
  /** The place in `lists` of what would settle an undetermined policy; −1 for an empty list. Quickest row after row. */
  at(plan: PolicyPlan, row: number): number;
}

/** What is missing, as the engine says it of a profile. */
export function createMissing(program: Program, table: Table, tally: Tally): Missing {
  const { ruleSet, conditions, asOf, source } = program;
  const { lists, add } = createInterned();
  const profileAt = createRowProfiles(table, source);
  const view = conditions.createView(false);
  const open = (row: number): Readings => {
    const profile = profileAt(row);
    view.open(profile, asOf);
    return new Readings(ruleSet, conditions, view, profile, false);
  };
  let current: { readonly row: number; readonly readings: Readings } | null = null;
  return {
    lists,
    at({ missing }, row) {
      if (current?.row !== row) current = { row, readings: open(row) };
      tally.missingRows += 1;
      const facts = new Set<string>();
      missing(current.readings, facts);
      return add([...facts]);
    },
  };
}

interface Interned {
  readonly lists: readonly (readonly string[])[];
  add(list: readonly string[]): number;
}

/** Each list once; −1 stands for an empty one. */
export function createInterned(): Interned {
  const lists: (readonly string[])[] = [];
  const places = new Map<string, number>();
  return {
    lists,
    add(list) {
      if (list.length === 0) return -1;
      const key = list.join(' ');
      const place = places.get(key) ?? lists.push(list) - 1;
      places.set(key, place);
      return place;
    },
  };
}
