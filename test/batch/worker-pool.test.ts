import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { countTable } from '../../src/batch/count-table.ts';
import type { FoundRows } from '../../src/batch/found-rows.ts';
import { type Listing, matchPieces, matchTable } from '../../src/batch/match-table.ts';
import { compileBatch } from '../../src/batch/program.ts';
import type { Run } from '../../src/batch/row-reader.ts';
import type { Column, Table } from '../../src/batch/table.ts';
import type { WorkerPool } from '../../src/batch/worker-pool.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { startMatchThreads as Start } from '../../src/io/match-threads.ts';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { expectSame } from '../expect-same.ts';
import { arbitraryRuleSet } from '../generate/rule-set.ts';
import { arbitraryTable, withReportable } from '../generate/table.ts';

/** A thread runs what Node runs by itself, so the package is built. */
let built: BuiltPackage;
let startMatchThreads: typeof Start;
beforeAll(async () => {
  built = await buildPackage();
  ({ startMatchThreads } = await import(`${built.folder}/dist/io/match-threads.js`));
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

const RUN: Run = { asOf: '2024-03-01', source: 'tax' };
/** A block for each thread, the last not full. */
const ROWS = 17_000;

const sample = fc.sample(
  arbitraryRuleSet
    .chain(withReportable)
    .chain((ruleSet) => fc.tuple(fc.constant(ruleSet), arbitraryTable(ruleSet, ROWS, ROWS))),
  1,
);

describe.each(sample)('threads', (ruleSet, { table }) => {
  const pool = poolFor(ruleSet);

  it('find what one finds', async () => {
    expectSame(await listed(pool(), table, RUN), matchTable(ruleSet, table, RUN));
  });

  it('find it in shared memory too', async () => {
    expectSame(await listed(pool(), shared(table), RUN), matchTable(ruleSet, table, RUN));
  });

  it('list and decide only what is asked for', async () => {
    const policies = new Set(ruleSet.policies.slice(1, 4).map(({ id }) => id));
    const listing = { only: new Set(['eligible' as const]), policies };
    expectSame(await listed(pool(), table, RUN, listing), matchTable(ruleSet, table, RUN, listing));
    expectSame(
      await pool().count(table, RUN, { policies }),
      countTable(compileBatch(ruleSet, RUN, { policies }), table),
    );
  });

  it('count what one counts', async () => {
    expectSame(await pool().count(table, RUN), countTable(compileBatch(ruleSet, RUN), table));
  });

  it('find it piece by piece, several tables at once', async () => {
    const expected = [...matchPieces(ruleSet, table, RUN, { most: 5_000 })];
    expect(expected.length).toBeGreaterThan(3);
    const tables = [shared(table), table, shared(table), table];
    const begun = tables.map((each) => pool().pieces(each, RUN, { most: 5_000 }));
    for (const pieces of begun) expectSame(await all(pieces), expected);
  });

  it('find nothing in no rows', async () => {
    const none = await listed(pool(), { rows: 0, columns: new Map() }, RUN);
    expect([none.length, none.missingLists]).toEqual([0, []]);
  });

  it('say what went wrong, and go on', async () => {
    const wrong = { ...RUN, source: 1n as never };
    await expect(all(pool().pieces(table, wrong, { most: 5_000 }))).rejects.toThrow('BigInt');
    // The dictionaries are sent with what goes wrong.
    const fresh = startMatchThreads(ruleSet, 2);
    onTestFinished(() => fresh.close());
    await expect(listed(fresh, table, wrong)).rejects.toThrow('BigInt');
    expectSame(await listed(fresh, table, RUN), matchTable(ruleSet, table, RUN));
  });
});

it('rejects what isn’t finished when it is closed, and what comes later', async () => {
  const [[ruleSet, { table }]] = sample as [(typeof sample)[number]];
  const pool = startMatchThreads(ruleSet, 3);
  const begun = pool.count(table, RUN);
  begun.catch(() => {});
  const pieces = pool.pieces(table, RUN, { most: 5_000 });
  await pool.close();
  await expect(all(pieces)).rejects.toThrow('the threads that match are closed');
  await expect(begun).rejects.toThrow('the threads that match are closed');
  await expect(pool.count(table, RUN)).rejects.toThrow('the threads that match are closed');
});

function poolFor(ruleSet: RuleSet): () => WorkerPool {
  let pool: WorkerPool | undefined;
  beforeAll(() => {
    pool = startMatchThreads(ruleSet, 3);
  });
  afterAll(() => pool?.close());
  return () => pool!;
}

/** In one piece. */
async function listed(pool: WorkerPool, table: Table, run: Run, listing: Listing = {}): Promise<FoundRows> {
  const [piece] = await all(pool.pieces(table, run, { ...listing, most: Number.POSITIVE_INFINITY }));
  return piece!.found;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function shared({ rows, columns }: Table): Table {
  const share = (column: Column): Column => {
    if (column.kind === 'number') {
      const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
      values.set(column.values);
      return { ...column, values };
    }
    const codes = new Int32Array(new SharedArrayBuffer(column.codes.byteLength));
    codes.set(column.codes);
    return { ...column, codes };
  };
  return { rows, columns: new Map([...columns].map(([id, column]) => [id, share(column)])) };
}
