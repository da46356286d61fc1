import { writeFile } from 'node:fs/promises';
import type { FullyChecked } from '../app/check-fully.ts';
import { type SuggestedExample, suggestedExamples } from '../app/suggested-example.ts';
import { say } from './command-line.ts';
import { type Output, paint, printJson, WrongUse } from './output.ts';

interface Options {
  readonly json?: boolean;
  /** The file to write to; it must not be there yet. */
  readonly write?: string;
  /** Whether to show what the program gives. */
  readonly answers?: boolean;
}

/**
 * Shows the missing examples, to paste into the files named, or writes them to a file of their own. Rule files are never
 * touched: what an example gives is for people to say who have read the document.
 */
export async function printSuggestions(
  checked: FullyChecked,
  { json = false, write, answers = false }: Options,
  output: Output,
): Promise<void> {
  const suggested = suggestedExamples(checked).map(({ computed, ...each }) =>
    answers ? { ...each, computed } : each,
  );
  if (write !== undefined) await writeNew(write, suggested, output);
  else if (json) printJson(output, suggested);
  else for (const each of suggested) printSuggestion(each, output);
  const count = suggested.length;
  output.err(
    say(
      output,
      `建议 ${count} 个例子；对照文件原文，把 "?" 换成应得的结果
`,
      `${count} examples suggested; read the document and put what it gives in place of '?'
`,
    ),
  );
}

async function writeNew(path: string, suggested: readonly unknown[], output: Output): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(suggested, null, 2)}\n`, { flag: 'wx' });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const [zh, en] = exists ? ['已有这个文件', 'it is there already'] : ['写不进去', "it can't be written"];
    throw new WrongUse(say(output, `不能写入 ${path}：${zh}`, `can't write ${path}: ${en}`));
  }
}

type Shown = Omit<SuggestedExample, 'computed'> & Partial<Pick<SuggestedExample, 'computed'>>;

function printSuggestion({ file, pointer, notices, example, computed }: Shown, output: Output): void {
  output.out(`${paint(output, 'bold', `${file}#${pointer}`)}\n`);
  for (const text of notices) output.out(`${paint(output, 'dim', `  ${text[output.language]}`)}\n`);
  output.out(`${JSON.stringify(example, null, 2)},\n`);
  if (computed === undefined) return;
  output.out(`${say(output, '程序算出', 'the program gives')} ${JSON.stringify(computed)}\n`);
}
