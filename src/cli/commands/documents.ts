import { basename } from 'node:path';
import type { Command } from 'commander';
import { checkDocuments } from '../../app/check-documents.ts';
import { seedsDirectory } from '../../io/directories.ts';
import { readTextFiles } from '../../io/rule-files.ts';
import { parseDocuments } from '../../rules/parse-document.ts';
import { readDirectory } from '../inputs.ts';
import { EXIT, type ExitCode, Findings, type Output, paint, printJson, WrongUse } from '../output.ts';

interface Options {
  readonly originals: string;
  readonly seeds?: string;
  readonly json?: boolean;
}

/** `mianshen documents check`: the digests in the seeds against the original documents. */
export function addDocuments(
  program: Command,
  run: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('documents')
    .description('the source documents / 来源文件')
    .command('check')
    .description('compare the digests in seeds/ with the originals / 用原文核对条款摘要')
    .requiredOption('--originals <dir>', 'where the original texts are / 原文目录')
    .option('--seeds <dir>', 'documents directory (default: the one shipped) / 文件目录')
    .option('--json', 'findings as JSON / 输出 JSON')
    .action((options: Options) => run((output) => check(options, output)));
}

async function check({ originals, seeds, json }: Options, output: Output): Promise<ExitCode> {
  const { documents, diagnostics } = parseDocuments(await readDirectory(seeds ?? seedsDirectory(), output));
  if (diagnostics.length > 0) throw new Findings(diagnostics);
  const texts = await readTextFiles(originals).catch(() => {
    throw new WrongUse(
      output.language === 'zh' ? `读不到目录 ${originals}` : `can't read the directory ${originals}`,
    );
  });
  const originalTexts = new Map(texts.map(({ path, text }) => [basename(path), text]));
  const findings = checkDocuments(documents, originalTexts);
  if (json === true) printJson(output, { ok: findings.length === 0, findings });
  else {
    for (const finding of findings)
      output.err(
        `${finding.file} ${finding.path}  ${paint(output, 'red', finding.message[output.language])}\n`,
      );
    const clauses = documents.reduce((total, each) => total + each.json.clauses.length, 0);
    output.out(
      output.language === 'zh'
        ? `${documents.length} 份文件，${clauses} 条，${findings.length} 处不符\n`
        : `${documents.length} documents, ${clauses} clauses, ${findings.length} findings\n`,
    );
  }
  return findings.length === 0 ? EXIT.fine : EXIT.findings;
}
