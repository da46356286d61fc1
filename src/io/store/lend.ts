import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { StoreUnavailable } from '../../ledger/store.ts';

/**
 * The pool as kysely takes it, with what a failure means: `StoreUnavailable` where trying again may help, the
 * database's own error where the statement was at fault. A connection that failed isn't lent again.
 */
export function lending(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      try {
        return lend(await pool.connect());
      } catch (cause) {
        throw asUnavailable(cause);
      }
    },
    end: () => pool.end(),
  };
}

function lend(client: pg.PoolClient): PostgresPoolClient {
  let broken: Error | undefined;
  const fail = (cause: Error) => {
    broken = cause;
  };
  // A connection that breaks while it is lent says so by an event, which ends the process where nobody listens.
  client.on('error', fail);
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values]);
    } catch (cause) {
      if (!isAnswer(cause) || endsConnection(cause)) fail(cause as Error);
      throw asUnavailable(cause);
    }
  };
  const release = () => {
    client.off('error', fail);
    client.release(broken);
  };
  // Without the form that takes a cursor, which nobody here asks for.
  return { query, release } as unknown as PostgresPoolClient;
}

/** What the server says of a statement. The embedded database brings a class of its own, so the class says nothing. */
interface Answer extends Error {
  readonly severity: string;
  /** SQLSTATE. */
  readonly code: string;
}

function endsConnection({ severity, code }: Answer): boolean {
  return ['FATAL', 'PANIC'].includes(severity) || /^(08|25P|57P|58)/.test(code);
}

function isAnswer(cause: unknown): cause is Answer {
  return cause instanceof Error && 'severity' in cause && 'code' in cause;
}

/**
 * Classes of SQLSTATE that trying again may cure: 08 connection, 25006 read-only (a standby), 28 and 3D000 (access changed
 * meanwhile), 53 resources, 55P03 lock timeout, 57 operator's intervention and timeouts, 58 the system under it.
 */
const PASSING = /^(08|25006|28|3D000|53|55P03|57|58)/;

/** An error of the driver itself has no SQLSTATE: it is the connection, a timeout, or the pool that was closed. */
function asUnavailable(cause: unknown): unknown {
  if (cause instanceof StoreUnavailable) return cause;
  if (isAnswer(cause) && !PASSING.test(cause.code)) return cause;
  if (cause instanceof TypeError || cause instanceof RangeError) return cause;
  const { message = '', code = '' } = cause as { message?: string; code?: string };
  return new StoreUnavailable(message === '' ? code : message, { cause });
}
