import { decidePolicy, type PolicyDecision } from '../../app/decide-policy.ts';
import type { ExplanationView, ReadingView } from '../../app/explanation.ts';
import { type PolicyView, viewPolicy } from '../../app/policy-view.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { nearest } from '../../rules/nearest.ts';
import { outlineLines } from '../../rules/plain/outline.ts';
import { formatBenefit, formatRemaining, listed } from '../answer-text.ts';
import { asOfOption, type CommandLine, rulesOption, say } from '../command-line.ts';
import { loadRules, readRequest } from '../inputs.ts';
import { EXIT, type ExitCode, type Output, paint, printJson, WrongUse } from '../output.ts';
import { BASIS_WORDS, DELIVERY_WORDS, OUTCOME_WORDS, TRUTH_MARKS } from '../words.ts';

interface Options {
  readonly asOf?: string;
  readonly rules?: string;
  readonly json?: boolean;
}

/** `mianshen explain POLICY [PROFILE]`: a policy in plain language; with a profile, why it does or doesn't match. */
export function addExplain(line: CommandLine): void {
  line.program
    .command('explain')
    .description(say(line, '用平实的话说明一项政策', 'a policy in plain language'))
    .argument('<policy>', say(line, '政策编号', 'policy id'))
    .argument(
      '[profile]',
      say(line, '企业档案文件：为何符合或不符合', 'why it matches this enterprise or not'),
    )
    .addOption(asOfOption(line))
    .addOption(rulesOption(line))
    .option('--json', say(line, '输出 JSON', 'as JSON'))
    .action((policy: string, profile: string | undefined, options: Options) =>
      line.run((output) => explain(policy, profile, options, output)),
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
    if (decision !== null) printDecision(decision, ruleSet, output);
  }
  return EXIT.fine;
}

function unknownPolicy(id: string, ruleSet: RuleSet, output: Output): WrongUse {
  const ids = ruleSet.policies.map((each) => each.id);
  const near = nearest(id, ids);
  const [zh, en] = near === undefined ? ['', ''] : [`，是不是“${near}”？`, `, did you mean '${near}'?`];
  return new WrongUse(say(output, `没有编号为“${id}”的政策${zh}`, `there is no policy '${id}'${en}`));
}

function printPolicy(view: PolicyView, output: Output): void {
  output.out(`${paint(output, 'bold', view.title)}  ${paint(output, 'dim', view.id)}\n${view.summary}\n`);
  const section = (zh: string, en: string, lines: readonly string[]): void => {
    if (lines.length > 0) output.out(formatSection(say(output, zh, en), lines, output));
  };
  section('享受', 'Benefit', [formatBenefit(view.benefit, output)]);
  section('条件', 'Conditions', outlineLines(view.conditions, output.language));
  section(
    '另须确认',
    'To be confirmed',
    view.residual.map((each) => formatRemaining(each, output)),
  );
  section('方式与期限', 'Delivery and validity', [formatDelivery(view, output)]);
  section('责任单位', 'Departments', view.departments.length === 0 ? [] : [listed(view.departments, output)]);
  section(
    '依据',
    'Source',
    view.clauses.map(({ documentTitle, clause, summary }) =>
      say(output, `《${documentTitle}》 ${clause}  ${summary}`, `${documentTitle} ${clause}  ${summary}`),
    ),
  );
}

function formatSection(title: string, lines: readonly string[], output: Output): string {
  return `\n${paint(output, 'bold', title)}\n${lines.map((each) => `  ${each}`).join('\n')}\n`;
}

function formatDelivery({ delivery, basis, validFrom, validTo }: PolicyView, output: Output): string {
  const open = say(output, '未写明', 'not stated');
  const words = [DELIVERY_WORDS[delivery][output.language], BASIS_WORDS[basis][output.language]];
  return `${words.join(' · ')} · ${validFrom ?? open} — ${validTo ?? open}`;
}

function printDecision(decision: PolicyDecision, ruleSet: RuleSet, output: Output): void {
  const { asOf, outcome, explanation, missing, remaining } = decision;
  const notInForce = say(output, '不在有效期内', 'not in force');
  const word = outcome === 'not-in-force' ? notInForce : OUTCOME_WORDS[outcome][output.language];
  const title = say(output, `判断 ${asOf}：${word}`, `Decision ${asOf}: ${word}`);
  const labels = missing.map((fact) => `${ruleSet.facts.get(fact)?.label[output.language] ?? fact}  ${fact}`);
  const confirm = remaining.map((each) => formatRemaining(each, output));
  output.out(formatSection(title, explanationLines(explanation, output), output));
  if (labels.length > 0) output.out(formatSection(say(output, '还缺的数据', 'Missing'), labels, output));
  if (confirm.length > 0) output.out(formatSection(say(output, '待确认', 'Remaining'), confirm, output));
}

const GROUP_WORDS = {
  all: { zh: '同时满足', en: 'all of' },
  any: { zh: '任一满足', en: 'any of' },
  not: { zh: '不得有', en: 'not' },
} as const;

/** A group of one is that one, and an `all` inside an `all` says nothing by its nesting; likewise `any`. */
function explanationLines(node: ExplanationView, output: Output): readonly string[] {
  const parts = partsOf(node);
  const [only] = parts;
  if ((node.kind === 'all' || node.kind === 'any') && parts.length === 1 && only !== undefined)
    return explanationLines(only, output);
  const label =
    node.kind === 'leaf' || node.kind === 'named' ? node.text : GROUP_WORDS[node.kind][output.language];
  const below = [
    ...(node.from ?? []).flatMap((reading) => readingLines(reading, output)),
    ...parts.flatMap((part) => explanationLines(part, output)),
  ];
  return [`${TRUTH_MARKS[node.truth]} ${node.leaf?.text ?? label ?? ''}`, ...below.map(indented)];
}

function partsOf({ kind, parts = [] }: ExplanationView): readonly ExplanationView[] {
  const isFlat = kind === 'all' || kind === 'any';
  return parts.flatMap((part) => (isFlat && part.kind === kind ? partsOf(part) : [part]));
}

function readingLines(reading: ReadingView, output: Output): readonly string[] {
  const below = [
    ...(reading.from ?? []).flatMap((input) => readingLines(input, output)),
    ...(reading.rows ?? []).flatMap((row) => explanationLines(row, output)),
  ];
  return [`= ${reading.text}`, ...below.map(indented)];
}

function indented(line: string): string {
  return `  ${line}`;
}
