import { stat } from 'node:fs/promises';
import { BatchBroken } from '../../app/batch/batch-refused.ts';
import type { Text } from '../../engine/rule-set.ts';
import { readingBroken } from './broken.ts';

/** The input is no longer the file that was asked for. */
export class InputChanged extends BatchBroken {}

/** Resolves to what throws `InputChanged` once a file is no longer as it is now, and `BatchBroken` where that can't be told. */
export async function watchFile(path: string): Promise<() => Promise<void>> {
  const before = await marksOf(path);
  return async () => {
    const now = await marksOf(path).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT' ? new InputChanged(gone(path), cause) : readingBroken(path, cause);
    });
    if (now !== before) throw new InputChanged(changed(path), now);
  };
}

/** What changes with the content, without reading it. */
async function marksOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

function gone(path: string): Text {
  return {
    zh: `输入 ${path} 在读取过程中不见了（被删除、改名或移走），结果未写出；放回原处后再运行同一命令即可接着做`,
    en: `the input ${path} is gone since it was begun (deleted or renamed), so there is no result: put it back and run the same command to go on`,
  };
}

function changed(path: string): Text {
  return {
    zh: `输入 ${path} 在读取过程中有变动，结果未写出；待它不再变动后再运行，内容若有变，加 --force`,
    en: `the input ${path} changed while it was read, so there is no result: when it changes no more, run it again, with --force if its content is another`,
  };
}
