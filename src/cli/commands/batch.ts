import { InvalidArgumentError, Option } from 'commander';
import { BatchBroken, BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Question } from '../../app/batch/decide-part.ts';
import { FOUND_OUTCOMES, type FoundOutcome } from '../../batch/found-rows.ts';
import { createMatcher } from '../../engine/index/matcher.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { todayInShanghai } from '../../io/clock.ts';
import { type Files, runBatchFiles } from '../../io/table-files/batch-files.ts';
import { FORMATS, type Format, formatOf } from '../../io/table-files/format.ts';
import { ENCODINGS, type Encoding } from '../../io/table-files/text-file.ts';
import { nearest } from '../../rules/nearest.ts';
import { SELF_DECLARED } from '../../rules/profile-json.ts';
import { startBatchProgress } from '../batch-progress.ts';
import { printResult } from '../batch-text.ts';
import { asOfOption, type CommandLine, rulesOption, say } from '../command-line.ts';
import { loadRules } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, WrongUse } from '../output.ts';

interface Options {
  readonly out: string;
  readonly asOf?: string;
  readonly rules?: string;
  readonly source?: string;
  readonly policies?: readonly string[];
  readonly only?: readonly FoundOutcome[];
  readonly subject?: string;
  readonly format?: Format;
  readonly encoding?: Encoding;
  readonly threads?: number;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** `mianshen batch INPUT --out OUTPUT`: the enterprises of a file against every policy in force. */
export function addBatch(line: CommandLine): void {
  const command = line.program
    .command('batch')
    .description(
      say(line, '为一个文件里的全部企业匹配政策', 'all enterprises of a file against the policies'),
    )
    .argument('<input>', say(line, 'CSV、NDJSON 或 Parquet 文件', 'CSV, NDJSON or Parquet file'));
  for (const option of options(line)) command.addOption(option);
  command
    .addHelpText('after', say(line, HELP.zh, HELP.en))
    .action((input: string, given: Options) => line.run((output) => batch(input, given, output)));
}

function options(line: CommandLine): readonly Option[] {
  const option = (flags: string, zh: string, en: string) => new Option(flags, say(line, zh, en));
  return [
    option(
      '--out <file>',
      '输出文件，按扩展名定格式',
      'the output; its ending says the format',
    ).makeOptionMandatory(),
    asOfOption(line),
    rulesOption(line),
    option('--source <authority>', '数据由哪个部门提供（默认企业自报）', 'who vouches for the values'),
    option('--policies <ids>', '只要这些政策（逗号分隔）', 'these policies only, with commas').argParser(
      idsOf(line),
    ),
    option('--only <outcomes>', '只要这些结果，如 eligible', 'these outcomes only').argParser(
      outcomesOf(line),
    ),
    option('--subject <column>', '主体列（默认 subject）', 'column of the subject (default: subject)'),
    option('--format <format>', '输入格式（默认看扩展名）', 'format of the input').choices(FORMATS),
    option('--encoding <name>', '文本编码（默认自动识别）', 'encoding of the text').choices(ENCODINGS),
    option(
      '--threads <number>',
      '匹配线程数（默认 1：不另起线程；多则更占内存）',
      'threads that match (default 1: none is started; more take more memory)',
    ).argParser(threadsOf(line)),
    option(
      '--force',
      '替换已有的输出；上次做的属另一次运行或已损坏时从头开始',
      'replace the output; start anew where the beginnings are of another run or damaged',
    ),
    option('--quiet', '不显示进度', 'show no progress'),
    option('--json', '以 JSON 输出小结', 'the summary as JSON'),
  ];
}

const HELP = {
  zh: `
每列是一个指标编号，空格即缺数据；NDJSON 每行 {"subject": …, "profile": {…}}。
输出各列：subject, policy, outcome, amount, paid, missing
坏行另记入 OUTPUT.rejects.ndjson，退出码为 1。中断后再运行同一命令即接着做。

例：
  mianshen batch 企业.csv --out 结果.parquet --as-of 2024-09-01
  mianshen batch 企业.parquet --out 符合.csv --only eligible
  mianshen batch 企业.ndjson --out 一项.csv --policies xuancheng-service-officer`,
  en: `
Columns are fact ids, an empty cell is absent; a line of NDJSON is
{"subject": "...", "profile": {...}}.
Columns of the output: subject, policy, outcome, amount, paid, missing
Bad rows go to OUTPUT.rejects.ndjson, and the exit code is 1. Run the same
command again after it broke off, and it goes on.

Examples:
  mianshen batch firms.csv --out found.parquet --as-of 2024-09-01
  mianshen batch firms.parquet --out eligible.csv --only eligible
  mianshen batch firms.ndjson --out one.csv --policies xuancheng-service-officer`,
} as const;

function listOf(value: string): readonly string[] {
  const items = value.split(',').map((each) => each.trim());
  return items.filter((each) => each !== '');
}

function idsOf(line: CommandLine) {
  return (value: string): readonly string[] => {
    const ids = listOf(value);
    if (ids.length > 0) return ids;
    throw new InvalidArgumentError(
      say(line, '应为政策编号，以逗号分隔。', 'Expected ids of policies, with commas.'),
    );
  };
}

function outcomesOf(line: CommandLine) {
  return (value: string): readonly string[] => {
    const outcomes = listOf(value);
    const known: readonly string[] = FOUND_OUTCOMES;
    if (outcomes.length > 0 && outcomes.every((each) => known.includes(each))) return outcomes;
    const all = FOUND_OUTCOMES.join(', ');
    throw new InvalidArgumentError(say(line, `应为 ${all}。`, `Expected some of ${all}.`));
  };
}

function threadsOf(line: CommandLine) {
  return (value: string): number => {
    const threads = Number(value);
    if (/^\d+$/.test(value) && threads >= 1 && threads <= 64) return threads;
    throw new InvalidArgumentError(
      say(line, '应为 1 到 64 的整数。', 'Expected a whole number from 1 to 64.'),
    );
  };
}

async function batch(input: string, options: Options, output: Output): Promise<ExitCode> {
  const files = filesOf(input, options, output);
  const { ruleSet } = await loadRules(options.rules, output);
  const question = questionOf(ruleSet, options, output);
  const progress = startBatchProgress(output, options.quiet === true);
  const abort = new AbortController();
  const stop = () => {
    abort.abort();
    progress.stop();
    output.err(say(output, ...STOPPING));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const result = await runBatchFiles(question, files, { signal: abort.signal, ...progress });
    progress.stop();
    printResult(result, options, output);
    if (!result.isWhole) return EXIT.broken;
    return result.tally.rejected > 0 ? EXIT.findings : EXIT.fine;
  } catch (cause) {
    progress.stop();
    if (cause instanceof BatchRefused) throw new WrongUse(cause.text[output.language]);
    if (!(cause instanceof BatchBroken)) throw cause;
    output.err(`${cause.text[output.language]}\n`);
    return EXIT.broken;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const STOPPING = ['做完手上这一批即停\n', 'ends after the part in hand\n'] as const;

function filesOf(input: string, options: Options, output: Output): Files {
  const { out, format, encoding, subject, threads = 1, force = false } = options;
  const endings = '.csv .ndjson .jsonl .parquet';
  const inputFormat = format ?? formatOf(input);
  if (inputFormat === undefined)
    throw new WrongUse(
      say(output, `看不出 ${input} 的格式，请加 --format`, `what format is ${input}? Say it with --format`),
    );
  const outputFormat = formatOf(out);
  if (outputFormat === undefined)
    throw new WrongUse(
      say(
        output,
        `--out 的扩展名应为 ${endings} 之一：${out}`,
        `--out must end in one of ${endings}: ${out}`,
      ),
    );
  const { language } = output;
  return { input, output: out, inputFormat, outputFormat, encoding, subject, threads, force, language };
}

function questionOf(ruleSet: RuleSet, options: Options, output: Output): Question {
  const { asOf = todayInShanghai(), source = SELF_DECLARED, policies, only } = options;
  const known = ruleSet.policies.map(({ id }) => id);
  for (const id of policies ?? [])
    if (!known.includes(id)) throw unknown(output, ['政策', 'policy'], id, known);
  const authorities = [SELF_DECLARED, ...ruleSet.authorities.keys()];
  if (!authorities.includes(source)) throw unknown(output, ['部门', 'authority'], source, authorities);
  return {
    ruleSet,
    matcher: createMatcher(ruleSet),
    asOf,
    source: source === SELF_DECLARED ? null : source,
    policies: policies === undefined ? undefined : new Set(policies),
    only: only === undefined ? undefined : new Set(only),
  };
}

function unknown(
  output: Output,
  [zh, en]: readonly [string, string],
  id: string,
  known: readonly string[],
): WrongUse {
  const near = nearest(id, known);
  return new WrongUse(
    say(
      output,
      `没有编号为“${id}”的${zh}${near === undefined ? '' : `，是不是想写“${near}”？`}`,
      `there is no ${en} '${id}'${near === undefined ? '' : `: did you mean '${near}'?`}`,
    ),
  );
}
