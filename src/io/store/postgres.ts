import { type Database, databaseOn, type Limits } from './database.ts';
import { prepareSession } from './session.ts';

/** What a PostgreSQL is reached with. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly limits: Limits;
  /** Whether it may run without the settings that keep acknowledged decisions through a crash. */
  readonly allowUnsafe: boolean;
  readonly connections?: number;
}

/** The driver gives up after the server has had time to answer that it gave up itself. */
const GRACE = 1000;

/** A PostgreSQL server. Nothing is connected yet. */
export function postgres({ url, limits, allowUnsafe, connections = 10 }: PostgresOptions): Database {
  const { connect, statement } = limits;
  const options = {
    connectionString: url,
    application_name: 'mianshen',
    max: connections,
    keepAlive: true,
    connectionTimeoutMillis: connect,
    ...(statement === 0 ? {} : { query_timeout: statement + GRACE }),
  };
  return databaseOn(options, (client) => prepareSession(client, limits, allowUnsafe));
}
