import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { type Database, databaseOn } from './database.ts';

/**
 * PostgreSQL inside this process, with its files in a folder that no other process may use meanwhile; without a folder, in
 * memory. It never waits for the disk: what was acknowledged survives the end of the process, not a power failure.
 */
export async function embedded(folder: string | undefined): Promise<Database> {
  const engine = await PGlite.create(folder === undefined ? {} : { dataDir: folder });
  class Client extends pg.Client {
    constructor(options: pg.ClientConfig = {}) {
      super({ ...options, ...createPgConfig(engine) });
    }
  }
  // It has one session: transactions wait for each other.
  const database = databaseOn({ Client, max: 1, idleTimeoutMillis: 0 }, async () => {});
  const close = async () => {
    await database.close();
    await engine.close();
  };
  return { ...database, close };
}
