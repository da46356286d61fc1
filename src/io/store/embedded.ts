import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { StoreUnavailable } from '../../ledger/store.ts';
import { type Database, databaseOn } from './database.ts';

/**
 * PostgreSQL inside this process, with its files in a folder that no other process may use meanwhile; without a folder, in
 * memory. It never waits for the disk: what was acknowledged survives the end of the process, not a power failure.
 */
export async function embedded(folder: string | undefined): Promise<Database> {
  const engine = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  let stopped: StoreUnavailable | undefined;
  class Client extends pg.Client {
    constructor(options: pg.ClientConfig = {}) {
      const config = createPgConfig(engine);
      config.connection.on('errorMessage', (answer: Answer) => {
        if (ENDING.includes(answer.severity)) stopped = hasStopped(answer);
      });
      super({ ...options, ...config });
    }
  }
  // It has one session: transactions wait for each other. Once it has stopped, whatever is asked of it would never return.
  const database = databaseOn({ Client, max: 1, idleTimeoutMillis: 0 }, async () => {
    if (stopped !== undefined) throw stopped;
  });
  const close = async () => {
    await database.close();
    if (stopped === undefined) await engine.close();
  };
  return { ...database, close };
}

type Answer = Pick<pg.DatabaseError, 'severity' | 'message'>;

/** With these a server ends itself, as it does where its disk is full; here nobody starts it again. */
const ENDING: readonly unknown[] = ['FATAL', 'PANIC'];

function hasStopped({ message }: Answer): StoreUnavailable {
  return new StoreUnavailable(`the embedded database has stopped (${message}); start the program again`);
}
