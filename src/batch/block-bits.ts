import { sameValue, type Value } from '../engine/value.ts';
import { bindLeaves, fillPresent } from './bind-leaves.ts';
import { type Bits, createBits, fillUnknown, intersect, negateBits, unite, WORDS } from './bitmaps.ts';
import { type Block, truthWith } from './classes.ts';
import type { Family, Node } from './nodes.ts';
import type { Fill, Running } from './running.ts';
import type { SortedBits } from './sorted-bits.ts';

/** The bits of the nodes for one block after the other, each worked out once a block and only when asked for. */
export interface BlockBits {
  /** Takes the next rows of the table, in an order of its own. */
  start(first: number, length: number): Block;
  /** Good until the next block; not to be changed. */
  of(node: number): Bits;
  /** The bits by which the rows of a block are sorted, where they are. */
  readonly sorted: SortedBits | null;
}

export function createBlockBits(
  nodes: readonly Node[],
  running: Running,
  sortedBy: Family | null,
): BlockBits {
  const leaves = bindLeaves(running, sortedBy);
  const bits: (Bits | undefined)[] = nodes.map(() => undefined);
  const fills: (Fill | undefined)[] = nodes.map(() => undefined);
  const filled = new Int32Array(nodes.length);
  let blocks = 0;
  let block: Block = { rows: new Int32Array(0), length: 0 };
  const bind = (node: Node): Fill => {
    if (node.kind === 'unknown') return fillUnknown;
    if (node.kind === 'leaf' || node.kind === 'pair' || node.kind === 'generic') return leaves.bind(node);
    return fillJoint(node, of, running);
  };
  const of = (place: number): Bits => {
    const out = bits[place] ?? createBits();
    if (filled[place] === blocks) return out;
    bits[place] = out;
    const fill = fills[place] ?? bind(nodes[place] as Node);
    fills[place] = fill;
    fill(out, block);
    filled[place] = blocks;
    return out;
  };
  return {
    sorted: leaves.sorted,
    start(first, length) {
      blocks += 1;
      block = leaves.start(first, length);
      return block;
    },
    of,
  };
}

type Joint = Extract<Node, { kind: 'all' | 'any' | 'not' | 'table' | 'either' }>;

function fillJoint(node: Joint, of: BlockBits['of'], running: Running): Fill {
  switch (node.kind) {
    case 'all':
      return (out) => intersectAll(node.parts, of, out);
    case 'any':
      return (out) => {
        out.fill(0);
        for (const part of node.parts) unite(out, of(part));
      };
    case 'not':
      return (out) => negateBits(out, of(node.part));
    case 'table':
      return fillTable(node, of, running);
    case 'either':
      return fillEither(node, of, running);
  }
}

/** Stops as soon as no row is left for which the conjunction is possible. */
function intersectAll(parts: readonly number[], of: BlockBits['of'], out: Bits): void {
  out.fill(-1);
  for (const part of parts) if (!intersect(out, of(part))) return;
}

/**
 * A leaf on what a decision table gives. The table is known where all that it can still give is one value: the value of a row
 * can come out where the row is possible and no row before it is sure. Twin of `derive` in `src/engine/derive.ts`.
 */
function fillTable(
  { leaf, rows, otherwise }: Extract<Node, { kind: 'table' }>,
  of: BlockBits['of'],
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

function fillEither(
  { fact, reported, derived }: Extract<Node, { kind: 'either' }>,
  of: BlockBits['of'],
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
