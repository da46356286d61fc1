import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/io/store/migrations/list.ts';
import { openStore, type StoreEnvironment } from '../../src/io/store/open-store.ts';
import { StoreRefused } from '../../src/io/store/store-refused.ts';
import { appendAll } from './contract.ts';
import { describePostgres } from './describe-postgres.ts';
import { runIn } from './postgres.ts';
import { startInstance } from './start-instance.ts';
import { decisionOf, RULE_SET, stepFrom } from './steps.ts';

const refusal = async (environment: StoreEnvironment) => {
  const outcome = await openStore(environment).catch((cause: unknown) => cause);
  return outcome instanceof StoreRefused ? outcome.text : outcome;
};

describe('a DATABASE_URL that isn’t one', () => {
  for (const url of ['', 'mysql://a@b/c', 'localhost/db', 'postgres://', 'postgres://u:p@ss#w@h:x/d'])
    it(`'${url}'`, async () => {
      expect(await refusal({ DATABASE_URL: url })).toEqual({
        zh: 'DATABASE_URL 应为 postgres://用户:密码@主机:端口/数据库；密码里的特殊字符须写成 %XX；不设则用本机数据库',
        en: 'DATABASE_URL must be postgres://user:password@host:port/database, special characters of the password as %XX; without it the embedded database is used',
      });
    });

  for (const timeout of ['', '0', '5s', '-1', '1.5'])
    it(`DATABASE_TIMEOUT_MS '${timeout}'`, async () => {
      const environment = { DATABASE_URL: 'postgres://h/d', DATABASE_TIMEOUT_MS: timeout };
      expect(await refusal(environment)).toMatchObject({
        en: `DATABASE_TIMEOUT_MS must be a whole number of milliseconds above 0: '${timeout}'`,
      });
    });
});

describePostgres('the store on PostgreSQL', (server) => {
  it('opens, and has nothing to say', async () => {
    const url = await server().freshDatabase();
    const { store, notices } = await openStore({ DATABASE_URL: url });
    expect(notices).toEqual([]);
    await store.open({ origin: 'test.example/log', hash: 'sha256' });
    await store.close();
  });

  it('opens in several processes at once', async () => {
    const environment = { DATABASE_URL: await server().freshDatabase() };
    const instances = Array.from({ length: 3 }, () => startInstance(environment));
    await Promise.all(instances.map(({ says }) => says('done')));
    expect(instances.map(({ lines }) => lines)).toEqual(instances.map(() => ['open', 'done']));
  });

  it('whatever the database is set to', async () => {
    const url = await server().freshDatabase();
    for (const each of ODD_SETTINGS) await runIn(url, setting(each));
    const { store } = await openStore({ DATABASE_URL: url });
    await store.open({ origin: 'test.example/log', hash: 'sha256' });
    await store.keepRuleSet(RULE_SET);
    const given = decisionOf('d', { recordedAt: '2026-12-31T23:30:00.007Z', asOf: '2024-03-04' });
    await appendAll(store, [given]);
    const { marks: _, salt, request, outcome, ...columns } = given;
    const kept = { ...columns, payload: { salt, request, outcome } };
    expect(await store.decision('d')).toMatchObject(kept);
    expect(await store.find({ from: given.recordedAt, limit: 1 })).toHaveLength(1);
    expect(await store.find({ before: given.recordedAt, limit: 1 })).toEqual([]);
    for (let round = 0; round < 20; round += 1) {
      const from = await store.head();
      const steps = ['a', 'b'].map((name) => store.append(stepFrom(from, [{}], name)));
      expect((await Promise.all(steps)).toSorted()).toEqual([false, true]);
    }
    await store.close();
  });

  describe('refuses', () => {
    /** Spoils a database and its URL; the message is compared without what differs from run to run. */
    const check = (
      says: string,
      spoil: (url: string) => Promise<URL | undefined>,
      text: Readonly<Record<'zh' | 'en', string>>,
    ) =>
      it(says, async () => {
        const url = await server().freshDatabase();
        const spoilt = (await spoil(url)) ?? new URL(url);
        const found = await refusal({ DATABASE_URL: spoilt.href, DATABASE_TIMEOUT_MS: '4000' });
        const place = `${spoilt.host}${spoilt.pathname}`;
        expect(
          JSON.parse(JSON.stringify(found).replaceAll(place, 'PLACE').replaceAll(spoilt.host, 'HOST')),
        ).toEqual(text);
      });
    const changed = (url: string, change: Partial<URL>) => Object.assign(new URL(url), change);

    check('a wrong password', async (url) => changed(url, { password: 'wrong' }), {
      zh: 'PLACE 拒绝登录（password authentication failed for user "mianshen"）：请检查 DATABASE_URL 中的用户和密码',
      en: 'PLACE refuses the login (password authentication failed for user "mianshen"): check user and password in DATABASE_URL',
    });
    check('no password', async (url) => changed(url, { password: '' }), {
      zh: 'PLACE 拒绝登录（SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string）：请检查 DATABASE_URL 中的用户和密码',
      en: 'PLACE refuses the login (SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string): check user and password in DATABASE_URL',
    });
    check('a database that isn’t there', async (url) => changed(url, { pathname: '/nowhere' }), {
      zh: '数据库不存在：PLACE；请用 createdb -E UTF8 新建，或改 DATABASE_URL',
      en: 'there is no such database: PLACE; make it with createdb -E UTF8, or change DATABASE_URL',
    });
    check('a server that isn’t there', async (url) => changed(url, { port: '1' }), {
      zh: 'PostgreSQL PLACE 现在用不了（connect ECONNREFUSED HOST）：请确认它在运行，并检查 DATABASE_URL',
      en: "PostgreSQL at PLACE can't be used now (connect ECONNREFUSED HOST): see that it runs, and check DATABASE_URL",
    });
    check('no right to make tables', withoutRights, {
      zh: 'PLACE 的这个用户不能建表（permission denied for schema public）：请让它拥有该数据库，或授权 GRANT CREATE ON SCHEMA public',
      en: "this user of PLACE can't create tables (permission denied for schema public): make it the database's owner, or GRANT CREATE ON SCHEMA public",
    });
    check('tables of another program', spoiltBy('create table leaf (x integer)'), {
      zh: 'PLACE 里已有别的程序的表（relation "leaf" already exists）：请给免申单独一个数据库',
      en: 'PLACE has tables of another program (relation "leaf" already exists): give mianshen a database of its own',
    });
    check('a database that is read-only', spoiltBy(setting('default_transaction_read_only = on')), {
      zh: 'PLACE 只读（备库？）：请在 DATABASE_URL 中写主库',
      en: 'PLACE is read-only (a standby?): name the primary in DATABASE_URL',
    });
    check('synchronous_commit off', spoiltBy(setting('synchronous_commit = off')), {
      zh: '数据库可能丢失已确认的判断（synchronous_commit = off）：请打开这些设置；仅供试用时可设 ALLOW_UNSAFE_DATABASE=1',
      en: 'the database may lose acknowledged decisions (synchronous_commit = off): turn these settings on, or set ALLOW_UNSAFE_DATABASE=1 for a trial',
    });
    check('an encoding that can’t hold every text', inAscii, {
      zh: '数据库的编码应为 UTF8，现为 SQL_ASCII：请用 createdb -E UTF8 -T template0 新建数据库',
      en: "the database's encoding must be UTF8, found SQL_ASCII: make one with createdb -E UTF8 -T template0",
    });
    check('data of a newer program', newerData, {
      zh: `数据库由更新版本的免申写入（迁移 9999 'later'，本程序到 ${MIGRATIONS.length} 为止）：请改用该版本或更新的版本`,
      en: `the database was written by a newer mianshen (migration 9999 'later', this program knows ${MIGRATIONS.length}): use that version or a later one`,
    });
  });
});

