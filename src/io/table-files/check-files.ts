import type { Stats } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import { fileFault } from '../file-faults.ts';
import { folderOf, rejectsOf } from './partial-folder.ts';

/** Refuses files that can't be what they are named for: throws `BatchRefused`, before anything is read or written. */
export async function checkFiles(input: string, output: string): Promise<void> {
  const kind = await kindOf(input).catch((cause: unknown) => {
    throw cantRead(input, cause);
  });
  if (kind !== 'file')
    throw new BatchRefused({
      zh: `读不到文件 ${input}：${kind === 'directory' ? '是目录' : '不是普通文件'}`,
      en: `can't read the file ${input}: ${kind === 'directory' ? 'a directory' : 'not a regular file'}`,
    });
  await checkPlace(output, 'file');
  await checkPlace(rejectsOf(output), 'file');
  await checkPlace(folderOf(output), 'directory');
  await checkApart(input, output);
}

/** The input can't be read, and why. What isn't about files is passed on. */
export function cantRead(input: string, cause: unknown): unknown {
  const fault = fileFault(cause);
  if (fault === undefined) return cause;
  return new BatchRefused({
    zh: `读不到文件 ${input}：${fault.zh}`,
    en: `can't read the file ${input}: ${fault.en}`,
  });
}

/** The output can't be begun, and why. What isn't about files is passed on. */
export function cantWrite(path: string, cause: unknown): unknown {
  const fault = fileFault(cause);
  if (fault === undefined) return cause;
  return new BatchRefused({
    zh: `不能写 ${path}：${fault.zh}；请换一个 --out`,
    en: `can't write ${path}: ${fault.en}; choose another --out`,
  });
}

type Kind = 'file' | 'directory' | 'other';

async function kindOf(path: string, look: (path: string) => Promise<Stats> = stat): Promise<Kind> {
  const stats = await look(path);
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'directory' : 'other';
}

/** What is there is what is to be there, or nothing is. */
async function checkPlace(path: string, wanted: 'file' | 'directory'): Promise<void> {
  // Of a folder that a link leads to nothing is made or removed.
  const kind = await kindOf(path, wanted === 'directory' ? lstat : stat).catch(
    (cause: NodeJS.ErrnoException) => {
      // Where the folder of it is missing, that is said when it is written.
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return wanted;
      throw cantWrite(path, cause);
    },
  );
  if (kind === wanted) return;
  const [zh, en] = wanted === 'file' ? ['普通文件', 'a regular file'] : ['目录', 'a directory'];
  throw new BatchRefused({
    zh: `${path} 已存在，且不是${zh}；请换一个 --out`,
    en: `${path} is there and is not ${en}; choose another --out`,
  });
}

/** The input is none of the files that a run replaces. */
async function checkApart(input: string, output: string): Promise<void> {
  const from = await realpath(input);
  const [to, rejects, folder] = await Promise.all(
    [output, rejectsOf(output), folderOf(output)].map((path) => realpath(path).catch(() => null)),
  );
  if (from === to)
    throw new BatchRefused({
      zh: `输入与输出是同一个文件 ${input}`,
      en: `${input} can't be input and output`,
    });
  if (from === rejects || (folder !== null && from.startsWith(`${folder}${sep}`)))
    throw new BatchRefused({
      zh: `输入 ${input} 是这个输出所要替换的文件；请换一个 --out`,
      en: `the input ${input} is a file that this output replaces; choose another --out`,
    });
}
