import { type Kysely, sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { ledgerStore } from '../../src/io/store/ledger-store.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { postgres } from '../../src/io/store/postgres.ts';
import type { Tables } from '../../src/io/store/tables.ts';
import type { LedgerStore } from '../../src/ledger/store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { describePostgres } from '../store/describe-postgres.ts';
import { decisionBy, IDENTITY, openLedgerOn, ROUNDS } from './under-load.ts';

/** Every byte is tried in memory; here, where each takes the database some milliseconds, one in so many. */
const STEP = ROUNDS >= 100 ? 1 : 13;

/** Where bytes are kept, what tells the rows apart, and what their damage is called. */
const PLACES = [
  { table: 'leaf', column: 'bytes', key: 'index', code: 'leaf-altered' },
  { table: 'leaf', column: 'hash', key: 'index', code: 'leaf-altered' },
  { table: 'node', column: 'hash', key: 'index * 64 + level', code: 'node-altered' },
  { table: 'checkpoint', column: 'root', key: 'size', code: 'checkpoint-altered' },
  { table: 'payload', column: 'salt', key: 'index', code: 'payload-altered' },
  { table: 'payload', column: 'request', key: 'index', code: 'payload-altered' },
  { table: 'payload', column: 'outcome', key: 'index', code: 'payload-altered' },
  { table: 'rule_set', column: 'files', key: '0', code: 'rule-set-altered' },
  { table: 'log', column: 'root', key: '0', code: 'head-differs' },
] as const;
type Place = (typeof PLACES)[number];

async function rowsOf(tables: Kysely<Tables>, { table, column, key }: Place) {
  const select = sql<{ key: string; size: number }>`
    select (${sql.raw(key)})::text as key, length(${sql.ref(column)}) as size from ${sql.table(table)} order by 1`;
  return (await select.execute(tables)).rows;
}

/** Turns one bit, as whoever owns the database can: past the triggers that refuse it. Once more turns it back. */
async function turnBit(tables: Kysely<Tables>, { table, column, key }: Place, row: string, at: number) {
  const bytes = sql.ref(column);
  await tables.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql`update ${sql.table(table)} set ${bytes} = set_byte(${bytes}, ${at}, get_byte(${bytes}, ${at}) # 1)
      where (${sql.raw(key)})::text = ${row}`.execute(transaction);
  });
}

async function findings(store: LedgerStore): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { code } of verifyLedger(store, IDENTITY)) found.push(code);
  return found;
}

describePostgres(
  'a PostgreSQL that someone has changed by hand',
  (server) => {
    it(`one byte in ${STEP} of everything that is kept: found, and named`, { timeout: 840_000 }, async () => {
      const url = await server().freshDatabase();
      const database = postgres({ url, limits: { connect: 2000, statement: 5000 }, allowUnsafe: true });
      onTestFinished(() => database.close());
      await migrate(database.queries);
      const store = ledgerStore(database);
      const ledger = await openLedgerOn(store);
      const small = (caller: string) => {
        const decision = decisionBy(caller);
        return { ...decision, request: { subject: decision.subject, caller } };
      };
      await ledger.record(small('a'));
      await Promise.all(['b', 'c', 'd'].map((caller) => ledger.record(small(caller))));
      expect(await findings(store)).toEqual([]);
      for (const place of PLACES) {
        let tried = 0;
        for (const { key, size } of await rowsOf(database.queries, place))
          for (let at = 0; at < size; at += STEP) {
            await turnBit(database.queries, place, key, at);
            const [first] = await findings(store);
            expect(first, `${place.table}.${place.column} of ${key}, byte ${at}`).toBe(place.code);
            await turnBit(database.queries, place, key, at);
            tried += 1;
          }
        expect(tried, `${place.table}.${place.column}`).toBeGreaterThan(0);
      }
      expect(await findings(store)).toEqual([]);
    });
  },
  { settings: { fsync: 'off', synchronous_commit: 'off' } },
);
