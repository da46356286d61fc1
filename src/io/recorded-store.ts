import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nothingRecorded } from './open-ledger.ts';
import { type OpenStore, openStore, type StoreEnvironment } from './store/open-store.ts';

/** The store that the environment names, unless nothing was ever recorded in it: it isn't made. Rejects as `openStore`. */
export async function openRecordedStore(environment: StoreEnvironment = process.env): Promise<OpenStore> {
  const { DATABASE_URL: url, DATA_DIR: folder = '.data' } = environment;
  if (url === undefined && !existsSync(join(folder, 'pglite'))) throw nothingRecorded();
  return openStore(environment);
}
