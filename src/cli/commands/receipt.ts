import { type CommandLine, say } from '../command-line.ts';
import { EXIT, type ExitCode, type Output } from '../output.ts';
import { decisionOf, type OpenStore, unknownDecision, withLedger } from '../record.ts';
import { writeResult } from '../result-file.ts';

interface Options {
  readonly opening?: boolean;
  readonly out?: string;
}

/** `mianshen receipt ID`: the proof that a decision is in the log. */
export function addReceipt(line: CommandLine, openStore: OpenStore): void {
  line.program
    .command('receipt')
    .description(say(line, '判断记录的回执，可离线验证', 'proof of a decision, to be checked offline'))
    .argument('<id>', say(line, '判断记录的编号', 'the id of the decision'))
    .option('--opening', say(line, '附上所问与所答的内容', 'with what was asked and answered'))
    .option('--out <file>', say(line, '写入文件', 'write it to a file'))
    .action((id: string, options: Options) => line.run((output) => receipt(openStore, id, options, output)));
}

function receipt(
  openStore: OpenStore,
  id: string,
  { opening = false, out }: Options,
  output: Output,
): Promise<ExitCode> {
  return withLedger(openStore, async (ledger) => {
    await decisionOf(ledger.store, id, output);
    const made = (await ledger.receipt(id, { opening })) ?? unknownDecision(id, output);
    await writeResult(out, `${JSON.stringify(made, null, 2)}\n`, output);
    if (opening && made.opening === undefined)
      output.err(
        say(output, '内容已抹除，回执不附内容\n', 'it was erased: the receipt comes without an opening\n'),
      );
    return EXIT.fine;
  });
}
