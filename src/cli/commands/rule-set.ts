import { mkdir } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { filesOf, isRuleSet } from '../../app/recorded-rule-set.ts';
import { type CommandLine, say } from '../command-line.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';
import { type OpenStore, withStore } from '../record.ts';
import { cantWrite, writeResult } from '../result-file.ts';

/** `mianshen rule-set DIGEST --out DIR`: the files of a recorded rule set. */
export function addRuleSet(line: CommandLine, openStore: OpenStore): void {
  line.program
    .command('rule-set')
    .description(say(line, '取出留存的规则集', 'the files of a recorded rule set'))
    .argument('<digest>', say(line, '规则集的摘要 sha256:…', 'its digest, sha256:...'))
    .requiredOption('--out <dir>', say(line, '写入这个目录', 'the directory to write them to'))
    .action((digest: string, { out }: { out: string }) =>
      line.run((output) => ruleSet(openStore, digest, out, output)),
    );
}

function ruleSet(openStore: OpenStore, digest: string, folder: string, output: Output): Promise<ExitCode> {
  return withStore(openStore, async (store) => {
    const bytes = await store.ruleSet(digest);
    if (bytes === undefined)
      throw new WrongUse(
        say(output, `留存里没有规则集 ${digest}`, `the rule set ${digest} is not in the record`),
      );
    if (!isRuleSet(digest, bytes)) {
      output.err(
        say(
          output,
          `留存的规则集与其摘要 ${digest} 不符：曾被改动，不予取出\n`,
          `the recorded rule set isn't what its digest ${digest} says: it was altered, and isn't written\n`,
        ),
      );
      return EXIT.findings;
    }
    const files = Object.entries(filesOf(bytes));
    for (const [path, json] of files) await writeInto(folder, path, json, output);
    output.out(say(output, `${files.length} 个文件写入 ${folder}\n`, `${files.length} files in ${folder}\n`));
    return EXIT.fine;
  });
}

/** Never outside the folder, whatever the path says. */
async function writeInto(folder: string, path: string, json: unknown, output: Output): Promise<void> {
  const target = resolve(folder, path);
  if (relative(resolve(folder), target).startsWith('..'))
    throw new Error(`'${path}' leads out of the folder`);
  await mkdir(dirname(target), { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new WrongUse(cantWrite(dirname(target), cause, output));
  });
  await writeResult(target, `${JSON.stringify(json, null, 2)}\n`, output);
}
