import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeAll } from '../../src/io/write-files.ts';
import { folderOf } from './folder.ts';

it('writes new files, in new folders, and replaces others', async () => {
  const folder = await folderOf({ 'old.json': 'old' });
  await writeAll([
    { path: join(folder, 'old.json'), text: 'newer', isNew: false },
    { path: join(folder, 'a/b/new.json'), text: 'new', isNew: true },
  ]);
  expect(await readFile(join(folder, 'old.json'), 'utf8')).toBe('newer');
  expect(await readFile(join(folder, 'a/b/new.json'), 'utf8')).toBe('new');
});

it('never overwrites what should be new; then nothing is written at all', async () => {
  const folder = await folderOf({ 'old.json': 'old', 'there.json': 'somebody else wrote it' });
  const writing = writeAll([
    { path: join(folder, 'first.json'), text: 'x', isNew: true },
    { path: join(folder, 'there.json'), text: 'x', isNew: true },
    { path: join(folder, 'old.json'), text: 'x', isNew: false },
  ]);
  await expect(writing).rejects.toMatchObject({ code: 'EEXIST' });
  expect((await readdir(folder)).toSorted()).toEqual(['old.json', 'there.json']);
  expect(await readFile(join(folder, 'old.json'), 'utf8')).toBe('old');
  expect(await readFile(join(folder, 'there.json'), 'utf8')).toBe('somebody else wrote it');
});
