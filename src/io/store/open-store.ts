import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Text } from '../../engine/rule-set.ts';
import type { LedgerStore } from '../../ledger/store.ts';
import { lockFile } from './folder-lock.ts';
import { refusalByFolder, refusalByServer } from './start-refusals.ts';
import { StoreRefused } from './store-refused.ts';

/** The environment as the store reads it. */
export interface StoreEnvironment {
  /** `postgres://user:password@host:port/database`; without it the embedded database is used. */
  readonly DATABASE_URL?: string | undefined;
  /** Where the embedded database keeps its files; `.data` by default. */
  readonly DATA_DIR?: string | undefined;
  /** `1` runs on a PostgreSQL whose settings may lose acknowledged decisions. */
  readonly ALLOW_UNSAFE_DATABASE?: string | undefined;
  /** After how many milliseconds a statement, or getting a connection, counts as failed; 5000 by default. */
  readonly DATABASE_TIMEOUT_MS?: string | undefined;
}

export interface OpenStore {
  readonly store: LedgerStore;
  /** What must be said at start. */
  readonly notices: readonly Text[];
}

/**
 * Connects to the database that the environment names and brings its tables up to date. Rejects with `StoreRefused` where
 * whoever starts the program can put it right. The database's code is loaded here, not before.
 */
export function openStore(environment: StoreEnvironment = process.env): Promise<OpenStore> {
  const { DATABASE_URL: url, DATA_DIR: folder = '.data' } = environment;
  return url === undefined ? openEmbedded(resolve(folder)) : openPostgres(url, environment);
}

/** Migrations and waiting for those of another instance may take this long. */
const MIGRATION_LIMIT = 600_000;

async function openPostgres(url: string, environment: StoreEnvironment): Promise<OpenStore> {
  const timeout = readTimeout(environment.DATABASE_TIMEOUT_MS);
  const allowUnsafe = environment.ALLOW_UNSAFE_DATABASE === '1';
  const options = { url: readUrl(url).href, allowUnsafe };
  const [{ postgres }, { migrate }, { ledgerStore }] = await modules(() => import('./postgres.ts'));
  const patient = postgres({ ...options, limits: { connect: timeout, statement: MIGRATION_LIMIT } });
  try {
    await migrate(patient.queries);
  } catch (cause) {
    throw refusalByServer(cause, readUrl(url));
  } finally {
    await patient.close();
  }
  const database = postgres({ ...options, limits: { connect: timeout, statement: timeout } });
  return { store: ledgerStore(database), notices: allowUnsafe ? [UNSAFE] : [] };
}

function modules<T>(connect: () => Promise<T>) {
  return Promise.all([connect(), import('./migrate.ts'), import('./ledger-store.ts')]);
}

const UNSAFE: Text = {
  zh: '已设 ALLOW_UNSAFE_DATABASE=1：不检查数据库是否会丢失已确认的判断',
  en: 'ALLOW_UNSAFE_DATABASE=1: whether the database may lose acknowledged decisions is not checked',
};

function readUrl(text: string): URL {
  const url = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  const host = url?.searchParams.get('host') ?? url?.host ?? '';
  if (url !== undefined && host !== '' && url.hash === '') return url;
  throw new StoreRefused({
    zh: 'DATABASE_URL 应为 postgres://用户:密码@主机:端口/数据库；密码里的特殊字符须写成 %XX；不设则用本机数据库',
    en: 'DATABASE_URL must be postgres://user:password@host:port/database, special characters of the password as %XX; without it the embedded database is used',
  });
}

function readTimeout(text = '5000'): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new StoreRefused({
    zh: `DATABASE_TIMEOUT_MS 应为毫秒数，是正整数：“${text}”`,
    en: `DATABASE_TIMEOUT_MS must be a whole number of milliseconds above 0: '${text}'`,
  });
}

async function openEmbedded(folder: string): Promise<OpenStore> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const giveBack = await lockFile(join(folder, 'pglite.lock'));
    const store = await startEmbedded(join(folder, 'pglite')).catch(async (cause: unknown) => {
      await giveBack();
      throw cause;
    });
    const close = () => store.close().finally(giveBack);
    return { store: { ...store, close }, notices: [forTrial(folder)] };
  } catch (cause) {
    throw refusalByFolder(cause, folder);
  }
}

async function startEmbedded(folder: string): Promise<LedgerStore> {
  const [{ embedded }, { migrate }, { ledgerStore }] = await modules(() => import('./embedded.ts'));
  const database = await embedded(folder);
  try {
    await migrate(database.queries);
  } catch (cause) {
    await database.close();
    throw cause;
  }
  return ledgerStore(database);
}

function forTrial(folder: string): Text {
  return {
    zh: `判断记录存于本机数据库 ${folder}，仅供试用：断电可能丢失已确认的判断；正式使用请设 DATABASE_URL，改用 PostgreSQL`,
    en: `decisions are recorded in the embedded database ${folder}, which is for trial: a power failure may lose acknowledged decisions; for production set DATABASE_URL to a PostgreSQL`,
  };
}
