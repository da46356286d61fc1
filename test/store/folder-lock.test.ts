import { readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFile } from '../../src/io/store/folder-lock.ts';
import { StoreRefused } from '../../src/io/store/store-refused.ts';
import { folderOf } from '../cli/folder.ts';

/** Higher than any process number of Linux, macOS and BSD. */
const NOBODY = 2 ** 22 + 1;
const own = { pid: process.pid, host: hostname() };
const text = (holder: object) => JSON.stringify({ started: null, ...own, ...holder });

it('is there while it is held, and gone after', async () => {
  const folder = await folderOf({});
  const giveBack = await lockFile(join(folder, 'lock'));
  expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject(own);
  await giveBack();
  expect(await readdir(folder)).toEqual([]);
  await (await lockFile(join(folder, 'lock')))();
});

describe('a lock that is there', () => {
  const check = (says: string, content: string, refusal: RegExp | undefined) =>
    it(says, async () => {
      const folder = await folderOf({ lock: content });
      const file = join(folder, 'lock');
      const outcome = await lockFile(file).catch((cause: unknown) => cause);
      if (refusal === undefined) {
        expect(outcome).toBeTypeOf('function');
        expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject(own);
      } else {
        expect(outcome).toBeInstanceOf(StoreRefused);
        expect((outcome as StoreRefused).text.en).toMatch(refusal);
        expect((outcome as StoreRefused).text.en).toContain(file);
        expect(await readFile(file, 'utf8')).toBe(content);
      }
      expect(await readdir(folder)).toEqual(['lock']);
    });

  const running = new RegExp(`process ${process.pid} uses this data directory; stop it first`);
  check('of a process that runs', text({}), running);
  check('of a process that has ended', text({ pid: NOBODY }), undefined);
  check('of an earlier process with the same number', text({ started: 'long ago' }), undefined);
  check(
    'of another machine',
    text({ host: 'other', pid: NOBODY }),
    /process \d+ on 'other' uses .* delete that/,
  );
  for (const content of ['', 'x', 'null', '{}', '{"pid":-1,"host":"a"}', '{"pid":"1","host":"a"}'])
    check(`that can't be read: ${content}`, content, /can't tell who uses this data directory/);
});

it('goes to one of many', async () => {
  for (let round = 0; round < 5; round += 1) {
    const file = join(await folderOf({ lock: text({ pid: NOBODY }) }), 'lock');
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => lockFile(file)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  }
});

it('isn’t taken from whoever has it by now', async () => {
  const file = join(await folderOf({}), 'lock');
  const giveBack = await lockFile(file);
  await writeFile(file, text({ pid: 1 }));
  await giveBack();
  expect(await readFile(file, 'utf8')).toBe(text({ pid: 1 }));
});
