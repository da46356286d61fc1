import Table from 'cli-table3';
import type { Command } from 'commander';
import { type Answer, answer, type MatchView } from '../../app/answer.ts';
import { secondOpinion } from '../../app/second-opinion.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { MatchRequest } from '../../rules/match-request.ts';
import { loadRules, readRequest } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, paint, printJson, WrongUse } from '../output.ts';
import { BENEFIT_WORDS, DELIVERY_WORDS, OUTCOME_WORDS, OUTCOMES } from '../words.ts';

interface Options {
  readonly asOf?: string;
  readonly rules?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly engine?: string;
}

/** `mianshen match PROFILE.json`: one enterprise against every policy in force. */
export function addMatch(
  program: Command,
  run: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('match')
    .description('one enterprise against every policy / 为一家企业匹配全部政策')
    .argument('<profile>', 'JSON file: a match request, or the profile alone / 企业档案文件')
    .option('--as-of <date>', 'as-of date, YYYY-MM-DD (default: today in Shanghai) / 判断日')
    .option('--rules <dir>', 'rule set directory / 规则目录')
    .option('--all', 'show ineligible policies too / 也列出不符合的政策')
    .option('--json', 'the answer of the HTTP interface / 输出 JSON')
    .option('--engine <name>', 'direct or reference / 用哪个引擎判断', 'direct')
    .action((file: string, options: Options) => run((output) => matchOne(file, options, output)));
}

async function matchOne(file: string, options: Options, output: Output): Promise<ExitCode> {
  if (!['direct', 'reference'].includes(options.engine ?? 'direct'))
    throw new WrongUse(`--engine ${options.engine}: direct | reference`);
  const { ruleSet } = await loadRules(options.rules, output);
  const request = await readRequest(file, ruleSet, options, output);
  if (options.engine === 'reference') return byReference(ruleSet, request, options, output);
  const result = answer(ruleSet, request, output.language);
  if (options.json === true) printJson(output, result);
  else printAnswer(result, request.name, output);
  return EXIT.fine;
}

/** The second opinion: outcomes alone, from json-rules-engine. */
async function byReference(
  ruleSet: RuleSet,
  request: MatchRequest,
  { json }: Options,
  output: Output,
): Promise<ExitCode> {
  const opinion = await secondOpinion(ruleSet, request);
  if (json === true) {
    printJson(output, opinion);
    return EXIT.fine;
  }
  const titles = new Map(ruleSet.policies.map(({ id, title }) => [id, title[output.language]]));
  const table = newTable();
  for (const { policy, outcome } of opinion.matches)
    table.push([OUTCOME_WORDS[outcome][output.language], titles.get(policy) ?? policy]);
  output.out(`${opinion.engine}  ${opinion.asOf}\n${table.toString()}\n`);
  return EXIT.fine;
}

function printAnswer(result: Answer, name: string | null, output: Output): void {
  const { language } = output;
  const who = [name, result.subject].filter((each) => each !== null && each !== undefined).join('  ');
  const counts = OUTCOMES.map((outcome) => `${OUTCOME_WORDS[outcome][language]} ${result.counts[outcome]}`);
  output.out(`${paint(output, 'bold', who === '' ? '—' : who)}  ${result.asOf}\n${counts.join(' · ')}\n\n`);
  for (const match of result.matches) output.out(formatMatch(match, output));
  if (result.missing.length > 0) output.out(formatMissing(result, output));
}

function formatMatch(match: MatchView, output: Output): string {
  const { language } = output;
  const zh = language === 'zh';
  const word = OUTCOME_WORDS[match.outcome][language];
  const mark = { eligible: 'green', conditional: 'cyan', undetermined: 'yellow', ineligible: 'dim' } as const;
  const delivery = DELIVERY_WORDS[match.delivery][language];
  const kind =
    BENEFIT_WORDS[match.benefit.kind as keyof typeof BENEFIT_WORDS]?.[language] ?? match.benefit.kind;
  const line = (zhLabel: string, enLabel: string, text: string): string =>
    `    ${paint(output, 'dim', zh ? zhLabel : enLabel.padEnd(9))} ${text}`;
  const lines = [
    `${paint(output, mark[match.outcome], `【${word}】`)}${paint(output, 'bold', match.title)}（${match.automatic ? `✔${delivery}` : delivery}）`,
    line('享受', 'benefit', `${kind}${zh ? '：' : ': '}${match.benefit.text}`),
    ...match.reasons.map((reason) => line('理由', 'reason', reason.text)),
    ...match.remaining.map((each) =>
      line('待确认', 'remaining', `${each.text}（${[each.confirmedBy].flat().join(zh ? '、' : ', ')}）`),
    ),
    line(
      '依据',
      'source',
      match.source.map(({ document, clause }) => `${document} ${clause}`).join(zh ? '、' : ', '),
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

function formatMissing(result: Answer, output: Output): string {
  const zh = output.language === 'zh';
  const table = newTable(
    zh ? ['还缺的数据', '可由谁证实', '可定政策数'] : ['missing fact', 'who can vouch', 'settles'],
  );
  for (const { fact, label, authorities, decides } of result.missing)
    table.push([`${label}\n${fact}`, authorities.join(zh ? '、' : ', '), decides.length]);
  return `${table.toString()}\n`;
}

function newTable(head: string[] = []): InstanceType<typeof Table> {
  return new Table({ head, style: { head: [], border: [] }, wordWrap: true });
}
