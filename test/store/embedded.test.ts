import { sql } from 'kysely';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../../src/io/store/database.ts';
import { embedded } from '../../src/io/store/embedded.ts';
import { ledgerStore } from '../../src/io/store/ledger-store.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { appendDuties } from './append-duties.ts';
import type { Begin } from './contract.ts';
import { findDuties } from './find-duties.ts';
import { tableDuties } from './table-duties.ts';

/** Milliseconds, on a busy machine. */
const START_TIMEOUT = 120_000;

describe('the embedded database', () => {
  let database: Database;
  beforeAll(async () => {
    database = await embedded(undefined);
  }, START_TIMEOUT);
  afterAll(() => database.close());

  /** Starting it takes a second: its tables are dropped instead. */
  const begin: Begin = async () => {
    await sql`drop schema public cascade; create schema public`.execute(database.queries);
    await migrate(database.queries);
    const store = ledgerStore(database);
    return { store, second: store, tables: database.queries };
  };
  appendDuties(begin);
  describe('find', () => findDuties(begin));
  tableDuties(begin);
});
