import { type Kysely, sql } from 'kysely';
import { MIGRATIONS } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import { StoreRefused } from './store-refused.ts';
import type { Tables } from './tables.ts';

/** Any number, the same in every version of the program. */
const LOCK = 5_206_151_101;

/**
 * Brings the tables to the newest form in one transaction: all or nothing. Programs that start at the same time wait for
 * each other. Rejects with `StoreRefused` where a newer program has been here.
 */
export function migrate(
  database: Kysely<Tables>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await sql`create table if not exists migration (
      number integer primary key,
      name text not null,
      applied_at timestamptz not null default now()
    )`.execute(transaction);
    const { rows } = await sql<Pick<Migration, 'number' | 'name'>>`
      select number, name from migration order by number`.execute(transaction);
    refuseForeign(rows, migrations);
    for (const { number, name, sql: statements } of migrations.slice(rows.length)) {
      await sql.raw(statements).execute(transaction);
      await sql`insert into migration (number, name) values (${number}, ${name})`.execute(transaction);
    }
  });
}

/** What was applied must be the beginning of what is known. */
function refuseForeign(
  applied: readonly Pick<Migration, 'number' | 'name'>[],
  known: readonly Migration[],
): void {
  const foreign = applied.find(
    ({ number, name }, at) => known[at]?.number !== number || known[at].name !== name,
  );
  if (foreign === undefined) return;
  const step = `${foreign.number} '${foreign.name}'`;
  throw new StoreRefused({
    zh: `数据库由更新版本的免申写入（迁移 ${step}，本程序到 ${known.length} 为止）：请改用该版本或更新的版本`,
    en: `the database was written by a newer mianshen (migration ${step}, this program knows ${known.length}): use that version or a later one`,
  });
}
