import { BatchBroken } from '../../app/batch/batch-refused.ts';
import { fileFault, isDiskFull } from '../file-faults.ts';
import type { PartialOutput } from './partial-output.ts';

/** What broke a run, told to whoever can do something about it; what isn't about files is passed on. */
export function brokenAt(output: string, cause: unknown, partial?: PartialOutput): unknown {
  const kept =
    partial === undefined || partial.parts.length === 0
      ? { zh: '；解决后再运行同一命令', en: '; run the same command again when that is put right' }
      : {
          zh: `；已完成的部分留在 ${partial.folder}，再运行同一命令即可接着做`,
          en: `; what was done is kept in ${partial.folder}: run the same command to go on`,
        };
  if (isDiskFull(cause))
    return new BatchBroken({ zh: `磁盘已满${kept.zh}`, en: `the disk is full${kept.en}` }, cause);
  const fault = fileFault(cause);
  if (fault === undefined) return cause;
  return new BatchBroken(
    {
      zh: `写 ${output} 时中断：${fault.zh}${kept.zh}`,
      en: `writing ${output} broke off: ${fault.en}${kept.en}`,
    },
    cause,
  );
}

/** Why an input couldn't be read; what isn't about files is passed on, and so is a full disk. */
export function readingBroken(input: string, cause: unknown): unknown {
  const fault = isDiskFull(cause) ? undefined : fileFault(cause);
  if (fault === undefined) return cause;
  return new BatchBroken(
    {
      zh: `读 ${input} 时中断：${fault.zh}；再运行同一命令即可接着做`,
      en: `reading ${input} broke off: ${fault.en}; run the same command to go on`,
    },
    cause,
  );
}

/** The items of an input; that it can't be read on is told of it. */
export async function* readingFrom<Item>(input: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (cause) {
    throw readingBroken(input, cause);
  }
}
