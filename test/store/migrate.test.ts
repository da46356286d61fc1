import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/io/store/database.ts';
import { embedded } from '../../src/io/store/embedded.ts';
import { migrate } from '../../src/io/store/migrate.ts';
import { MIGRATIONS } from '../../src/io/store/migrations/list.ts';
import { StoreRefused } from '../../src/io/store/store-refused.ts';

const START_TIMEOUT = 120_000;
const ONE = { number: 1, name: 'one', sql: 'create table a (x integer); insert into a values (1)' };
const TWO = { number: 2, name: 'two', sql: 'alter table a add column y integer default 2' };
const WRONG = { number: 2, name: 'wrong', sql: 'alter table a add column z integer; select 1 / 0' };

describe('migrations', () => {
  let database: Database;
  beforeAll(async () => {
    database = await embedded(undefined);
  }, START_TIMEOUT);
  afterAll(() => database.close());
  beforeEach(() => sql`drop schema public cascade; create schema public`.execute(database.queries));

  const migrated = (...migrations: readonly (typeof ONE)[]) => migrate(database.queries, migrations);
  const rows = async () => (await sql`select * from a`.execute(database.queries)).rows;

  it('run once, in order', async () => {
    await migrated(ONE);
    await migrated(ONE);
    expect(await rows()).toEqual([{ x: 1 }]);
    await migrated(ONE, TWO);
    expect(await rows()).toEqual([{ x: 1, y: 2 }]);
  });

  it('are all or nothing', async () => {
    await expect(migrated(ONE, WRONG)).rejects.toThrow('division by zero');
    await expect(rows()).rejects.toThrow('does not exist');
    await migrated(ONE);
    await expect(migrated(ONE, WRONG)).rejects.toThrow('division by zero');
    expect(await rows()).toEqual([{ x: 1 }]);
    await migrated(ONE, TWO);
  });

  it('of a newer program, or of another, are refused', async () => {
    await migrated(ONE, TWO);
    await expect(migrated(ONE)).rejects.toThrow(StoreRefused);
    await expect(migrated(ONE, { ...TWO, name: 'another' })).rejects.toThrow("migration 2 'two'");
    await expect(migrated({ ...ONE, name: 'another' }, TWO)).rejects.toThrow(StoreRefused);
    expect(await rows()).toEqual([{ x: 1, y: 2 }]);
  });

  it('are numbered from 1 without a gap', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, at) => at + 1));
  });
});
