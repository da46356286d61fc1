import { decide } from '../engine/match.ts';
import { type Bits, createBits, hasBit, maskFor, setBit, WORDS } from './bitmaps.ts';
import { type BlockBits, createBlockBits, intersectAll } from './block-bits.ts';
import type { Block } from './classes.ts';
import type { PolicyPlan, Program } from './program.ts';
import { cutByRegion, mayMeet } from './region-blocks.ts';
import { createRowReaders, type RowReaders } from './row-reader.ts';
import type { Table } from './table.ts';
import type { Tally } from './tally.ts';

/** A policy over the rows of one block: which have each outcome; the rest are ineligible. One bit a row. */
export interface Decided {
  readonly plan: PolicyPlan;
  readonly block: Block;
  readonly eligible: Int32Array;
  readonly conditional: Int32Array;
  readonly undetermined: Int32Array;
}

/** What a visitor may ask about the block at hand. */
export interface Asked {
  readonly bits: BlockBits;
  readonly readers: RowReaders;
}

/**
 * Decides every policy for every row of a table, block by block; what is ineligible throughout a block isn't visited. What a
 * visitor is given is good during the call only. The policies of a block come in the order of the rule set.
 */
export function visitBlocks(
  program: Program,
  table: Table,
  tally: Tally,
  visit: (decided: Decided, asked: Asked) => void,
): void {
  const { ruleSet, asOf } = program;
  const readers = createRowReaders(ruleSet, table, program);
  const bits = createBlockBits(program.nodes, { ruleSet, asOf, table, readers, tally });
  const named = program.policies.flatMap(({ regions }) => regions ?? []);
  const { blocks, spansOf } = cutByRegion(ruleSet, table, named);
  const plans = program.policies.map((plan) => ({ plan, spans: spansOf(plan.regions) }));
  const decider = createDecider(bits, readers, tally);
  for (const block of blocks) {
    readers.forget();
    bits.start(block);
    tally.blocks += 1;
    for (const { plan, spans } of plans) {
      if (spans !== null && !mayMeet(block, spans)) {
        tally.skipped += 1;
        continue;
      }
      tally.visited += 1;
      const decided = decider(plan, block);
      if (decided !== null) visit(decided, { bits, readers });
    }
  }
}

/** Null where no row of the block is anything but ineligible. */
function createDecider(
  bits: BlockBits,
  readers: RowReaders,
  tally: Tally,
): (plan: PolicyPlan, block: Block) => Decided | null {
  const [truth, vouched] = [createBits(), createBits()];
  const eligible = new Int32Array(WORDS);
  const conditional = new Int32Array(WORDS);
  const undetermined = new Int32Array(WORDS);
  return (plan, block) => {
    if (!intersectAll(plan.parts, bits.of, truth)) return null;
    fillDelivered(plan, { truth, vouched, block }, { bits, readers, tally });
    for (let word = 0; word < WORDS; word += 1) {
      const mask = maskFor(block.length, word);
      const yes = (truth[word] as number) & mask;
      eligible[word] = yes & (vouched[word] as number);
      conditional[word] = yes & ~(vouched[word] as number);
      undetermined[word] = (truth[word + WORDS] as number) & mask & ~yes;
    }
    return { plan, block, eligible, conditional, undetermined };
  };
}

interface Truths {
  readonly truth: Bits;
  /** Sure where a yes is eligible. */
  readonly vouched: Bits;
  readonly block: Block;
}

function fillDelivered(
  { delivered, policy }: PolicyPlan,
  { truth, vouched, block }: Truths,
  { bits, readers, tally }: Asked & { readonly tally: Tally },
): void {
  if (typeof delivered === 'object') {
    if (!intersectAll(delivered.vouched, bits.of, vouched)) vouched.fill(0);
    return;
  }
  vouched.fill(delivered === 'on-yes' ? -1 : 0);
  if (delivered !== 'by-engine') return;
  for (let place = 0; place < block.length; place += 1) {
    if (!hasBit(truth, 0, place)) continue;
    tally.decidedRows += 1;
    const row = block.order[block.start + place] as number;
    const { outcome } = decide(policy, readers.read(row), readers.read(row, true));
    if (outcome === 'eligible') setBit(vouched, place);
  }
}
