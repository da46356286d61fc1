import type { DecisionSummary, DecisionView } from '../app/decision-view.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { say } from './command-line.ts';
import { formatColumns, type Output, paint } from './output.ts';
import { OUTCOME_WORDS, OUTCOMES } from './words.ts';

const EIGHT_HOURS_MS = 28_800_000;

/** A moment in UTC as clocks in China showed it. */
export function clockInChina(moment: string): string {
  return new Date(Date.parse(moment) + EIGHT_HOURS_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** A line for each decision. */
export function formatDecisions(decisions: readonly DecisionSummary[], output: Output): string {
  const head = [
    say(output, '留存时间（北京）', 'recorded (Shanghai)'),
    say(output, '编号', 'id'),
    say(output, '主体', 'subject'),
    say(output, '判断日', 'as of'),
    say(output, '规则集', 'rule set'),
  ];
  const rows = decisions.map((each) => [
    clockInChina(each.recordedAt),
    each.decisionId,
    each.erased ? say(output, '（已抹除）', '(erased)') : (each.subject ?? '—'),
    each.asOf,
    each.ruleSet.slice(0, SHORT_DIGEST),
  ]);
  return formatColumns([head, ...rows]);
}

/** `sha256:` and eight digits tell rule sets apart. */
const SHORT_DIGEST = 15;

/** A decision with what was asked and answered; titles come from its rule set, where that can be had. */
export function formatDecision(view: DecisionView, ruleSet: RuleSet | null, output: Output): string {
  const { erasure, request, outcome } = view;
  const rows = [
    [say(output, '编号', 'id'), view.decisionId],
    [say(output, '日志', 'log'), say(output, `第 ${view.index} 条`, `leaf ${view.index}`)],
    [
      say(output, '留存时间', 'recorded'),
      say(output, `${clockInChina(view.recordedAt)}（北京）`, `${clockInChina(view.recordedAt)} (Shanghai)`),
    ],
    [say(output, '主体', 'subject'), view.subject ?? '—'],
    [say(output, '调用者', 'caller'), view.caller ?? '—'],
    [say(output, '判断日', 'as of'), view.asOf],
    [say(output, '规则集', 'rule set'), view.ruleSet],
    [say(output, '引擎', 'engine'), view.engine],
    ...(erasure === undefined
      ? []
      : [
          [
            say(output, '已抹除', 'erased'),
            say(
              output,
              `${clockInChina(erasure.recordedAt)}（北京），第 ${erasure.index} 条：${erasure.reason}`,
              `${clockInChina(erasure.recordedAt)} (Shanghai), leaf ${erasure.index}: ${erasure.reason}`,
            ),
          ],
        ]),
  ];
  const asked =
    request === undefined
      ? ''
      : `\n${paint(output, 'bold', say(output, '企业档案', 'profile'))}\n${JSON.stringify(request.profile, null, 2)}\n`;
  const answered = outcome === undefined ? '' : `\n${formatOutcome(outcome, ruleSet, output)}`;
  return `${formatColumns(rows)}${asked}${answered}`;
}

function formatOutcome(
  { policies }: NonNullable<DecisionView['outcome']>,
  ruleSet: RuleSet | null,
  output: Output,
): string {
  const entries = Object.entries(policies);
  const rows = OUTCOMES.filter((outcome) => outcome !== 'ineligible').flatMap((outcome) =>
    entries
      .filter(([, record]) => record.outcome === outcome)
      .map(([id, { paid, amount }]) => [
        OUTCOME_WORDS[outcome][output.language],
        paid ?? amount ?? '',
        titleOf(id, ruleSet, output),
      ]),
  );
  const no = entries.filter(([, { outcome }]) => outcome === 'ineligible').length;
  const rest = say(output, `另有 ${no} 项不符合\n`, `${no} more are ineligible\n`);
  return `${formatColumns(rows)}${rest}`;
}

/** A policy's title with its id, or the id alone. */
export function titleOf(id: string, ruleSet: RuleSet | null, output: Output): string {
  const title = ruleSet?.policies.find((policy) => policy.id === id)?.title[output.language];
  return title === undefined ? id : say(output, `${title}（${id}）`, `${title} (${id})`);
}
