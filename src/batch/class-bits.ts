import { type Bits, BLOCK_ROWS, WORDS } from './bitmaps.ts';
import { type Runs, runsOf } from './class-runs.ts';
import type { Block, Classes } from './classes.ts';

/** The bitmaps of every leaf on one fact, from one reading of a block. */
export interface ClassBits {
  /** The bits of the leaf at this place. */
  fill(leaf: number, out: Bits): void;
}

export function createClassBits({
  count,
  truths,
  classify,
}: Classes): ClassBits & { start(block: Block): void } {
  const { yes, possible } = runsOf(truths);
  const reading = createReading(count);
  return {
    start(block) {
      classify(block, reading.classes);
      sort(reading, block.length);
    },
    fill(leaf, out) {
      unionOf(yes[leaf] as Runs, reading, out, 0);
      unionOf(possible[leaf] as Runs, reading, out, WORDS);
    },
  };
}

/** One block, sorted by class. */
interface Reading {
  readonly classes: Int32Array;
  /** How many classes up to each, this included, some row of the block is in. */
  readonly present: Int32Array;
  /** After as many words as a bitmap has: the rows in the first class present, in the first two, in the first three … */
  upTo: Int32Array;
}

function createReading(count: number): Reading {
  return {
    classes: new Int32Array(BLOCK_ROWS),
    present: new Int32Array(count),
    upTo: new Int32Array((Math.min(count, 64) + 1) * WORDS),
  };
}

function sort(reading: Reading, rows: number): void {
  const found = rankPresent(reading, rows);
  const words = (found + 1) * WORDS;
  if (reading.upTo.length < words) reading.upTo = new Int32Array(2 * words);
  const { classes, present, upTo } = reading;
  upTo.fill(0, 0, words);
  for (let place = 0; place < rows; place += 1) {
    const at = (present[classes[place] as number] as number) * WORDS + (place >> 5);
    upTo[at] = (upTo[at] as number) | (1 << (place & 31));
  }
  for (let word = 2 * WORDS; word < words; word += 1)
    upTo[word] = (upTo[word] as number) | (upTo[word - WORDS] as number);
}

/** Numbers the classes that occur from 1; how many there are. */
function rankPresent({ classes, present }: Reading, rows: number): number {
  present.fill(0);
  for (let place = 0; place < rows; place += 1) present[classes[place] as number] = 1;
  let found = 0;
  for (let each = 0; each < present.length; each += 1) {
    found += present[each] as number;
    present[each] = found;
  }
  return found;
}

function unionOf(runs: Runs, { present, upTo }: Reading, out: Int32Array, offset: number): void {
  let clear = true;
  for (let run = 0; run < runs.length; run += 2) {
    const first = runs[run] as number;
    const before = first === 0 ? 0 : (present[first - 1] as number) * WORDS;
    const last = (present[runs[run + 1] as number] as number) * WORDS;
    if (before === last) continue;
    if (clear)
      for (let word = 0; word < WORDS; word += 1) out[offset + word] = between(upTo, before, last, word);
    else
      for (let word = 0; word < WORDS; word += 1)
        out[offset + word] = (out[offset + word] as number) | between(upTo, before, last, word);
    clear = false;
  }
  if (clear) out.fill(0, offset, offset + WORDS);
}

/** What came to be between two steps of a growing union. */
function between(upTo: Int32Array, before: number, last: number, word: number): number {
  return (upTo[last + word] as number) ^ (upTo[before + word] as number);
}
