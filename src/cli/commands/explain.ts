import type { Command } from 'commander';
import { decidePolicy, type PolicyDecision } from '../../app/decide-policy.ts';
import type { ExplanationView, ReadingView } from '../../app/explanation.ts';
import { type PolicyView, viewPolicy } from '../../app/policy-view.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { nearest } from '../../rules/nearest.ts';
import { outlineLines } from '../../rules/plain/outline.ts';
import { loadRules, readRequest } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, paint, printJson, WrongUse } from '../output.ts';
import { BASIS_WORDS, BENEFIT_WORDS, DELIVERY_WORDS, OUTCOME_WORDS, TRUTH_MARKS } from '../words.ts';

interface Options {
  readonly asOf?: string;
  readonly rules?: string;
  readonly json?: boolean;
}

/** `mianshen explain POLICY [PROFILE]`: a policy in plain language; with a profile, why it does or doesn't match. */
export function addExplain(
  program: Command,
  run: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('explain')
    .description('a policy in plain language / 用平实的话说明一项政策')
    .argument('<policy>', 'policy id / 政策编号')
    .argument('[profile]', 'why it matches this enterprise or not / 企业档案文件')
    .option('--as-of <date>', 'as-of date, YYYY-MM-DD / 判断日')
    .option('--rules <dir>', 'rule set directory / 规则目录')
    .option('--json', 'as JSON / 输出 JSON')
    .action((policy: string, profile: string | undefined, options: Options) =>
      run((output) => explain(policy, profile, options, output)),
    );
}

async function explain(
  id: string,
  file: string | undefined,
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const { ruleSet, documents } = await loadRules(options.rules, output);
  const policy = ruleSet.policies.find((each) => each.id === id);
  if (policy === undefined) throw unknownPolicy(id, ruleSet, output);
  const view = viewPolicy(ruleSet, documents, policy, output.language);
  const request = file === undefined ? null : await readRequest(file, ruleSet, options, output);
  const decision = request === null ? null : decidePolicy(ruleSet, policy, request, output.language);
  if (options.json === true) printJson(output, { ...view, ...(decision === null ? {} : { decision }) });
  else {
    printPolicy(view, output);
    if (decision !== null) printDecision(decision, output);
  }
  return EXIT.fine;
}

function unknownPolicy(id: string, ruleSet: RuleSet, output: Output): WrongUse {
  const near = nearest(
    id,
    ruleSet.policies.map((each) => each.id),
  );
  const zh = output.language === 'zh';
  const hint = near === undefined ? '' : zh ? `，是不是“${near}”？` : `, did you mean '${near}'?`;
  return new WrongUse(zh ? `没有编号为“${id}”的政策${hint}` : `there is no policy '${id}'${hint}`);
}

function printPolicy(view: PolicyView, output: Output): void {
  const zh = output.language === 'zh';
  const kind = BENEFIT_WORDS[view.benefit.kind as keyof typeof BENEFIT_WORDS]?.[output.language];
  const section = (zhTitle: string, enTitle: string, lines: readonly string[]): string =>
    lines.length === 0
      ? ''
      : `\n${paint(output, 'bold', zh ? zhTitle : enTitle)}\n${lines.map((each) => `  ${each}`).join('\n')}\n`;
  const open = zh ? '未写明' : 'not stated';
  output.out(
    [
      `${paint(output, 'bold', view.title)}  ${paint(output, 'dim', view.id)}\n${view.summary}\n`,
      section('享受', 'Benefit', [`${kind}${zh ? '：' : ': '}${view.benefit.text}`]),
      section('条件', 'Conditions', outlineLines(view.conditions)),
      section(
        '另须确认',
        'To be confirmed',
        view.residual.map((each) => `${each.text}（${each.confirmedBy}）`),
      ),
      section('方式与期限', 'Delivery and validity', [
        `${DELIVERY_WORDS[view.delivery][output.language]} · ${BASIS_WORDS[view.basis][output.language]} · ${view.validFrom ?? open} — ${view.validTo ?? open}`,
      ]),
      section('责任单位', 'Departments', view.departments.length === 0 ? [] : [view.departments.join('、')]),
      section(
        '依据',
        'Source',
        view.clauses.map((each) => `《${each.documentTitle}》 ${each.clause}  ${each.summary}`),
      ),
    ].join(''),
  );
}

function printDecision({ asOf, outcome, explanation }: PolicyDecision, output: Output): void {
  const zh = output.language === 'zh';
  const notInForce = zh ? '不在有效期内' : 'not in force';
  const word = outcome === 'not-in-force' ? notInForce : OUTCOME_WORDS[outcome][output.language];
  const lines = explanationLines(explanation, 1, output);
  output.out(
    `\n${paint(output, 'bold', `${zh ? '判断' : 'Decision'} ${asOf}：${word}`)}\n${lines.join('\n')}\n`,
  );
}

const GROUP_WORDS = {
  all: { zh: '同时满足', en: 'all of' },
  any: { zh: '任一满足', en: 'any of' },
  not: { zh: '不得有', en: 'not' },
} as const;

function explanationLines(node: ExplanationView, depth: number, output: Output): readonly string[] {
  const label =
    node.kind === 'leaf' || node.kind === 'named' ? node.text : GROUP_WORDS[node.kind][output.language];
  const indent = '  '.repeat(depth);
  const line = `${indent}${TRUTH_MARKS[node.truth]} ${node.leaf?.text ?? label ?? ''}`;
  return [
    line,
    ...(node.from ?? []).flatMap((reading) => readingLines(reading, depth + 1, output)),
    ...(node.parts ?? []).flatMap((part) => explanationLines(part, depth + 1, output)),
  ];
}

function readingLines(reading: ReadingView, depth: number, output: Output): readonly string[] {
  return [
    `${'  '.repeat(depth)}= ${reading.text}`,
    ...(reading.from ?? []).flatMap((input) => readingLines(input, depth + 1, output)),
    ...(reading.rows ?? []).flatMap((row) => explanationLines(row, depth + 1, output)),
  ];
}
