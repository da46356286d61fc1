import { type Match, match, OUTCOMES, type Outcome, type Remaining } from '../engine/match.ts';
import type { Delivery, RuleSet, SourceClause } from '../engine/rule-set.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import type { Language } from '../rules/plain/language.ts';
import { type ExplanationView, type ReasonView, viewReasons, viewTrace } from './explanation.ts';

/** The answer to a match request. Equal requests on equal rule sets give equal bytes. */
export interface Answer {
  readonly subject?: string;
  readonly asOf: string;
  readonly ruleSet: string;
  readonly engine: string;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly matches: readonly MatchView[];
  /** The facts that would settle undetermined policies, the one that could settle the most first. */
  readonly missing: readonly MissingView[];
}

export interface MatchView {
  readonly policyId: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** 免申即享. */
  readonly automatic: boolean;
  readonly delivery: Delivery;
  readonly departments: readonly string[];
  readonly benefit: { readonly kind: string; readonly text: string };
  readonly reasons: readonly ReasonView[];
  readonly explanation?: ExplanationView;
  readonly missing: readonly string[];
  readonly remaining: readonly RemainingView[];
  readonly displacedBy: null;
  readonly source: readonly SourceClause[];
}

export type RemainingView =
  | { readonly kind: 'residual'; readonly text: string; readonly confirmedBy: string }
  | {
      readonly kind: 'evidence';
      readonly text: string;
      readonly fact: string;
      readonly confirmedBy: readonly string[];
    };

export interface MissingView {
  readonly fact: string;
  readonly label: string;
  readonly decides: readonly string[];
  /** The bodies that can vouch for it. */
  readonly authorities: readonly string[];
}

/** Matches one enterprise and words the answer. Pure: rule set, request and language decide the bytes. */
export function answer(ruleSet: RuleSet, request: MatchRequest, language: Language): Answer {
  const matches = match(ruleSet, request.profile, request.asOf);
  return {
    ...(request.subject === null ? {} : { subject: request.subject }),
    asOf: request.asOf,
    ruleSet: ruleSet.digest,
    engine: ENGINE_VERSION,
    counts: count(matches),
    matches: matches
      .filter(({ outcome }) => request.include.includes(outcome))
      .map((each) => viewMatch(ruleSet, each, request.explain, language)),
    missing: rankMissing(ruleSet, matches, language),
  };
}

function count(matches: readonly Match[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of matches) counts[outcome] += 1;
  return counts;
}

export function viewMatch(
  ruleSet: RuleSet,
  { policy, outcome, automatic, trace, missing, remaining }: Match,
  explain: MatchRequest['explain'],
  language: Language,
): MatchView {
  return {
    policyId: policy.id,
    title: policy.title[language],
    outcome,
    automatic,
    delivery: policy.delivery,
    departments: policy.departments,
    benefit: { kind: policy.benefit.kind, text: policy.benefit.text[language] },
    reasons: explain === 'none' ? [] : viewReasons(ruleSet, trace, language),
    ...(explain === 'full' ? { explanation: viewTrace(ruleSet, trace, language) } : {}),
    missing,
    remaining: remaining.map((each) => viewRemaining(ruleSet, each, language)),
    displacedBy: null,
    source: policy.source,
  };
}

function viewRemaining(ruleSet: RuleSet, remaining: Remaining, language: Language): RemainingView {
  if (remaining.kind === 'residual') return { ...remaining, text: remaining.text[language] };
  const label = ruleSet.facts.get(remaining.fact)?.label[language] ?? remaining.fact;
  const bodies = authorityLabels(ruleSet, remaining.authorities, language);
  const text =
    language === 'zh' ? `“${label}”须由部门数据证实` : `'${label}' must be vouched for by an authority`;
  return { kind: 'evidence', text, fact: remaining.fact, confirmedBy: bodies };
}

function authorityLabels(ruleSet: RuleSet, ids: readonly string[], language: Language): readonly string[] {
  return ids.map((id) => ruleSet.authorities.get(id)?.label[language] ?? id);
}

/** Most policies first; equal counts in the order of the fact ids. */
function rankMissing(
  ruleSet: RuleSet,
  matches: readonly Match[],
  language: Language,
): readonly MissingView[] {
  const decides = new Map<string, string[]>();
  for (const { policy, missing } of matches)
    for (const fact of missing) decides.set(fact, [...(decides.get(fact) ?? []), policy.id]);
  return [...decides]
    .toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))
    .map(([id, policies]) => {
      const fact = ruleSet.facts.get(id);
      return {
        fact: id,
        label: fact?.label[language] ?? id,
        decides: policies,
        authorities: authorityLabels(ruleSet, fact?.authorities ?? [], language),
      };
    });
}