const ODD_SETTINGS = [
  `timezone = ''Pacific/Apia''`,
  `datestyle = ''German''`,
  `bytea_output = ''escape''`,
  `default_transaction_isolation = ''serializable''`,
  'standard_conforming_strings = off',
];

function setting(text: string): string {
  return `do $$ begin execute format('alter database %I set ${text}', current_database()); end $$`;
}

function spoiltBy(statement: string) {
  return async (url: string) => {
    await runIn(url, statement);
    return undefined;
  };
}

async function withoutRights(url: string): Promise<URL> {
  await runIn(
    url,
    `create role visitor login password 'visitor'; revoke create on schema public from public`,
  );
  return Object.assign(new URL(url), { username: 'visitor', password: 'visitor' });
}

async function inAscii(url: string): Promise<URL> {
  await runIn(url, `create database ascii template template0 encoding 'SQL_ASCII'`);
  return Object.assign(new URL(url), { pathname: '/ascii' });
}

async function newerData(url: string): Promise<undefined> {
  await (await openStore({ DATABASE_URL: url })).store.close();
  await runIn(url, `insert into migration (number, name) values (9999, 'later')`);
}

const UNSAFE = { settings: { fsync: 'off', full_page_writes: 'off' } };

describePostgres(
  'PostgreSQL that doesn’t wait for the disk',
  (server) => {
    it('is refused', async () => {
      const url = await server().freshDatabase();
      expect(await refusal({ DATABASE_URL: url })).toMatchObject({
        en: expect.stringContaining('(fsync = off, full_page_writes = off)'),
      });
      expect(await refusal({ DATABASE_URL: url, ALLOW_UNSAFE_DATABASE: '0' })).toHaveProperty('zh');
    });

    it('is taken where that is allowed, which is said', async () => {
      const environment = { DATABASE_URL: await server().freshDatabase(), ALLOW_UNSAFE_DATABASE: '1' };
      const { store, notices } = await openStore(environment);
      expect(notices.map(({ en }) => en)).toEqual([
        'ALLOW_UNSAFE_DATABASE=1: whether the database may lose acknowledged decisions is not checked',
      ]);
      await store.close();
    });
  },
  UNSAFE,
);
