import { bindLeaves } from './bind-leaves.ts';
import {
  ALL_WORDS,
  type Bits,
  createBits,
  fillUnknown,
  fillWords,
  intersectIn,
  negateBits,
  unite,
  type WordRun,
} from './bitmaps.ts';
import type { Block } from './classes.ts';
import { type Family, isLogic, type Logic, type Node } from './nodes.ts';
import { type Program, sharedNodes } from './program.ts';
import type { Fill, Running } from './running.ts';
import type { SortedBits } from './sorted-bits.ts';
import { fillEither, fillTable } from './table-bits.ts';

/** The bits of the nodes for one block after the other, each worked out once a block and only when asked for. */
export interface BlockBits {
  /** Takes the next rows of the table, in an order of its own. */
  start(first: number, length: number): Block;
  /** Good in these words, until the next block or until asked for others; not to be changed. */
  of(node: number, words?: readonly WordRun[]): Bits;
  /** The bits by which the rows of a block are sorted, where they are. */
  readonly sorted: SortedBits | null;
}

export function createBlockBits(program: Program, running: Running): BlockBits {
  const { nodes } = program;
  const leaves = bindLeaves(running, regionFamily(program));
  const shared = sharedNodes(program);
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
  // What only one policy states need be known only where that policy may apply.
  const ofIn = (place: number, words: readonly WordRun[]): Bits => {
    const node = nodes[place] as Node;
    if (shared.has(place) || !isLogic(node)) return of(place);
    const out = bits[place] ?? createBits();
    bits[place] = out;
    fillLogic(node, (part) => ofIn(part, words), out, words);
    return out;
  };
  return {
    sorted: leaves.sorted,
    start(first, length) {
      blocks += 1;
      block = leaves.start(first, length);
      return block;
    },
    of: (place, words) => (words === undefined ? of(place) : ofIn(place, words)),
  };
}

/** Null where no policy is for a region. */
function regionFamily({ nodes, policies }: Program): Family | null {
  for (const { region } of policies) {
    const node = region === null ? undefined : nodes[region];
    if (node?.kind === 'leaf') return node.family;
  }
  return null;
}

function fillJoint(
  node: Extract<Node, { kind: Logic['kind'] | 'table' | 'either' }>,
  of: (node: number) => Bits,
  running: Running,
): Fill {
  if (node.kind === 'table') return fillTable(node, of, running);
  if (node.kind === 'either') return fillEither(node, of, running);
  return (out) => fillLogic(node, of, out, ALL_WORDS);
}

function fillLogic(node: Logic, of: (node: number) => Bits, out: Bits, words: readonly WordRun[]): void {
  if (node.kind === 'not') {
    const part = of(node.part);
    for (const run of words) negateBits(out, part, run);
    return;
  }
  fillWords(out, words, node.kind === 'all' ? -1 : 0);
  for (const part of node.parts) {
    const own = of(part);
    if (node.kind === 'any') for (const run of words) unite(out, own, run);
    else if (!intersectIn(out, own, words)) return;
  }
}
