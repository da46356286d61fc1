import { rmSync } from 'node:fs';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { addCounts, IS_FINE, type SqlPeer } from './duckdb.ts';
import { countQueries, type Dialect, type Gathering, type Truths, twinColumns } from './sql.ts';
import { SQL_COLUMNS } from './sql-columns.ts';
import type { PeerPolicy } from './test-tree.ts';

interface Session {
  query(sql: string, format?: string): string;
  readonly path: string;
  cleanup(): void;
}

const DIALECT: Dialect = {
  bits: (column, mask) => `bitAnd(${column}, ${mask})`,
  listsKeepUnknown: false,
  countTrue: (expression) => `countIf(${expression})`,
};

const TYPES = {
  boolean: 'Nullable(Bool)',
  tinyint: 'Nullable(Int8)',
  integer: 'Nullable(Int32)',
  double: 'Nullable(Float64)',
};

/** ClickHouse in this process, with the enterprises of a CSV file in tables whose primary key is the region. */
export async function openClickHouse(csv: string, { threads = 2 } = {}): Promise<SqlPeer> {
  const name: string = 'chdb';
  const { Session } = (await import(name)) as { Session: new () => Session };
  const session = new Session();
  const structure = SQL_COLUMNS.map(({ name: column, type }) => `${column} ${TYPES[type]}`).join(', ');
  const given = `file('${csv}', 'CSV', '${structure}')`;
  for (const [table, which] of [
    ['fine', ''],
    ['coarse', 'NOT'],
  ])
    session.query(
      `CREATE TABLE ${table} ENGINE = MergeTree
       ORDER BY (registeredRegion_1, registeredRegion_2, registeredRegion_3)
       SETTINGS allow_nullable_key = 1
       AS SELECT *, ${twinColumns()} FROM ${given} WHERE ${which} ${IS_FINE}`,
    );
  for (const table of ['fine', 'coarse']) session.query(`OPTIMIZE TABLE ${table} FINAL`);
  const settings = `SETTINGS max_threads = ${threads}, enable_analyzer = 0, compile_expressions = 0, compile_aggregate_expressions = 0, max_ast_elements = 100000000, max_expanded_ast_elements = 100000000, max_query_size = 100000000`;
  return {
    version: session.query('SELECT version()').trim().replaceAll('"', ''),
    async prepare(
      policies: readonly PeerPolicy[],
      ruleSet: RuleSet,
      how: { readonly truths: Truths; readonly gathering: Gathering },
    ) {
      const queries = countQueries(policies, ruleSet, DIALECT, how);
      return async () => {
        const counts = { yes: new Float64Array(policies.length), unknown: new Float64Array(policies.length) };
        for (const { sql, places } of queries)
          addCounts(counts, places, session.query(`${sql} ${settings}`, 'CSV').trim().split(',').map(Number));
        return counts;
      };
    },
    async close() {
      session.cleanup();
      rmSync(session.path, { recursive: true, force: true });
    },
  };
}
