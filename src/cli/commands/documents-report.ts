import type { Command } from 'commander';
import { type Coverage, type DocumentCoverage, reportDocuments } from '../../app/document-report.ts';
import { load } from '../../app/load.ts';
import { rulesDirectory, seedsDirectory } from '../../io/directories.ts';
import { type CommandLine, rulesOption, say } from '../command-line.ts';
import { findingsIn, readDirectory } from '../inputs.ts';
import { EXIT, type ExitCode, formatColumns, type Output, paint, printJson } from '../output.ts';

interface Options {
  readonly rules?: string;
  readonly seeds?: string;
  readonly json?: boolean;
}

/** `mianshen documents report`: how much of each document has become policies, and who has to confirm what. */
export function addDocumentsReport(documents: Command, line: CommandLine): void {
  documents
    .command('report')
    .description(say(line, '各文件有多少条款已成为政策', 'how much of each document has become policies'))
    .addOption(rulesOption(line))
    .option(
      '--seeds <dir>',
      say(line, '文件目录（默认随附的）', 'documents directory (default: the one shipped)'),
    )
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .action((options: Options) => line.run((output) => report(options, output)));
}

async function report(
  { rules: rulesPath, seeds: seedsPath, json }: Options,
  output: Output,
): Promise<ExitCode> {
  const rules = await readDirectory(rulesPath ?? rulesDirectory(), output);
  const seeds = await readDirectory(seedsPath ?? seedsDirectory(), output);
  const result = load(rules.files, seeds.files);
  if (!result.ok) throw findingsIn(result.diagnostics, rules, seeds);
  const { ruleSet, documents } = result.loaded;
  const found = reportDocuments(
    documents.map((each) => each.json),
    ruleSet,
  );
  if (json === true) printJson(output, found);
  else printReport(found.documents, found.total, output);
  return found.total.unencoded.length === 0 ? EXIT.fine : EXIT.findings;
}

function printReport(documents: readonly DocumentCoverage[], total: Coverage, output: Output): void {
  const all = say(output, '合计', 'total');
  const head = HEAD.map(([zh, en]) => say(output, zh, en));
  output.out(formatColumns([head, ...documents.map((each) => row(each.id, each)), row(all, total)]));
  for (const path of total.unencoded)
    output.out(`${paint(output, 'red', say(output, `没有政策：${path}`, `no policy: ${path}`))}\n`);
  output.out(`\n${paint(output, 'bold', say(output, '由谁确认', 'Who confirms'))}\n`);
  const asked = documents.filter(({ residuals }) => residuals > 0);
  if (asked.length === 0) output.out(say(output, '  没有\n', '  nobody\n'));
  else output.out(formatColumns(asked.map((each) => [`  ${each.id}`, confirmers(each, output)])));
}

const HEAD = [
  ['文件', 'document'],
  ['条款', 'clauses'],
  ['已成政策', 'encoded'],
  ['其中须确认', 'to confirm'],
  ['部门职责', 'duty'],
  ['背景', 'context'],
  ['政策', 'policies'],
  ['每条政策数', 'per clause'],
  ['待确认条件', 'residuals'],
] as const;

function row(name: string, each: Coverage): readonly string[] {
  const part = (key: keyof Coverage['shares']): string =>
    `${each[key]} (${(each.shares[key] * 100).toFixed(1)}%)`;
  return [
    name,
    `${each.clauses}`,
    ...[part('encoded'), part('withResidual'), part('duty'), part('context')],
    `${each.policies}`,
    each.policiesPerClause?.toFixed(2) ?? '–',
    `${each.residuals}`,
  ];
}

/** As many as go on a line; the rest only as a number. */
const SHOWN = 5;

function confirmers({ confirmers: all }: Coverage, output: Output): string {
  const shown = all.slice(0, SHOWN).map(({ confirmedBy, residuals }) => `${confirmedBy} ${residuals}`);
  const rest = all.length - shown.length;
  const more =
    rest === 0 ? [] : [say(output, `另有 ${rest} 家（--json 列全）`, `${rest} more (all with --json)`)];
  return [...shown, ...more].join(say(output, '；', '; '));
}
