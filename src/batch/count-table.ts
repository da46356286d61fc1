import { countBits, type WordRun } from './bitmaps.ts';
import type { Program } from './program.ts';
import type { Table } from './table.ts';
import { createTally, type Tally } from './tally.ts';
import { visitBlocks } from './visit-blocks.ts';

/** How many rows have each outcome, for each place in `ruleSet.policies`; the others are ineligible or out of force. */
export interface Counts {
  readonly eligible: Int32Array;
  readonly conditional: Int32Array;
  readonly undetermined: Int32Array;
}

/** Counts the outcomes of every policy asked for, without listing them. */
export function countTable(program: Program, table: Table, tally: Tally = createTally()): Counts {
  const counts = createCounts(program.ruleSet.policies.length);
  const policies = program.policies.filter(({ asked }) => asked);
  visitBlocks({ ...program, policies }, table, tally, (decided) => {
    const { place } = decided.plan;
    addTo(counts.eligible, place, decided.eligible, decided.words);
    addTo(counts.conditional, place, decided.conditional, decided.words);
    addTo(counts.undetermined, place, decided.undetermined, decided.words);
  });
  return counts;
}

export function createCounts(policies: number): Counts {
  return {
    eligible: new Int32Array(policies),
    conditional: new Int32Array(policies),
    undetermined: new Int32Array(policies),
  };
}

function addTo(counts: Int32Array, place: number, bits: Int32Array, words: readonly WordRun[]): void {
  let count = 0;
  for (const { from, to } of words)
    for (let word = from; word < to; word += 1) count += countBits(bits[word] as number);
  counts[place] = (counts[place] as number) + count;
}
