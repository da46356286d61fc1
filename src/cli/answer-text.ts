import type { Answer, MatchView, RemainingView } from '../app/answer.ts';
import { nameOf } from '../engine/hierarchy.ts';
import type { Outcome } from '../engine/match.ts';
import { hierarchyOf, type RuleSet } from '../engine/rule-set.ts';
import { say } from './command-line.ts';
import { cutTo, formatColumns, type Output, paint } from './output.ts';
import { BENEFIT_WORDS, DELIVERY_WORDS, OUTCOME_WORDS, OUTCOMES } from './words.ts';

interface Context {
  readonly ruleSet: RuleSet;
  /** Of the enterprise, where the request gives it. */
  readonly name: string | null;
  /** The outcomes asked for. */
  readonly include: readonly Outcome[];
  /** Every policy with its reasons, every missing fact. */
  readonly verbose: boolean;
}

/** Unless everything is asked for: facts shown in one line, rows of missing facts. */
const SHORT_LINE = 3;
const SHORT_LIST = 10;
const SHORT_NEAR = 5;
/** Columns of a reason, two lines of a terminal: a condition may list dozens of values. */
const SHORT_REASON = 140;

/**
 * Prints an answer: what the enterprise gets or may get with its reasons, what is undetermined or ineligible in one
 * line each, then the facts to ask for.
 */
export function printAnswer(result: Answer, context: Context, output: Output): void {
  output.out(formatHead(result, context, output));
  for (const outcome of OUTCOMES.filter((each) => context.include.includes(each))) {
    const matches = result.matches.filter((match) => match.outcome === outcome);
    const brief = !context.verbose && (outcome === 'undetermined' || outcome === 'ineligible');
    if (brief) output.out(formatBriefly(outcome, matches, context, output));
    else for (const match of matches) output.out(formatMatch(match, context, output));
  }
  output.out(formatNearMisses(result, context, output));
  output.out(formatMissing(result, context, output));
}

function formatHead(result: Answer, { name }: Context, output: Output): string {
  const who = [name, result.subject].filter((each) => each !== null && each !== undefined).join('  ');
  const counts = OUTCOMES.map(
    (outcome) => `${OUTCOME_WORDS[outcome][output.language]} ${result.counts[outcome]}`,
  );
  return `${paint(output, 'bold', who === '' ? '—' : who)}  ${result.asOf}\n${counts.join(' · ')}\n\n`;
}

const STYLES = {
  eligible: 'green',
  conditional: 'cyan',
  undetermined: 'yellow',
  ineligible: 'dim',
} as const satisfies Record<Outcome, string>;

function tag(outcome: Outcome, output: Output): string {
  const word = OUTCOME_WORDS[outcome][output.language];
  return paint(output, STYLES[outcome], say(output, `【${word}】`, `[${word}] `));
}

