import type { createWorkerPool } from '../../src/batch/worker-pool.ts';

/** The worker threads of the built program: a thread runs what Node runs by itself. */
export async function loadWorkers(): Promise<typeof createWorkerPool> {
  const file: string = '../../dist/batch/worker-pool.js';
  return ((await import(file)) as { createWorkerPool: typeof createWorkerPool }).createWorkerPool;
}
