import type { Run } from '../../src/batch/row-reader.ts';
import type { Column, Table } from '../../src/batch/table.ts';
import { createWorkerPool, type WorkerPool } from '../../src/batch/worker-pool.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';

/** Threads that run what is built: a thread runs only what Node runs by itself. */
export function startWorkers(ruleSet: RuleSet, threads: number): WorkerPool {
  return createWorkerPool(ruleSet, {
    threads,
    program: new URL('../../dist/batch/worker.js', import.meta.url),
  });
}

/** As many rows as `mianshen batch` takes of a Parquet file at once, and as many entries of them. */
const PART = { rows: 122_880, most: 1 << 20 };

/** Lists what is found in a table, part by part; says how much. */
export async function listAll(pool: WorkerPool, table: Table, run: Run): Promise<number> {
  const begun = partsOf(table).map((part) => pool.pieces(part, run, { most: PART.most }));
  let length = 0;
  for (const pieces of begun) for await (const { found } of pieces) length += found.length;
  return length;
}

function partsOf({ rows, columns }: Table): readonly Table[] {
  return Array.from({ length: Math.ceil(rows / PART.rows) }, (_, part) => {
    const [first, end] = [part * PART.rows, Math.min((part + 1) * PART.rows, rows)];
    const cut = (column: Column): Column =>
      column.kind === 'number'
        ? { ...column, values: column.values.subarray(first, end) }
        : { ...column, codes: column.codes.subarray(first, end) };
    return { rows: end - first, columns: new Map([...columns].map(([id, column]) => [id, cut(column)])) };
  });
}