function formatMatch(match: MatchView, { verbose, ruleSet }: Context, output: Output): string {
  const reasonWidth = verbose ? Number.POSITIVE_INFINITY : SHORT_REASON;
  const line = (zh: string, en: string, text: string): string =>
    `    ${paint(output, 'dim', say(output, zh, en.padEnd(9)))} ${text}`;
  const lines = [
    `${tag(match.outcome, output)}${paint(output, 'bold', match.title)}${formatDelivery(match, output)}`,
    line('享受', 'benefit', formatBenefit(match.benefit, output)),
    ...formatAmount(match, line, ruleSet, output),
    ...match.reasons.map((reason) => line('理由', 'reason', cutTo(reasonWidth, reason.text))),
    ...match.remaining.map((each) => line('待确认', 'remaining', formatRemaining(each, output))),
    line(
      '依据',
      'source',
      listed(
        match.source.map(({ document, clause }) => `${document} ${clause}`),
        output,
      ),
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** What it comes to and how; what an exclusion group leaves of it, and for whom it gives way. */
function formatAmount(
  { benefit, displacedBy }: MatchView,
  line: (zh: string, en: string, text: string) => string,
  ruleSet: RuleSet,
  output: Output,
): readonly string[] {
  const { arithmetic, paid } = benefit;
  const titles = (displacedBy?.policies ?? []).map((id) => titleOf(id, ruleSet, output));
  const rivals = listed(titles, output);
  return [
    ...(arithmetic === undefined ? [] : [line('金额', 'amount', arithmetic)]),
    ...(displacedBy === null
      ? []
      : [
          line(
            '互斥',
            'displaced',
            say(
              output,
              `${displacedBy.label}：已享受 ${rivals}，本项实得 ${paid} 元`,
              `${displacedBy.label}: ${rivals} taken, this one comes to CNY ${paid}`,
            ),
          ),
        ]),
  ];
}

function titleOf(policyId: string, ruleSet: RuleSet, output: Output): string {
  const title = ruleSet.policies.find(({ id }) => id === policyId)?.title[output.language] ?? policyId;
  return say(output, `“${title}”`, `'${title}'`);
}

function formatDelivery({ automatic, delivery }: MatchView, output: Output): string {
  return ` · ${automatic ? '✔ ' : ''}${DELIVERY_WORDS[delivery][output.language]}`;
}

/** What is given, after its kind: 减费：…. */
export function formatBenefit(
  { kind, text }: { readonly kind: string; readonly text: string },
  output: Output,
): string {
  const word = Object.entries(BENEFIT_WORDS).find(([each]) => each === kind)?.[1][output.language] ?? kind;
  return say(output, `${word}：${text}`, `${word}: ${text}`);
}

/** What must be confirmed, and by whom. */
export function formatRemaining(
  { text, confirmedBy }: Pick<RemainingView, 'text' | 'confirmedBy'>,
  output: Output,
): string {
  const who = listed([confirmedBy].flat(), output);
  return say(output, `${text}（${who}）`, `${text} (${who})`);
}

/** Names in a row. */
export function listed(names: readonly string[], output: Output): string {
  return names.join(say(output, '、', ', '));
}

/** The policies that the fewest changes would bring within reach, with what is short. */
function formatNearMisses(result: Answer, { verbose, ruleSet }: Context, output: Output): string {
  const near = result.matches
    .flatMap((match) => (match.nearMiss === undefined ? [] : [{ match, texts: match.nearMiss.text }]))
    .toSorted((a, b) => a.texts.length - b.texts.length);
  if (near.length === 0) return '';
  const shown = verbose ? near : near.slice(0, SHORT_NEAR);
  const head = say(
    output,
    `【差多少】${near.length} 项不符合的政策可以争取`,
    `[nearly there] ${near.length} ineligible policies within reach`,
  );
  const lines = shown.map(
    ({ match, texts }) =>
      `    ${match.title}${formatPlace(match.policyId, ruleSet, output)}${say(output, '：', ': ')}${texts.join(say(output, '；', '; '))}`,
  );
  const rest = near.length - shown.length;
  const more =
    rest === 0 ? '' : say(output, `\n    …另有 ${rest} 项（--verbose）`, `\n    … ${rest} more (--verbose)`);
  return `${head}\n${lines.join('\n')}${more}\n\n`;
}

/** One line a policy: its title, and the facts that are missing or that rule it out. */
function formatBriefly(
  outcome: Outcome,
  matches: readonly MatchView[],
  { ruleSet }: Context,
  output: Output,
): string {
  if (matches.length === 0) return '';
  const what =
    outcome === 'undetermined'
      ? say(output, '冒号后是还缺的数据', 'after the colon: what is missing')
      : say(output, '冒号后是不符合的指标', 'after the colon: what rules it out');
  const head = say(
    output,
    `${matches.length} 项，${what}（--verbose 列出理由）`,
    `${matches.length}, ${what} (--verbose for reasons)`,
  );
  const lines = matches.map((match) => {
    const facts = outcome === 'undetermined' ? match.missing : match.reasons.map(({ fact }) => fact);
    const labels = [...new Set(facts)].map((id) => ruleSet.facts.get(id)?.label[output.language] ?? id);
    const title = `${match.title}${formatPlace(match.policyId, ruleSet, output)}`;
    return `    ${title}${labels.length === 0 ? '' : shortened(labels, output)}`;
  });
  return `${tag(outcome, output)}${head}\n${lines.join('\n')}\n\n`;
}

/** Where the policy is in force: several places have policies of the same title. */
function formatPlace(policyId: string, ruleSet: RuleSet, output: Output): string {
  const policy = ruleSet.policies.find(({ id }) => id === policyId);
  const fact = ruleSet.facts.get(ruleSet.regionFact);
  const hierarchy = fact === undefined ? undefined : hierarchyOf(ruleSet, fact);
  if (policy === undefined || hierarchy === undefined) return '';
  const name = nameOf(hierarchy, policy.region);
  return say(output, `（${name}）`, ` (${name})`);
}

/** Labels may contain the sign that lists usually have between names, hence the semicolon. */
function shortened(labels: readonly string[], output: Output): string {
  const shown = labels.slice(0, SHORT_LINE);
  const more = labels.length > shown.length;
  return say(
    output,
    `：${shown.join('；')}${more ? `；等 ${labels.length} 项` : ''}`,
    `: ${shown.join('; ')}${more ? `; ${labels.length} in all` : ''}`,
  );
}

function formatMissing({ missing }: Answer, { verbose }: Context, output: Output): string {
  if (missing.length === 0) return '';
  const shown = verbose ? missing : missing.slice(0, SHORT_LIST);
  const head = say(
    output,
    `还缺的数据（${missing.length} 项）：各能定下几项政策，可由谁证实`,
    `missing facts (${missing.length}): how many policies each could settle, and who can vouch for it`,
  );
  const rows = shown.map(({ fact, label, authorities, decides }) => {
    const bodies = authorities.flatMap((_, at) =>
      at % 2 === 0 ? [listed(authorities.slice(at, at + 2), output)] : [],
    );
    return [`${decides.length}`.padStart(5), `${label}\n${fact}`, bodies.join('\n')];
  });
  const hidden = missing.length - shown.length;
  const more =
    hidden === 0
      ? ''
      : say(output, `另有 ${hidden} 项，--verbose 全部列出\n`, `${hidden} more with --verbose\n`);
  return `${head}\n${formatColumns(rows)}${more}`;
}
