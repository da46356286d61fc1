import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/io/store/open-store.ts';
import { type LedgerStore, StoreUnavailable } from '../../src/ledger/store.ts';
import { expectWhole } from './expect-whole.ts';
import { type PostgresServer, postgresBinaries, startPostgres } from './postgres.ts';
import { mayMount, type SmallDisk, smallDisk } from './small-disk.ts';
import { decisionOf, RULE_SET, stepFrom } from './steps.ts';

const TIMEOUT = 120_000;

/** Appends until the store can't. Resolves to why. */
async function appendUntilFull(store: LedgerStore, acknowledged: string[]): Promise<unknown> {
  try {
    for (;;) {
      const id = `d${acknowledged.length}`;
      const outcome = new Uint8Array(randomBytes(400_000));
      await store.append(stepFrom(await store.head(), [{ decision: decisionOf(id, { outcome }) }]));
      acknowledged.push(id);
    }
  } catch (cause) {
    return cause;
  }
}

async function expectRecovery(store: LedgerStore, acknowledged: readonly string[]): Promise<void> {
  await expectWhole(store, acknowledged);
  const id = `after ${acknowledged.length}`;
  expect(await store.append(stepFrom(await store.head(), [{ decision: decisionOf(id) }]))).toBe(true);
  expect(await store.decision(id)).toMatchObject({ id });
}

async function openLog(store: LedgerStore): Promise<void> {
  await store.open({ origin: 'test.example/log', hash: 'sha256' });
  await store.keepRuleSet(RULE_SET);
}

describe.skipIf(!mayMount())('the embedded store on a full disk', () => {
  let disk: SmallDisk;
  beforeAll(() => {
    disk = smallDisk(130);
  });
  afterAll(() => disk.remove());

  it('refuses, loses nothing, and takes decisions again once there is room', async () => {
    const acknowledged: string[] = [];
    const { store } = await openStore({ DATA_DIR: disk.folder });
    await openLog(store);
    await disk.leave(12);
    expect(await appendUntilFull(store, acknowledged)).toBeInstanceOf(StoreUnavailable);
    await store.close();
    await disk.free();
    const again = await openStore({ DATA_DIR: disk.folder });
    await expectRecovery(again.store, acknowledged);
    await again.store.close();
  });
});

describe.skipIf(!mayMount() || postgresBinaries() === undefined)('PostgreSQL on a full disk', () => {
  let disk: SmallDisk;
  let server: PostgresServer;
  beforeAll(async () => {
    disk = smallDisk(200);
    server = await startPostgres({ parent: disk.folder, settings: { max_wal_size: '64MB' } });
  }, TIMEOUT);
  afterAll(async () => {
    await server.remove();
    disk.remove();
  }, TIMEOUT);

  it('refuses, loses nothing, and takes decisions again once there is room', async () => {
    const acknowledged: string[] = [];
    const { store } = await openStore({ DATABASE_URL: await server.freshDatabase() });
    await openLog(store);
    for (const left of [20, 3]) {
      await disk.leave(left);
      expect(await appendUntilFull(store, acknowledged)).toBeInstanceOf(StoreUnavailable);
      await disk.free();
      // A server that can't write its log ends itself.
      await server.start();
      await expectRecovery(store, acknowledged);
    }
    await store.close();
  });
});
