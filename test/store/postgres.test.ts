import { describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../../src/io/store/database.ts';
import { ledgerStore } from '../../src/io/store/ledger-store.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { postgres } from '../../src/io/store/postgres.ts';
import { StoreUnavailable } from '../../src/ledger/store.ts';
import { appendDuties } from './append-duties.ts';
import { type Begin, openLog } from './contract.ts';
import { describePostgres } from './describe-postgres.ts';
import { findDuties } from './find-duties.ts';
import { tableDuties } from './table-duties.ts';

describePostgres('PostgreSQL', (server) => {
  const connect = (url: string): Database => {
    const limits = { connect: 20_000, statement: 20_000 };
    const database = postgres({ url, limits, allowUnsafe: false, connections: 3 });
    onTestFinished(() => database.close().catch(() => {}));
    return database;
  };
  const begin: Begin = async () => {
    const url = await server().freshDatabase();
    const [one, other] = [connect(url), connect(url)];
    await migrate(one.queries);
    return { store: ledgerStore(one), second: ledgerStore(other), tables: one.queries };
  };
  appendDuties(begin);
  describe('find', () => findDuties(begin));
  tableDuties(begin);

  it('is unavailable once closed', async () => {
    const { store } = await openLog(begin);
    await store.close();
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
  });
});
