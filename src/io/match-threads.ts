import { extname } from 'node:path';
import { BatchRefused } from '../app/batch/batch-refused.ts';
import type { Matching } from '../app/batch/decide-part.ts';
import { matchPieces } from '../batch/match-table.ts';
import { createWorkerPool, type WorkerPool } from '../batch/worker-pool.ts';
import type { RuleSet } from '../engine/rule-set.ts';

/** Beside this folder, in `dist/` and in `src/` alike; a thread runs the latter only where Node does by itself. */
const PROGRAM = new URL(`../batch/worker${extname(import.meta.url)}`, import.meta.url);

/** Starts so many threads that match tables under one rule set. */
export function startMatchThreads(ruleSet: RuleSet, threads: number): WorkerPool {
  return createWorkerPool(ruleSet, { threads, program: PROGRAM });
}

/** Throws `BatchRefused` where Node can't run what a thread runs: TypeScript that another tool loaded. */
export function checkThreads(threads: number): void {
  const { typescript } = process.features as { readonly typescript?: string | false };
  if (threads === 1 || PROGRAM.pathname.endsWith('.js') || typescript) return;
  throw new BatchRefused({
    zh: '--threads 需要构建后的程序：先 npm run build，再用 node dist/main.js 运行',
    en: "--threads needs the built program: 'npm run build', then run 'node dist/main.js'",
  });
}

/** Matches in so many threads; 1 is the one that asks. */
export function openMatching(ruleSet: RuleSet, threads: number): Matching & { close(): Promise<void> } {
  if (threads > 1) return startMatchThreads(ruleSet, threads);
  return {
    pieces: (table, run, listing) => matchPieces(ruleSet, table, run, listing),
    close: async () => undefined,
  };
}
