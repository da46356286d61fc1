import { evaluate, missingOf } from '../engine/evaluate.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { hasBit, WORDS } from './bitmaps.ts';
import { underCondition } from './leaves-under.ts';
import type { PolicyPlan, Program } from './program.ts';
import { type Column, type Table, valueAt } from './table.ts';
import type { Tally } from './tally.ts';
import type { Asked } from './visit-blocks.ts';

/** A row, and its place in the block at hand. */
export interface Spot {
  readonly row: number;
  readonly place: number;
}

export interface Missing {
  /** Each list once. */
  readonly lists: readonly (readonly string[])[];
  /** The place in `lists` of what would settle an undetermined policy; −1 for an empty list. */
  at(plan: PolicyPlan, spot: Spot, asked: Asked): number;
}

/**
 * What is missing, by the engine's own words, asked once for all rows in which everything is alike that the list depends on.
 */
export function createMissing(program: Program, table: Table, tally: Tally): Missing {
  const interned = createInterned();
  const kept = new Map<PolicyPlan, Kept>();
  return {
    lists: interned.lists,
    at(plan, spot, asked) {
      const own = kept.get(plan) ?? { grounds: groundsOf(plan, program, table), lists: new Map() };
      kept.set(plan, own);
      const key = own.grounds === null ? null : keyAt(own.grounds, spot, asked);
      const known = key === null ? undefined : own.lists.get(key);
      if (known !== undefined) return known;
      tally.missingRows += 1;
      const list = interned.add(missingOf(evaluate(plan.policy.condition, asked.readers.read(spot.row))));
      if (key !== null) own.lists.set(key, list);
      return list;
    },
  };
}

interface Kept {
  readonly grounds: readonly Ground[] | null;
  readonly lists: Map<number, number>;
}

/** Something that a list depends on, as one of so many whole numbers from 0. */
interface Ground {
  readonly kinds: number;
  at(spot: Spot, asked: Asked): number;
}

function keyAt(grounds: readonly Ground[], spot: Spot, asked: Asked): number {
  let key = 0;
  for (const { kinds, at } of grounds) key = key * kinds + at(spot, asked);
  return key;
}

/**
 * The truth of every leaf, also of those in decision tables; whether each fact beneath is present; whether what a ratio divides
 * by is zero. Null where they are too many for a number, or a ratio divides by a derived figure.
 */
function groundsOf(
  { policy }: PolicyPlan,
  { ruleSet, leafNode }: Program,
  { columns }: Table,
): readonly Ground[] | null {
  const { leaves, facts } = underCondition(policy.condition, ruleSet);
  const truths = [...new Set(leaves.map(leafNode))].map(truthOf);
  const present = facts.map(({ id }) => presence(columns.get(id)));
  const zeros = facts.flatMap(({ derivation }) =>
    derivation?.kind === 'ratio' ? [isZero(derivation.denominator, ruleSet, columns)] : [],
  );
  const known = zeros.filter((ground) => ground !== null);
  const all = [...truths, ...present, ...known];
  const combinations = all.reduce((product, { kinds }) => product * kinds, 1);
  return known.length < zeros.length || combinations > Number.MAX_SAFE_INTEGER ? null : all;
}

function truthOf(node: number): Ground {
  return {
    kinds: 3,
    at({ place }, { bits }) {
      const words = bits.of(node);
      return hasBit(words, 0, place) ? 2 : Number(hasBit(words, WORDS, place));
    },
  };
}

function presence(column: Column | undefined): Ground {
  if (column === undefined) return { kinds: 1, at: () => 0 };
  return { kinds: 2, at: ({ row }) => Number(isPresent(column, row)) };
}

function isZero(id: string, { facts }: RuleSet, columns: Table['columns']): Ground | null {
  const column = columns.get(id);
  if (facts.get(id)?.derivation !== null || column?.kind === 'coded') return null;
  if (column === undefined) return { kinds: 1, at: () => 0 };
  return { kinds: 2, at: ({ row }) => Number(column.values[row] === 0) };
}

function isPresent(column: Column, row: number): boolean {
  return column.kind === 'number' ? !Number.isNaN(column.values[row]) : valueAt(column, row) !== null;
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
