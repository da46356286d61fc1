import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/io/store/open-store.ts';
import { StoreRefused } from '../../src/io/store/store-refused.ts';
import { StoreUnavailable } from '../../src/ledger/store.ts';
import { folderOf } from '../cli/folder.ts';
import { appendAll } from './contract.ts';
import { startInstance } from './start-instance.ts';
import { decisionOf, RULE_SET } from './steps.ts';

const refusal = async (folder: string) => {
  const outcome = await openStore({ DATA_DIR: folder }).catch((cause: unknown) => cause);
  return outcome instanceof StoreRefused ? outcome.text : outcome;
};

describe('the embedded store', () => {
  it('says what it is for, keeps what it was given, and is one process’s at a time', async () => {
    const folder = await folderOf({});
    const { store, notices } = await openStore({ DATA_DIR: folder });
    expect(notices).toEqual([
      {
        zh: `判断记录存于本机数据库 ${folder}，仅供试用：断电可能丢失已确认的判断；正式使用请设 DATABASE_URL，改用 PostgreSQL`,
        en: `decisions are recorded in the embedded database ${folder}, which is for trial: a power failure may lose acknowledged decisions; for production set DATABASE_URL to a PostgreSQL`,
      },
    ]);
    await store.open({ origin: 'test.example/log', hash: 'sha256' });
    await store.keepRuleSet(RULE_SET);
    await appendAll(store, [decisionOf('d')]);
    expect(await refusal(folder)).toEqual({
      zh: `${folder}/pglite.lock：进程 ${process.pid} 在用这个数据目录；请先停止它，或另设 DATA_DIR`,
      en: `${folder}/pglite.lock: process ${process.pid} uses this data directory; stop it first, or set another DATA_DIR`,
    });
    await store.close();
    await expect(store.head()).rejects.toThrow(StoreUnavailable);
    expect(await readdir(folder)).toEqual(['pglite']);
    const again = await openStore({ DATA_DIR: folder });
    expect(await again.store.decision('d')).toMatchObject({ id: 'd', index: 0 });
    await again.store.close();
  });

  it('has every acknowledged decision after its process was killed', async () => {
    const folder = await folderOf({});
    const first = startInstance({ DATA_DIR: folder }, 20);
    await first.says('done');
    const ids = first.lines.filter((line) => /^\d/.test(line));
    expect(ids).toHaveLength(20);
    expect(await refusal(folder)).toMatchObject({
      en: expect.stringContaining(`process ${first.child.pid} `),
    });
    await first.kill();
    const { store } = await openStore({ DATA_DIR: folder });
    expect((await store.find({ limit: 99 })).map(({ id }) => id)).toEqual(ids);
    await store.close();
  });
});

describe('a data directory that can’t be used is refused', () => {
  it('is a file', async () => {
    const folder = join(await folderOf({ file: 'x' }), 'file');
    expect(await refusal(folder)).toEqual({
      zh: `不能写入数据目录 ${folder}（EEXIST）：请检查权限和空间，或另设 DATA_DIR`,
      en: `can't write to the data directory ${folder} (EEXIST): check its permissions and space, or set another DATA_DIR`,
    });
  });

  it('holds the data of another version', async () => {
    const folder = await folderOf({});
    await mkdir(join(folder, 'pglite'));
    await writeFile(join(folder, 'pglite', 'PG_VERSION'), '99\n');
    expect(await refusal(folder)).toMatchObject({
      zh: expect.stringContaining('可能由别的版本写入或已损坏'),
      en: expect.stringContaining(`can't open the embedded database in ${folder}`),
    });
    expect(await readdir(folder)).toEqual(['pglite']);
  });
});
