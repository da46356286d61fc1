import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_RULES } from './village-rules.ts';

const LOAN = 'policies/1001/loan.json';

/** Checks the village after something was done to its folder; the folder is written `/village`. */
async function checkAfter(spoil: (folder: string) => Promise<unknown>) {
  const folder = await folderOf(VILLAGE_RULES);
  await spoil(folder);
  const { code, out, err } = await mianshen(['check', folder]);
  return { code, out: out.replaceAll(folder, '/village'), err: err.replaceAll(folder, '/village') };
}

describe('what of a directory can’t be read is said, and nothing is left out in silence', () => {
  const check = (name: string, spoil: (folder: string) => Promise<unknown>, ...lines: readonly string[]) =>
    it(name, async () => {
      const { code, out, err } = await checkAfter(spoil);
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: `${lines.join('\n')}\n` });
    });

  check(
    'a link to a folder that it lies in',
    (folder) => symlink(folder, join(folder, 'policies/again')),
    '读不到 /village/policies/again：符号链接成环',
  );
  check(
    'a link to itself',
    (folder) => symlink('self.json', join(folder, 'policies/self.json')),
    '读不到 /village/policies/self.json：符号链接成环',
  );
  check(
    'a link to nowhere',
    (folder) => symlink('gone.json', join(folder, 'facts/other.json')),
    '读不到 /village/facts/other.json：不存在（符号链接则所指不存在）',
  );
  // A file that even root can't read.
  check(
    'a file that the system refuses to read',
    (folder) => symlink('/proc/self/mem', join(folder, 'facts/other.json')),
    '读不到 /village/facts/other.json：EIO',
  );
  check(
    'several at once, in order',
    async (folder) => {
      await symlink('x', join(folder, 'x'));
      await symlink('nowhere', join(folder, 'a'));
    },
    '读不到 /village/a：不存在（符号链接则所指不存在）',
    '读不到 /village/x：符号链接成环',
  );
  check(
    'the directory itself',
    (folder) => rm(folder, { recursive: true }).then(() => writeFile(folder, '')),
    '读不到目录 /village：不是目录',
  );
});

describe('links are followed', () => {
  it('to a file, as in a volume of Kubernetes', async () => {
    const plain = await checkAfter(async () => {});
    const linked = await checkAfter(async (folder) => {
      await mkdir(join(folder, '..2024'));
      await writeFile(join(folder, '..2024/loan.json'), JSON.stringify(VILLAGE_RULES[LOAN], null, 2));
      await symlink('..2024', join(folder, '..data'));
      await rm(join(folder, LOAN));
      await symlink('../../..data/loan.json', join(folder, LOAN));
    });
    expect(linked).toEqual(plain);
  });
});
