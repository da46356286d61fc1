import { extname } from 'node:path';
import { createWorkerPool, type WorkerPool } from '../batch/worker-pool.ts';
import type { RuleSet } from '../engine/rule-set.ts';

/** Beside this folder, in `dist/` and in `src/` alike; a thread runs the latter only where Node does by itself. */
const PROGRAM = new URL(`../batch/worker${extname(import.meta.url)}`, import.meta.url);

/** Starts so many threads that match tables under one rule set. */
export function startMatchThreads(ruleSet: RuleSet, threads: number): WorkerPool {
  return createWorkerPool(ruleSet, { threads, program: PROGRAM });
}
