import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import { readManifest } from './manifest.ts';

export const MANIFEST = 'manifest.json';

/** What is taken up again. */
const KEPT = [MANIFEST, 'journal.ndjson', 'output', 'rejects'];

/** Whether it was made. Throws `BatchRefused` for a folder that is somebody else's, and where there can be none. */
export async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      await checkOwn(folder);
      return false;
    }
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
    const parent = dirname(folder);
    throw new BatchRefused({ zh: `没有目录 ${parent}`, en: `there is no directory ${parent}` });
  }
}

/** Where there is more in it than a run puts there, its manifest tells that it is of a run. */
async function checkOwn(folder: string): Promise<void> {
  const { others } = await listOf(folder);
  if (others.length > 0 && !(await hasManifest(folder)))
    throw new BatchRefused({
      zh: `${folder} 已存在，且不是一次运行留下的；请换一个 --out`,
      en: `${folder} is there and is not of a run; choose another --out`,
    });
}

async function hasManifest(folder: string): Promise<boolean> {
  try {
    return (await readManifest(join(folder, MANIFEST))) !== undefined;
  } catch (cause) {
    if (cause instanceof BatchRefused) return false;
    throw cause;
  }
}

/** Removes what a run puts there and is not of the names, but for the lock. */
export async function tidy(folder: string, names: readonly string[] = KEPT): Promise<void> {
  const { own } = await listOf(folder);
  for (const name of own)
    if (!LOCKS.includes(name) && !names.includes(name)) await rm(join(folder, name), { recursive: true });
}

const LOCKS = ['lock', 'lock.takeover'];
const FILES = [...LOCKS, ...KEPT, `${MANIFEST}.new`];
const PIECE = /^(tmp_)?piece-\d+$/;

/** What a run puts there, and what it doesn't: a folder of such a name may hold anything. */
async function listOf(folder: string) {
  const [own, others]: [string[], string[]] = [[], []];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const { name } = entry;
    const isOwn = entry.isDirectory() ? name === SPILLED : FILES.includes(name) || PIECE.test(name);
    (isOwn ? own : others).push(name);
  }
  return { own, others };
}

/** The folder for what doesn't fit into memory. */
export const SPILLED = 'spilled';
