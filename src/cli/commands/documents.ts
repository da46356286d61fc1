import { basename } from 'node:path';
import type { Finding } from '../../app/check-documents.ts';
import { seedsDirectory } from '../../io/directories.ts';
import { readTextFiles } from '../../io/rule-files.ts';
import { parseDocuments } from '../../rules/parse-document.ts';
import { type CommandLine, say } from '../command-line.ts';
import { findingsIn, pathFromHere, readDirectory, unreadableDirectory } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, paint, printJson } from '../output.ts';
import { addDocumentsReport } from './documents-report.ts';

interface Options {
  readonly originals: string;
  readonly seeds?: string;
  readonly json?: boolean;
}

/** `mianshen documents check`: the digests in the seeds against the original documents; and `report`. */
export function addDocuments(line: CommandLine): void {
  const documents = line.program
    .command('documents')
    .description(say(line, '来源文件', 'the source documents'));
  addDocumentsReport(documents, line);
  documents
    .command('check')
    .description(say(line, '用原文核对条款摘要', 'compare the digests in seeds/ with the originals'))
    .requiredOption('--originals <dir>', say(line, '原文目录', 'where the original texts are'))
    .option(
      '--seeds <dir>',
      say(line, '文件目录（默认随附的）', 'documents directory (default: the one shipped)'),
    )
    .option('--json', say(line, '输出 JSON', 'findings as JSON'))
    .action((options: Options) => line.run((output) => check(options, output)));
}

async function check({ originals, seeds: path, json }: Options, output: Output): Promise<ExitCode> {
  const seeds = await readDirectory(path ?? seedsDirectory(), output);
  const { documents, diagnostics } = parseDocuments(seeds.files);
  if (diagnostics.length > 0) throw findingsIn(diagnostics, seeds, null);
  const texts = await readTextFiles(originals).catch((cause: unknown) => {
    throw unreadableDirectory(originals, cause, output);
  });
  const originalTexts = new Map(texts.map((file) => [basename(file.path), file.text]));
  // Imported here: it brings word lists of Chinese that few other commands need.
  const { checkDocuments } = await import('../../app/check-documents.ts');
  const findings = checkDocuments(documents, originalTexts).map((each) => ({
    ...each,
    file: pathFromHere(seeds.path, each.file),
  }));
  if (json === true) printJson(output, { ok: findings.length === 0, findings });
  else {
    const clauses = documents.reduce((total, each) => total + each.json.clauses.length, 0);
    printFindings(findings, { documents: documents.length, clauses }, output);
  }
  return findings.length === 0 ? EXIT.fine : EXIT.findings;
}

function printFindings(
  findings: readonly Finding[],
  { documents, clauses }: { readonly documents: number; readonly clauses: number },
  output: Output,
): void {
  for (const { file, path, message } of findings)
    output.err(`${file} ${path}  ${paint(output, 'red', message[output.language])}\n`);
  output.out(
    say(
      output,
      `${documents} 份文件，${clauses} 条，${findings.length} 处不符\n`,
      `${documents} documents, ${clauses} clauses, ${findings.length} findings\n`,
    ),
  );
}
