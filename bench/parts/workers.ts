import { createWorkerPool, type WorkerPool } from '../../src/batch/worker-pool.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';

/** Threads that run what is built: a thread runs only what Node runs by itself. */
export function startWorkers(ruleSet: RuleSet, threads: number): WorkerPool {
  return createWorkerPool(ruleSet, {
    threads,
    program: new URL('../../dist/batch/worker.js', import.meta.url),
  });
}
