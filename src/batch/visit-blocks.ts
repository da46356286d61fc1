import { decide } from '../engine/match.ts';
import {
  ALL_WORDS,
  type Bits,
  BLOCK_ROWS,
  createBits,
  eachBit,
  intersectIn,
  maskFor,
  setBit,
  WORDS,
  type WordRun,
} from './bitmaps.ts';
import { type BlockBits, createBlockBits } from './block-bits.ts';
import type { Block } from './classes.ts';
import type { PolicyPlan, Program } from './program.ts';
import { createRowReaders, type RowReaders } from './row-reader.ts';
import type { Table } from './table.ts';
import type { Tally } from './tally.ts';

/** A policy over the rows of one block: which have each outcome; the rest are ineligible. One bit a row. */
export interface Decided {
  readonly plan: PolicyPlan;
  readonly block: Block;
  /** The only words that say anything. */
  readonly words: readonly WordRun[];
  readonly eligible: Int32Array;
  readonly conditional: Int32Array;
  readonly undetermined: Int32Array;
}

/** What a visitor may ask about the block at hand. */
export interface Asked {
  readonly bits: BlockBits;
  readonly readers: RowReaders;
}

/** Decides every policy for so many rows, at most `BLOCK_ROWS`, from one on; false where the visitor stopped it. */
export type VisitBlock = (first: number, length: number, visit: Visitor) => boolean;
/** What it is given is good during the call only. It says whether to go on. */
type Visitor = (decided: Decided, asked: Asked) => boolean;

/**
 * Visits a table block by block; a policy that is ineligible throughout a block isn't visited. The policies of a block come in
 * the order of the rule set.
 */
export function createVisitor(program: Program, table: Table, tally: Tally): VisitBlock {
  const { ruleSet, asOf, policies } = program;
  checkLengths(table);
  const readers = createRowReaders(ruleSet, table, program);
  const bits = createBlockBits(program, { ruleSet, asOf, table, readers, tally });
  const asked = { bits, readers };
  const decider = createDecider(program, asked, tally);
  return (first, length, visit) => {
    readers.forget();
    const block = bits.start(first, length);
    tally.blocks += 1;
    for (const plan of policies) {
      const decided = decider(plan, block);
      if (decided !== null && !visit(decided, asked)) return false;
    }
    return true;
  };
}

/** What lies beyond the end of a column would be taken for a value. */
function checkLengths({ rows, columns }: Table): void {
  for (const [fact, column] of columns) {
    const { length } = column.kind === 'number' ? column.values : column.codes;
    if (length !== rows) throw new Error(`a table of ${rows} rows with ${length} values of '${fact}'`);
  }
}

/** Visits all rows of a table. */
export function visitBlocks(
  program: Program,
  table: Table,
  tally: Tally,
  visit: (decided: Decided) => void,
): void {
  const visitBlock = createVisitor(program, table, tally);
  const visitAll: Visitor = (decided) => {
    visit(decided);
    return true;
  };
  for (let first = 0; first < table.rows; first += BLOCK_ROWS)
    visitBlock(first, Math.min(BLOCK_ROWS, table.rows - first), visitAll);
}

/** Null where no row of the block is anything but ineligible. */
function createDecider(
  program: Program,
  asked: Asked,
  tally: Tally,
): (plan: PolicyPlan, block: Block) => Decided | null {
  const [truth, vouched] = [createBits(), createBits()];
  const outcomes = {
    eligible: new Int32Array(WORDS),
    conditional: new Int32Array(WORDS),
    undetermined: new Int32Array(WORDS),
  };
  return (plan, block) => {
    const words = fillRegion(plan, program, asked, truth);
    if (words.length === 0) tally.skipped += 1;
    else tally.visited += 1;
    if (words.length === 0 || !intersectParts(plan.parts, words, asked.bits, truth)) return null;
    const decided = { plan, block, words, ...outcomes };
    fillDelivered(decided, { truth, vouched }, asked, tally);
    splitByOutcome(decided, { truth, vouched });
    return decided;
  };
}

/** Fills in the truth of the policy's region, and says in which words it isn't a definite no. */
function fillRegion(
  { region }: PolicyPlan,
  { nodes }: Program,
  { bits }: Asked,
  truth: Bits,
): readonly WordRun[] {
  const node = region === null ? undefined : nodes[region];
  if (node?.kind === 'leaf' && bits.sorted !== null) {
    const words = bits.sorted.wordsOf(node.place);
    bits.sorted.fillWords(node.place, words, truth);
    return words;
  }
  if (region === null) truth.fill(-1);
  else truth.set(bits.of(region));
  return ALL_WORDS;
}

/** Stops as soon as no row is left for which all of them are possible; then false. */
function intersectParts(
  parts: readonly number[],
  words: readonly WordRun[],
  bits: BlockBits,
  truth: Bits,
): boolean {
  for (const part of parts) if (!intersectIn(truth, bits.of(part, words), words)) return false;
  return true;
}

interface Truths {
  readonly truth: Bits;
  /** Sure where a yes is eligible. */
  readonly vouched: Bits;
}

function fillDelivered(
  { plan: { delivered, policy }, block, words }: Decided,
  { truth, vouched }: Truths,
  { bits, readers }: Asked,
  tally: Tally,
): void {
  vouched.fill(typeof delivered === 'object' || delivered === 'on-yes' ? -1 : 0);
  if (typeof delivered === 'object') intersectParts(delivered.vouched, words, bits, vouched);
  if (delivered !== 'by-engine') return;
  eachBit(truth, words, (place) => {
    if (place >= block.length) return;
    tally.decidedRows += 1;
    const row = block.rows[place] as number;
    const { outcome } = decide(policy, readers.read(row), readers.read(row, true));
    if (outcome === 'eligible') setBit(vouched, place);
  });
}

function splitByOutcome(
  { block, words, eligible, conditional, undetermined }: Decided,
  { truth, vouched }: Truths,
): void {
  for (const { from, to } of words)
    for (let word = from; word < to; word += 1) {
      const mask = maskFor(block.length, word);
      const yes = (truth[word] as number) & mask;
      eligible[word] = yes & (vouched[word] as number);
      conditional[word] = yes & ~(vouched[word] as number);
      undetermined[word] = (truth[word + WORDS] as number) & mask & ~yes;
    }
}
