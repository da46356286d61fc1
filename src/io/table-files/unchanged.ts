import { stat } from 'node:fs/promises';
import { BatchBroken } from '../../app/batch/batch-refused.ts';

/** Resolves to what throws `BatchBroken` once a file is no longer as it is now. */
export async function watchFile(path: string): Promise<() => Promise<void>> {
  const before = await marksOf(path);
  return async () => {
    const now = await marksOf(path).catch((cause: unknown) => cause);
    if (now !== before) throw changed(path, now);
  };
}

/** What changes with the content, without reading it. */
async function marksOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

function changed(path: string, now: unknown): BatchBroken {
  return new BatchBroken(
    {
      zh: `输入 ${path} 在读取过程中有变动，结果未写出；待它不再变动后加 --force 从头开始`,
      en: `the input ${path} changed while it was read, so there is no result: when it changes no more, begin anew with --force`,
    },
    now,
  );
}
