import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ledgerStore } from '../../src/io/store/ledger-store.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { postgres } from '../../src/io/store/postgres.ts';
import { type LedgerStore, StoreUnavailable } from '../../src/ledger/store.ts';
import { appendAll } from './contract.ts';
import { describePostgres } from './describe-postgres.ts';
import { expectWhole } from './expect-whole.ts';
import { type PostgresServer, runIn } from './postgres.ts';
import { decisionOf, RULE_SET, stepFrom } from './steps.ts';

/** Milliseconds after which the store gives up in these tests. */
const LIMIT = 1500;

function storeAt(url: string, connections = 3): LedgerStore {
  const limits = { connect: LIMIT, statement: LIMIT };
  const store = ledgerStore(postgres({ url, limits, allowUnsafe: false, connections }));
  onTestFinished(() => store.close().catch(() => {}));
  return store;
}

/** An opened log in a database of its own, at this URL. */
async function logOn(server: PostgresServer, connections?: number) {
  const url = await server.freshDatabase();
  const limits = { connect: 20_000, statement: 20_000 };
  const setup = postgres({ url, limits, allowUnsafe: false });
  await migrate(setup.queries);
  await setup.close();
  const store = storeAt(url, connections);
  await store.open({ origin: 'test.example/log', hash: 'sha256' });
  await store.keepRuleSet(RULE_SET);
  return { url, store };
}

/** A transaction that runs this and stays open. */
async function holding(url: string, statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  await client.query(`begin; ${statement}`);
  const letGo = () => client.end().catch(() => {});
  onTestFinished(letGo);
  return letGo;
}

const KILL_OTHERS = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mianshen'`;

describePostgres('the store when the database fails', (server) => {
  it('gives up on a lock in time, and goes on once it is free', async () => {
    const { url, store } = await logOn(server());
    const letGo = await holding(url, 'select * from log for update');
    await expect(appendAll(store, [decisionOf('a')])).rejects.toThrow(StoreUnavailable);
    expect(await store.head()).toMatchObject({ size: 0 });
    await letGo();
    await appendAll(store, [decisionOf('b')]);
    expect((await store.find({ limit: 9 })).map(({ id }) => id)).toEqual(['b']);
  });

  it('gives up on a connection in time where all are in use', async () => {
    const { url, store } = await logOn(server(), 1);
    const letGo = await holding(url, 'lock table leaf in access exclusive mode');
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => store.leaves(0, 1)));
    const reasons = outcomes.map((each) => (each.status === 'rejected' ? each.reason : each.value));
    for (const reason of reasons) expect(reason).toBeInstanceOf(StoreUnavailable);
    await letGo();
    expect(await store.leaves(0, 1)).toEqual([]);
  });

  it('gets over connections that the server ends, idle or not', async () => {
    const { url, store } = await logOn(server());
    await Promise.all([store.head(), store.head()]);
    await runIn(url, KILL_OTHERS);
    await sleep(100);
    expect(await store.head()).toMatchObject({ size: 0 });
    const letGo = await holding(url, 'select * from log for update');
    const failing = appendAll(store, [decisionOf('a')]).catch((cause: unknown) => cause);
    await sleep(200);
    await runIn(url, KILL_OTHERS);
    expect(await failing).toBeInstanceOf(StoreUnavailable);
    await letGo();
    await appendAll(store, [decisionOf('b')]);
  });

  for (const end of ['stop', 'kill'] as const)
    it(`is unavailable while the server is down (${end}), and goes on after`, async () => {
      const { store } = await logOn(server());
      await appendAll(store, [decisionOf('before')]);
      await server()[end]();
      const calls = callsOf(store).map((call) => call().catch((cause: unknown) => cause));
      for (const outcome of await Promise.all(calls)) expect(outcome).toBeInstanceOf(StoreUnavailable);
      await server().start();
      await appendAll(store, [decisionOf('after')]);
      expect((await store.find({ limit: 9 })).map(({ id }) => id)).toEqual(['before', 'after']);
    });

  it('keeps every acknowledged step when it is killed in mid-write, and none half', async () => {
    const { store } = await logOn(server());
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const writing = writeUntilItFails(store, `${round}`, acknowledged);
      await sleep(20 + ((round * 37) % 150));
      await server().kill();
      failures.push(await writing);
      await server().start();
      await expectWhole(store, acknowledged);
    }
    for (const failure of failures) expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  });
});

const ROUNDS = 8;

/** Each call that a store takes. */
function callsOf(store: LedgerStore): readonly (() => Promise<unknown>)[] {
  const head = { size: 1, root: new Uint8Array(1) };
  return [
    () => store.open({ origin: 'o', hash: 'sha256' }),
    () => store.head(),
    () => store.append(stepFrom(head, [{}])),
    () => store.nodes([{ level: 0, index: 0 }]),
    () => store.leaves(0, 1),
    () => store.checkpointFrom(1),
    () => store.checkpoints(0, 1),
    () => store.decision('d'),
    () => store.find({ limit: 1 }),
    () => store.keepRuleSet(RULE_SET),
    () => store.ruleSet(RULE_SET.digest),
  ];
}

/** Resolves to the failure. */
async function writeUntilItFails(
  store: LedgerStore,
  round: string,
  acknowledged: string[],
): Promise<unknown> {
  try {
    for (let count = 0; ; count += 1) {
      const ids = [`${round}-${count}-a`, `${round}-${count}-b`];
      const contents = ids.map((id) => ({ decision: decisionOf(id) }));
      if (await store.append(stepFrom(await store.head(), contents))) acknowledged.push(...ids);
    }
  } catch (cause) {
    return cause;
  }
}

describe('a server that takes connections and never answers', () => {
  it('is given up on in time', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const store = storeAt(`postgres://u:p@127.0.0.1:${port}/d`);
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
  });
});
