import { type DuckDBConnection, DuckDBInstance, type DuckDBPreparedStatement } from '@duckdb/node-api';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { type Counts, countQueries, type Dialect, type Gathering, type Truths, twinColumns } from './sql.ts';
import { SQL_COLUMNS } from './sql-columns.ts';
import type { PeerPolicy } from './test-tree.ts';

const DIALECT: Dialect = {
  bits: (column, mask) => `(${column} & ${mask})`,
  listsKeepUnknown: true,
  countTrue: (expression) => `count_if(${expression})`,
};

const TYPES = { boolean: 'BOOLEAN', tinyint: 'TINYINT', integer: 'INTEGER', double: 'DOUBLE' };

/** A database in memory with the enterprises of a CSV file, ordered by region. */
export interface SqlPeer {
  readonly version: string;
  /** Readies the queries for policies; what is given back runs them. */
  prepare(
    policies: readonly PeerPolicy[],
    ruleSet: RuleSet,
    how: { readonly truths: Truths; readonly gathering: Gathering },
  ): Promise<() => Promise<Counts>>;
  close(): Promise<void>;
}

export async function openDuckDb(csv: string, { threads = 2, memory = '8GB' } = {}): Promise<SqlPeer> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memory,
  });
  const connection = await instance.connect();
  await loadCsv(connection, csv);
  const version = String((await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0]);
  return {
    version,
    async prepare(policies, ruleSet, how) {
      const queries = countQueries(policies, ruleSet, DIALECT, how);
      const prepared: { readonly places: readonly number[]; readonly statement: DuckDBPreparedStatement }[] =
        [];
      for (const { sql, places } of queries)
        prepared.push({ places, statement: await connection.prepare(sql) });
      return async () => {
        const counts = { yes: new Float64Array(policies.length), unknown: new Float64Array(policies.length) };
        for (const { statement, places } of prepared) {
          const [row = []] = (await statement.runAndReadAll()).getRows();
          addCounts(counts, places, row.map(Number));
        }
        return counts;
      };
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Adds the pairs of one query's counts. */
export function addCounts(counts: Counts, places: readonly number[], pairs: readonly number[]): void {
  places.forEach((place, at) => {
    counts.yes[place] = (counts.yes[place] ?? 0) + (pairs[2 * at] ?? 0);
    counts.unknown[place] = (counts.unknown[place] ?? 0) + (pairs[2 * at + 1] ?? 0);
  });
}

async function loadCsv(connection: DuckDBConnection, csv: string): Promise<void> {
  const columns = SQL_COLUMNS.map(({ name, type }) => `'${name}': '${TYPES[type]}'`).join(', ');
  await connection.run(
    `CREATE TABLE given AS SELECT * FROM read_csv('${csv}', header = false, columns = {${columns}})`,
  );
  // Only a county, or a city without counties, is known finely enough for every policy.
  for (const [table, which] of [
    ['fine', ''],
    ['coarse', 'NOT'],
  ])
    await connection.run(
      `CREATE TABLE ${table} AS SELECT *, ${twinColumns()} FROM given
       WHERE ${which} ${IS_FINE} ORDER BY registeredRegion_1, registeredRegion_2, registeredRegion_3`,
    );
  await connection.run('DROP TABLE given');
}

/** Whether the place of registration is known as finely as any policy asks. Three cities have no counties. */
export const IS_FINE =
  'coalesce(registeredRegion_3 IS NOT NULL OR registeredRegion_0 IN (441900, 442000, 460400), false)';
