import { sameValue, type Value } from '../engine/value.ts';
import { fillPresent } from './bind-leaves.ts';
import { type Bits, WORDS } from './bitmaps.ts';
import { truthWith } from './classes.ts';
import type { Node } from './nodes.ts';
import type { Fill, Running } from './running.ts';

/**
 * A leaf on what a decision table gives. The table is known where all that it can still give is one value: the value of a row
 * can come out where the row is possible and no row before it is sure. Twin of `derive` in `src/engine/derive.ts`.
 */
export function fillTable(
  { leaf, rows, otherwise }: Extract<Node, { kind: 'table' }>,
  of: (node: number) => Bits,
  running: Running,
): Fill {
  const values: Value[] = [];
  const placeOf = (value: Value): number => {
    const known = values.findIndex((other) => sameValue(other, value));
    return known >= 0 ? known : values.push(value) - 1;
  };
  const given = rows.map(({ when, value }) => ({ when, place: placeOf(value) }));
  const last = placeOf(otherwise);
  const truths = values.map((value) => truthWith(leaf, { [leaf.fact]: value }, running));
  const possible = values.map(() => new Int32Array(WORDS));
  const open = new Int32Array(WORDS);
  return (out) => {
    open.fill(-1);
    for (const each of possible) each.fill(0);
    for (const { when, place } of given) giveRow(of(when), open, possible[place] as Int32Array);
    giveRest(open, possible[last] as Int32Array);
    settle(possible, truths, out);
  };
}

function giveRow(when: Bits, open: Int32Array, possible: Int32Array): void {
  for (let word = 0; word < WORDS; word += 1) {
    const still = open[word] as number;
    possible[word] = (possible[word] as number) | (still & (when[word + WORDS] as number));
    open[word] = still & ~(when[word] as number);
  }
}

function giveRest(open: Int32Array, possible: Int32Array): void {
  for (let word = 0; word < WORDS; word += 1)
    possible[word] = (possible[word] as number) | (open[word] as number);
}

/** Where one value alone is possible its truth holds; elsewhere the leaf is unknown. */
function settle(possible: readonly Int32Array[], truths: readonly number[], out: Bits): void {
  for (let word = 0; word < WORDS; word += 1) {
    let [once, twice, yes] = [0, 0, 0];
    for (const each of possible) {
      twice |= once & (each[word] as number);
      once |= each[word] as number;
    }
    for (let place = 0; place < truths.length; place += 1)
      if (truths[place] === 2) yes |= (possible[place] as Int32Array)[word] as number;
    out[word] = yes & ~twice;
    out[word + WORDS] = yes | twice;
  }
}

export function fillEither(
  { fact, reported, derived }: Extract<Node, { kind: 'either' }>,
  of: (node: number) => Bits,
  { table }: Running,
): Fill {
  const column = table.columns.get(fact);
  const present = new Int32Array(WORDS);
  return (out, block) => {
    fillPresent(column, present, block);
    const [own, other] = [of(reported), of(derived)];
    for (let word = 0; word < WORDS; word += 1) {
      const mask = present[word] as number;
      out[word] = ((own[word] as number) & mask) | ((other[word] as number) & ~mask);
      out[word + WORDS] = ((own[word + WORDS] as number) & mask) | ((other[word + WORDS] as number) & ~mask);
    }
  };
}
