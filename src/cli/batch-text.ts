import { FOUND_OUTCOMES } from '../batch/found-rows.ts';
import type { BatchResult } from '../io/table-files/batch-files.ts';
import { say } from './command-line.ts';
import { type Output, printJson } from './output.ts';
import { OUTCOME_WORDS } from './words.ts';

/** Says what a batch came to. */
export function printResult(
  { tally, isWhole, rejects }: BatchResult,
  { out, json }: { readonly out: string; readonly json?: boolean },
  output: Output,
): void {
  const { rows, rejected, found } = tally;
  if (json === true) {
    printJson(output, { output: out, isWhole, rows, rejected, rejects, found });
    return;
  }
  const counts = FOUND_OUTCOMES.map(
    (outcome) => `${OUTCOME_WORDS[outcome][output.language]} ${found[outcome]}`,
  );
  if (isWhole) output.out(`${say(output, `${rows} 行`, `${rows} rows`)} · ${counts.join(' · ')}\n`);
  if (rejects !== null && isWhole)
    output.err(
      say(output, `${rejected} 行有误，见 ${rejects}\n`, `${rejected} rows were refused: see ${rejects}\n`),
    );
  if (!isWhole)
    output.err(
      say(
        output,
        `已中断，做到第 ${rows} 行；再运行同一命令即接着做\n`,
        `stopped after ${rows} rows: run the same command to go on\n`,
      ),
    );
}
