import type { PolicyGains } from '../app/gains-and-losses.ts';
import type { Difference } from '../app/outcome-difference.ts';
import { REDECIDE_RESULTS, type Redecided, type RedecideResult } from '../app/redecide.ts';
import { REPLAY_RESULTS, type Replay, type ReplayResult } from '../app/replay.ts';
import type { ReplaySummary } from '../app/replay-summary.ts';
import type { RuleSet, Text } from '../engine/rule-set.ts';
import { say } from './command-line.ts';
import { titleOf } from './decision-text.ts';
import { formatColumns, type Output, paint } from './output.ts';
import { OUTCOME_WORDS } from './words.ts';

const RESULT_WORDS = {
  identical: { zh: '一致', en: 'identical' },
  erased: { zh: '已抹除', en: 'erased' },
  'engine-differs': { zh: '引擎判断不同', en: 'the engine differs' },
  'reference-differs': { zh: '参照判断不同', en: 'the reference differs' },
  'not-replayable': { zh: '不能重放', en: "can't be replayed" },
  decided: { zh: '已重新判断', en: 'decided' },
  refused: { zh: '新规则集不接受', en: 'refused by the other rule set' },
} as const satisfies Record<ReplayResult | RedecideResult, Text>;

/** Findings shown on the terminal; the file and JSON have more. */
const SHOWN = 10;

/** One replay: its result, and each difference. */
export function formatReplay(replay: Replay, output: Output): string {
  const { id, result, engine, differences, referenceDifferences, why } = replay;
  const fine = result === 'identical' || result === 'erased';
  const versions =
    engine.recorded === engine.now
      ? say(output, `引擎 ${engine.now}`, `engine ${engine.now}`)
      : say(output, `引擎 ${engine.recorded} → ${engine.now}`, `engine ${engine.recorded} → ${engine.now}`);
  const head = `${id}  ${paint(output, fine ? 'green' : 'red', RESULT_WORDS[result][output.language])}  ${versions}\n`;
  return [
    head,
    ...(why === undefined ? [] : [`    ${why[output.language]}\n`]),
    ...differences.map((each) => formatDifference(say(output, '引擎', 'engine'), each, output)),
    ...referenceDifferences.map((each) => formatDifference(say(output, '参照', 'reference'), each, output)),
  ].join('');
}

function formatDifference(by: string, { policy, what, at, fact, recorded, now }: Difference, output: Output) {
  const place = [policy, what, fact, at].filter((each) => each !== undefined && each !== '').join(' ');
  const [then, again] = [JSON.stringify(recorded), JSON.stringify(now)];
  return say(
    output,
    `    ${by}  ${place}：留存 ${then}，重放 ${again}\n`,
    `    ${by}  ${place}: recorded ${then}, now ${again}\n`,
  );
}

/** How many of each result, after the first findings. */
export function formatSummary(summary: ReplaySummary, output: Output): string {
  const shown = summary.findings.slice(0, SHOWN).map((replay) => formatReplay(replay, output));
  const rest = summary.findings.length + summary.findingsLeftOut - shown.length;
  const more =
    rest === 0 ? '' : say(output, `…另有 ${rest} 条（--json、--out）\n`, `… ${rest} more (--json, --out)\n`);
  return `${shown.join('')}${more}${formatCounts(REPLAY_RESULTS, summary.results, output)}`;
}

function formatCounts<R extends ReplayResult | RedecideResult>(
  all: readonly R[],
  results: Readonly<Record<R, number>>,
  output: Output,
): string {
  return formatColumns(all.map((each) => [RESULT_WORDS[each][output.language], `${results[each]}`]));
}

/** Who gains and who loses under another rule set. */
export interface OtherRuleSet {
  readonly ruleSet: RuleSet;
  readonly results: Readonly<Record<RedecideResult, number>>;
  readonly policies: readonly PolicyGains[];
  /** Those that could not be decided. */
  readonly undecided: readonly Redecided[];
}

export function formatGains({ ruleSet, results, policies, undecided }: OtherRuleSet, output: Output): string {
  const blocks = policies.map((each) => formatPolicy(each, ruleSet, output));
  const failed = undecided.map(({ id, subject, result, why }) => {
    const kind = paint(output, 'red', RESULT_WORDS[result][output.language]);
    return `${subject ?? id}  ${kind}  ${why?.[output.language] ?? ''}\n`;
  });
  return `${blocks.join('\n')}${blocks.length === 0 ? '' : '\n'}${failed.join('')}${formatCounts(REDECIDE_RESULTS, results, output)}`;
}

function formatPolicy(each: PolicyGains, ruleSet: RuleSet, output: Output): string {
  const { policy, gains, loses, changes, before, now, unknown } = each;
  const counts = say(
    output,
    `受益 ${gains.length}，受损 ${loses.length}，其他变化 ${changes}；金额 ${before} → ${now} 元`,
    `${gains.length} gain, ${loses.length} lose, ${changes} change otherwise; CNY ${before} → ${now}`,
  );
  const open =
    unknown === 0
      ? ''
      : say(output, `，另有 ${unknown} 家金额未知`, `, besides ${unknown} of unknown amount`);
  return [
    `${paint(output, 'bold', titleOf(policy, ruleSet, output))}\n    ${counts}${open}\n`,
    formatAffected('+', gains, output),
    formatAffected('-', loses, output),
  ].join('');
}

function formatAffected(mark: string, all: PolicyGains['gains'], output: Output): string {
  const lines = all.slice(0, SHOWN).map(({ subject, decisionId, before, now }) => {
    const change = `${formatEntitlement(before, output)} → ${formatEntitlement(now, output)}`;
    return `    ${mark} ${subject ?? decisionId}  ${change}\n`;
  });
  const rest = all.length - lines.length;
  const more =
    rest === 0 ? [] : [say(output, `    …另有 ${rest} 家（--json）\n`, `    … ${rest} more (--json)\n`)];
  return [...lines, ...more].join('');
}

function formatEntitlement(
  { outcome, amount }: PolicyGains['gains'][number]['before'],
  output: Output,
): string {
  const word =
    outcome === 'not-in-force'
      ? say(output, '不在有效期', 'not in force')
      : OUTCOME_WORDS[outcome][output.language];
  if (amount === undefined) return word;
  return `${word} ${amount ?? say(output, '（金额未知）', '(amount unknown)')}`;
}
