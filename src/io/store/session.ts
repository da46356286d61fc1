import type pg from 'pg';
import type { Text } from '../../engine/rule-set.ts';
import type { Limits } from './database.ts';
import { StoreRefused } from './store-refused.ts';

/**
 * What holds in a session, whatever the server, the role or the database prescribe. Compressing outcomes is most of what
 * an append costs the server; where it can, it takes the faster way.
 */
const SETTINGS = `
  set_config('default_transaction_isolation', 'read committed', false),
  set_config('statement_timeout', $1, false),
  set_config('lock_timeout', $1, false),
  (select set_config(name, 'lz4', false) from pg_settings
    where name = 'default_toast_compression' and 'lz4' = any(enumvals))`;

/** What a session tells of the server, as it is in this session. */
interface Server {
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
}

const TELL = `
  current_setting('server_version_num')::integer as version,
  current_setting('server_encoding') as encoding,
  current_setting('fsync') as fsync,
  current_setting('full_page_writes') as full_page_writes,
  current_setting('synchronous_commit') as synchronous_commit`;

/**
 * Prepares a new connection, in one round trip. Rejects with `StoreRefused` where the server is too old or may lose what
 * it acknowledged, unless that is allowed; every connection is asked, as settings change while a server runs.
 */
export async function prepareSession(
  client: pg.ClientBase,
  { statement }: Limits,
  allowUnsafe: boolean,
): Promise<void> {
  const { rows } = await client.query<Server>(`select ${SETTINGS}, ${TELL}`, [`${statement}`]);
  for (const server of rows) {
    const refusal = tooOld(server) ?? notUnicode(server) ?? (allowUnsafe ? undefined : unsafe(server));
    if (refusal !== undefined) throw new StoreRefused(refusal);
  }
}

const OLDEST = 130_000;

function tooOld({ version }: Server): Text | undefined {
  if (version >= OLDEST) return undefined;
  const major = Math.floor(version / 10_000);
  return {
    zh: `PostgreSQL ${major} 太旧：需要 13 或更新的版本`,
    en: `PostgreSQL ${major} is too old: 13 or later is needed`,
  };
}

function notUnicode({ encoding }: Server): Text | undefined {
  if (encoding === 'UTF8') return undefined;
  return {
    zh: `数据库的编码应为 UTF8，现为 ${encoding}：请用 createdb -E UTF8 -T template0 新建数据库`,
    en: `the database's encoding must be UTF8, found ${encoding}: make one with createdb -E UTF8 -T template0`,
  };
}

function unsafe(server: Server): Text | undefined {
  const off = (['fsync', 'full_page_writes', 'synchronous_commit'] as const).filter(
    (setting) => server[setting] === 'off',
  );
  if (off.length === 0) return undefined;
  const settings = off.map((setting) => `${setting} = off`).join(', ');
  return {
    zh: `数据库可能丢失已确认的判断（${settings}）：请打开这些设置；仅供试用时可设 ALLOW_UNSAFE_DATABASE=1`,
    en: `the database may lose acknowledged decisions (${settings}): turn these settings on, or set ALLOW_UNSAFE_DATABASE=1 for a trial`,
  };
}
