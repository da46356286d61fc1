import { type Bits, BLOCK_ROWS, fillWords, setBits, WORDS, type WordRun } from './bitmaps.ts';
import type { ClassBits } from './class-bits.ts';
import { type Runs, runsOf } from './class-runs.ts';
import type { Block, Classes } from './classes.ts';

/**
 * The bitmaps of the leaves on the fact by which the rows of a block are sorted: where a leaf is possible, its rows stand
 * together, and all else need not be looked at.
 */
export interface SortedBits extends ClassBits {
  /** So many rows from one on, sorted. The same array for every block. */
  sort(first: number, length: number): Block;
  /** The words outside which the leaf is a definite no, ascending and apart. */
  wordsOf(leaf: number): readonly WordRun[];
  /** Its bits in these words. */
  fillWords(leaf: number, words: readonly WordRun[], out: Bits): void;
}

export function createSortedBits({ count, truths, classify }: Classes): SortedBits {
  const { yes, possible } = runsOf(truths);
  const unsorted = new Int32Array(BLOCK_ROWS);
  const classes = new Int32Array(BLOCK_ROWS);
  const rows = new Int32Array(BLOCK_ROWS);
  // How many rows of the block are in the classes before each.
  const before = new Int32Array(count + 1);
  const setRuns = (leaf: number, out: Bits): void => {
    setPlaces(yes[leaf] as Runs, before, out, 0);
    setPlaces(possible[leaf] as Runs, before, out, WORDS);
  };
  return {
    sort(first, length) {
      for (let place = 0; place < length; place += 1) unsorted[place] = first + place;
      classify({ rows: unsorted, length }, classes);
      sortByClass(classes, { rows, length }, { before, first });
      return { rows, length };
    },
    fill(leaf, out) {
      out.fill(0);
      setRuns(leaf, out);
    },
    wordsOf: (leaf) => wordsIn(possible[leaf] as Runs, before),
    fillWords(leaf, words, out) {
      fillWords(out, words, 0);
      setRuns(leaf, out);
    },
  };
}

/** A counting sort: rows of one class keep their order. */
function sortByClass(
  classes: Int32Array,
  { rows, length }: Block,
  { before, first }: { readonly before: Int32Array; readonly first: number },
): void {
  before.fill(0);
  for (let place = 0; place < length; place += 1) {
    const next = (classes[place] as number) + 1;
    before[next] = (before[next] as number) + 1;
  }
  for (let each = 1; each < before.length; each += 1)
    before[each] = (before[each] as number) + (before[each - 1] as number);
  for (let place = 0; place < length; place += 1) {
    const own = classes[place] as number;
    const at = before[own] as number;
    rows[at] = first + place;
    before[own] = at + 1;
  }
  // Each now says where its class ends: that is where the next one begins.
  before.copyWithin(1, 0, before.length - 1);
  before[0] = 0;
}

/** The places of the rows in a run of classes: from the first up to but without the last. */
function setPlaces(runs: Runs, before: Int32Array, out: Bits, offset: number): void {
  for (let run = 0; run < runs.length; run += 2) {
    const from = before[runs[run] as number] as number;
    setBits(out, offset, from, before[(runs[run + 1] as number) + 1] as number);
  }
}

function wordsIn(runs: Runs, before: Int32Array): readonly WordRun[] {
  const words: { from: number; to: number }[] = [];
  for (let run = 0; run < runs.length; run += 2) {
    const start = before[runs[run] as number] as number;
    const end = before[(runs[run + 1] as number) + 1] as number;
    if (start === end) continue;
    const [from, to] = [start >> 5, ((end - 1) >> 5) + 1];
    const last = words.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else words.push({ from, to });
  }
  return words;
}
