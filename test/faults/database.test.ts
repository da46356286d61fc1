import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { ledgerStore } from '../../src/io/store/ledger-store.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { postgres } from '../../src/io/store/postgres.ts';
import { type LedgerStore, StoreUnavailable } from '../../src/ledger/store.ts';
import { describePostgres } from '../store/describe-postgres.ts';
import { decisionBy, examine, type Load, openLedgerOn, ROUNDS, startLoad } from './under-load.ts';

const TIMEOUT = 600_000;
const CALLERS = 16;

async function storeOn(url: string, statement = 5000): Promise<LedgerStore> {
  const database = postgres({ url, limits: { connect: 2000, statement }, allowUnsafe: false });
  await migrate(database.queries);
  onTestFinished(() => database.close());
  return ledgerStore(database);
}

/** Tries until the database takes it. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof StoreUnavailable)) throw cause;
      await sleep(20);
    }
  }
}

async function expectWhole(store: LedgerStore, ...loads: readonly Load[]) {
  const { callers, twice, findings } = await examine(store);
  expect(findings).toEqual([]);
  expect(twice).toEqual([]);
  for (const { acknowledged, defects } of loads) {
    expect(defects).toEqual([]);
    const lost = [...acknowledged].filter(([id, caller]) => callers.get(id) !== caller);
    expect(lost).toEqual([]);
  }
}

describePostgres('a real PostgreSQL', (server) => {
  it(`killed in mid-write, ${ROUNDS} times: every acknowledged decision is there, none twice, the tree verifies`, {
    timeout: TIMEOUT,
  }, async () => {
    const url = await server().freshDatabase();
    const store = await storeOn(url);
    const ledger = await openLedgerOn(store);
    const load = startLoad(async (caller) => (await ledger.record(decisionBy(caller))).id, CALLERS, 'kill');
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = load.acknowledged.size;
      while (load.acknowledged.size < before + CALLERS) await sleep(2);
      await sleep(Math.random() * 40);
      await server().kill();
      await server().start();
    }
    await load.stop();
    expect(load.refusals()).toBeGreaterThan(0);
    await expectWhole(store, load);
  });

  it('restarted under load: callers are refused meanwhile, and served again after', {
    timeout: TIMEOUT,
  }, async () => {
    const store = await storeOn(await server().freshDatabase());
    const ledger = await openLedgerOn(store);
    const load = startLoad(
      async (caller) => (await ledger.record(decisionBy(caller))).id,
      CALLERS,
      'restart',
    );
    for (let round = 0; round < 3; round += 1) {
      await sleep(100);
      await server().stop();
      await sleep(100);
      await server().start();
      const before = load.acknowledged.size;
      while (load.acknowledged.size < before + CALLERS) await sleep(2);
    }
    await load.stop();
    expect(load.refusals()).toBeGreaterThan(0);
    await expectWhole(store, load);
  });

  it('with two instances on it: one tree', { timeout: TIMEOUT }, async () => {
    const url = await server().freshDatabase();
    const stores = [await storeOn(url), await storeOn(url)] as const;
    const loads: Load[] = [];
    for (const [number, store] of stores.entries()) {
      const ledger = await openLedgerOn(store);
      loads.push(
        startLoad(
          async (caller) => (await ledger.record(decisionBy(caller))).id,
          CALLERS,
          `instance ${number}`,
        ),
      );
    }
    while (loads.some(({ acknowledged }) => acknowledged.size < 500)) await sleep(10);
    for (const load of loads) await load.stop();
    await expectWhole(stores[0], ...loads);
    expect(loads.map((load) => load.refusals())).toEqual([0, 0]);
  });

  it('that answers too late: the caller is told that it is not known, and the log stays whole', {
    timeout: TIMEOUT,
  }, async () => {
    const url = await server().freshDatabase();
    const slow = await storeOn(url, 200);
    const ledger = await openLedgerOn(slow);
    const blocker = postgres({ url, limits: { connect: 2000, statement: 0 }, allowUnsafe: false });
    onTestFinished(() => blocker.close());
    const refused = await blocker.queries.transaction().execute(async (transaction) => {
      await transaction.selectFrom('log').selectAll().forUpdate().execute();
      return ledger.record(decisionBy('late')).catch((cause: unknown) => cause);
    });
    expect(refused).toBeInstanceOf(StoreUnavailable);
    const { id } = await insist(() => ledger.record(decisionBy('in time')));
    expect(await slow.decision(id)).toBeDefined();
    await expectWhole(slow);
  });
});
