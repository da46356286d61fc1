import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { lending } from './lend.ts';
import type { Tables } from './tables.ts';
import { parserFor } from './wire-types.ts';

/** A database, by whatever it is reached. */
export interface Database {
  readonly queries: Kysely<Tables>;
  close(): Promise<void>;
}

/** How long to wait, in milliseconds, before the store counts as unavailable. 0 stands for ever. */
export interface Limits {
  /** For a connection, new or lent by the pool. */
  readonly connect: number;
  /** For one statement, locks included. */
  readonly statement: number;
}

export const USUAL_LIMITS: Limits = { connect: 5000, statement: 5000 };

/** Joins a pool and the tables; `prepare` runs first on every new connection. */
export function databaseOn(
  options: pg.PoolConfig,
  prepare: (client: pg.ClientBase) => Promise<void>,
): Database {
  const pool = new pg.Pool({ ...options, types: { getTypeParser: parserFor }, onConnect: prepare });
  // An idle connection that breaks leaves the pool by itself; the next caller gets a new one.
  pool.on('error', () => {});
  const queries = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: lending(pool) }) });
  return { queries, close: () => pool.end() };
}
