import type { Text } from '../../engine/rule-set.ts';
import { StoreUnavailable } from '../../ledger/store.ts';
import { StoreRefused } from './store-refused.ts';

/** What went wrong, in the system's words. */
interface Failure {
  /** SQLSTATE or a code of Node's; empty where there is none. */
  readonly code: string;
  readonly said: string;
}

/** Why a server can't be used, for whoever set it up; what isn't theirs to change is given back as it is. */
export function refusalByServer(cause: unknown, url: URL): unknown {
  if (cause instanceof StoreRefused) return cause;
  const failure = failureOf(cause);
  const words = SERVER.find(({ when }) => when.test(failure.code) || when.test(failure.said))?.words;
  if (words !== undefined) return new StoreRefused(words(placeOf(url), failure), cause);
  if (!(cause instanceof StoreUnavailable)) return cause;
  return new StoreRefused(unreachable(placeOf(url), failure), cause);
}

function failureOf(cause: unknown): Failure {
  const origin = cause instanceof StoreUnavailable && cause.cause !== undefined ? cause.cause : cause;
  const { code = '', message = '' } = origin as { code?: string; message?: string };
  return { code, said: message === '' ? code : message };
}

/** Without the user's password. */
function placeOf(url: URL): string {
  const host = url.searchParams.get('host') ?? url.host;
  return `${host}${decodeURIComponent(url.pathname)}`;
}

interface Case {
  /** On the code, or on what was said where the driver gives no code. */
  readonly when: RegExp;
  readonly words: (place: string, failure: Failure) => Text;
}

const SERVER: readonly Case[] = [
  {
    when: /^28|^SASL|password must be/,
    words: (place, { said }) => ({
      zh: `${place} 拒绝登录（${said}）：请检查 DATABASE_URL 中的用户和密码`,
      en: `${place} refuses the login (${said}): check user and password in DATABASE_URL`,
    }),
  },
  {
    when: /^3D000$/,
    words: (place) => ({
      zh: `数据库不存在：${place}；请用 createdb -E UTF8 新建，或改 DATABASE_URL`,
      en: `there is no such database: ${place}; make it with createdb -E UTF8, or change DATABASE_URL`,
    }),
  },
  {
    when: /^42501$/,
    words: (place, { said }) => ({
      zh: `${place} 的这个用户不能建表（${said}）：请让它拥有该数据库，或授权 GRANT CREATE ON SCHEMA public`,
      en: `this user of ${place} can't create tables (${said}): make it the database's owner, or GRANT CREATE ON SCHEMA public`,
    }),
  },
  {
    when: /^(42P07|42723)$/,
    words: (place, { said }) => ({
      zh: `${place} 里已有别的程序的表（${said}）：请给免申单独一个数据库`,
      en: `${place} has tables of another program (${said}): give mianshen a database of its own`,
    }),
  },
  {
    when: /^25006$/,
    words: (place) => ({
      zh: `${place} 只读（备库？）：请在 DATABASE_URL 中写主库`,
      en: `${place} is read-only (a standby?): name the primary in DATABASE_URL`,
    }),
  },
];

function unreachable(place: string, { said }: Failure): Text {
  return {
    zh: `PostgreSQL ${place} 现在用不了（${said}）：请确认它在运行，并检查 DATABASE_URL`,
    en: `PostgreSQL at ${place} can't be used now (${said}): see that it runs, and check DATABASE_URL`,
  };
}

const FOLDER = /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC|EDQUOT|ENAMETOOLONG)$/;

/** Why the embedded database can't be used. */
export function refusalByFolder(cause: unknown, folder: string): unknown {
  if (cause instanceof StoreRefused) return cause;
  const { code, said } = failureOf(cause);
  if (FOLDER.test(code))
    return new StoreRefused(
      {
        zh: `不能写入数据目录 ${folder}（${code}）：请检查权限和空间，或另设 DATA_DIR`,
        en: `can't write to the data directory ${folder} (${code}): check its permissions and space, or set another DATA_DIR`,
      },
      cause,
    );
  return new StoreRefused(
    {
      zh: `打不开 ${folder} 中的本机数据库（${said}）：可能由别的版本写入或已损坏；请改用该版本，或另设 DATA_DIR`,
      en: `can't open the embedded database in ${folder} (${said}): another version may have written it, or it is damaged; use that version, or set another DATA_DIR`,
    },
    cause,
  );
}
