import { writeFile } from 'node:fs/promises';
import { say } from './command-line.ts';
import { type Output, WrongUse } from './output.ts';

/** Prints a text, or writes it to a file that must not be there yet. */
export async function writeResult(path: string | undefined, text: string, output: Output): Promise<void> {
  if (path === undefined) output.out(text);
  else
    await writeFile(path, text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
      throw new WrongUse(cantWrite(path, cause, output));
    });
}

export function cantWrite(path: string, { code, message }: NodeJS.ErrnoException, output: Output): string {
  if (code === 'EEXIST')
    return say(
      output,
      `文件 ${path} 已存在，请换一个文件名`,
      `the file ${path} is there already: choose another`,
    );
  return say(
    output,
    `不能写文件 ${path}（${code ?? message}）`,
    `can't write the file ${path} (${code ?? message})`,
  );
}
