import { Readings } from '../engine/index/readings.ts';
import { eachLacked, type Lacked, type NodeBits } from './lacking.ts';
import type { PolicyPlan, Program } from './program.ts';
import { createRowProfiles } from './row-profile.ts';
import type { Table } from './table.ts';
import type { Tally } from './tally.ts';

/** What is missing, in two steps: first what the bits of a block say, then what they leave open, row after row. */
export interface Missing {
  /** What leaves a policy open in the row at a place of the block. */
  openIn(plan: PolicyPlan, bits: NodeBits, place: number): number;
  /** The facts that would settle what `openIn` gave for this row. */
  factsOf(open: number, row: number): readonly string[];
}

export function createMissing(program: Program, table: Table, tally: Tally): Missing {
  const sequences = createSequences();
  const read = createAsking(program, table);
  const plain: (readonly string[] | undefined)[] = [];
  return {
    openIn({ lacking }, bits, place) {
      let open = 0;
      eachLacked(lacking, bits, place, (lacked) => {
        open = sequences.append(open, lacked);
      });
      return open;
    },
    factsOf(open, row) {
      const before = plain[open];
      if (before !== undefined) return before;
      const all = sequences.at(open);
      const facts = new Set<string>();
      for (const lacked of all) {
        if (typeof lacked === 'string') facts.add(lacked);
        else lacked(read(row), facts);
      }
      if (all.every((lacked) => typeof lacked === 'string')) plain[open] = [...facts];
      else tally.missingRows += 1;
      return [...facts];
    },
  };
}

/** Reads rows by themselves, each once where they come one after the other. */
function createAsking({ ruleSet, conditions, asOf, source }: Program, table: Table) {
  const profileAt = createRowProfiles(table, source);
  const view = conditions.createView(false);
  let current: { readonly row: number; readonly readings: Readings } | null = null;
  return (row: number): Readings => {
    if (current?.row === row) return current.readings;
    const profile = profileAt(row);
    view.open(profile, asOf);
    current = { row, readings: new Readings(ruleSet, conditions, view, profile, false) };
    return current.readings;
  };
}

/** Sequences by number, 0 the empty one: equal ones have the same number. */
interface Sequences {
  append(sequence: number, lacked: Lacked): number;
  at(sequence: number): readonly Lacked[];
}

function createSequences(): Sequences {
  const all: (readonly Lacked[])[] = [[]];
  const longer: Map<Lacked, number>[] = [new Map()];
  return {
    append(sequence, lacked) {
      const next = longer[sequence] as Map<Lacked, number>;
      const known = next.get(lacked);
      if (known !== undefined) return known;
      const made = all.push([...(all[sequence] as readonly Lacked[]), lacked]) - 1;
      longer.push(new Map());
      next.set(lacked, made);
      return made;
    },
    at: (sequence) => all[sequence] as readonly Lacked[],
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
