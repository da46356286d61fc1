import type { AmountResult } from '../engine/amount.ts';
import { Decimal } from '../engine/decimal.ts';
import { type Match, match, OUTCOMES, type Outcome, type Remaining } from '../engine/match.ts';
import { nearMiss } from '../engine/near-miss.ts';
import type { Delivery, RuleSet, SourceClause } from '../engine/rule-set.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import type { MatchRequest } from '../rules/match-request.ts';
import { describeArithmetic } from '../rules/plain/amount.ts';
import type { Language } from '../rules/plain/language.ts';
import { describeNearMiss } from '../rules/plain/near-miss.ts';
import { type ValueJson, valueToJson } from '../rules/value-to-json.ts';
import { type ExplanationView, type ReasonView, viewReasons, viewTrace } from './explanation.ts';

/** The answer to a match request. Equal requests on equal rule sets give equal bytes, but for the decision's id. */
export interface Answer {
  /** Present where the decision was recorded. */
  readonly decisionId?: string;
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
  readonly benefit: BenefitView;
  readonly reasons: readonly ReasonView[];
  readonly explanation?: ExplanationView;
  readonly missing: readonly string[];
  readonly remaining: readonly RemainingView[];
  /** The exclusion group that leaves less than the full amount, and the policies that fill it. */
  readonly displacedBy: {
    readonly group: string;
    readonly label: string;
    readonly policies: readonly string[];
  } | null;
  /** For `ineligible`: what would turn the no into a yes, where mutable facts or waiting can. */
  readonly nearMiss?: NearMissView;
  readonly source: readonly SourceClause[];
}

/** What is given; amounts are decimal strings with two places. */
export interface BenefitView {
  readonly kind: string;
  readonly text: string;
  readonly currency?: 'CNY';
  /** What it comes to; null while a fact that it needs is unknown. Absent where the source states no amount. */
  readonly amount?: string | null;
  /** What exclusion groups leave of the amount; absent where the policy is in none or the choice is still open. */
  readonly paid?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly arithmetic?: string;
  /** The facts that the amount waits for. */
  readonly missing?: readonly string[];
}

export interface NearMissView {
  readonly text: readonly string[];
  readonly changes: readonly {
    readonly fact: string;
    readonly from: ValueJson | null;
    readonly to: ValueJson;
    readonly distance?: string;
    readonly unit?: string;
  }[];
  readonly holdsFrom?: string;
}

export type RemainingView =
  | { readonly kind: 'residual'; readonly text: string; readonly confirmedBy: string }
  | {
      readonly kind: 'evidence';
      readonly why: 'self-declared' | 'not-an-authority';
      readonly text: string;
      readonly fact: string;
      readonly confirmedBy: readonly string[];
    };

export interface MissingView {
  readonly fact: string;
  readonly label: string;
  readonly decides: readonly string[];
  /** The policies whose amount waits for it. */
  readonly amounts?: readonly string[];
  /** The bodies that can vouch for it. */
  readonly authorities: readonly string[];
}

/** Matches one enterprise and words the answer. Pure: rule set, request and language decide the bytes. */
export function answer(ruleSet: RuleSet, request: MatchRequest, language: Language): Answer {
  return wordAnswer(ruleSet, request, match(ruleSet, request.profile, request.asOf), language);
}

/** Words the answer to a request from what was decided. */
export function wordAnswer(
  ruleSet: RuleSet,
  request: MatchRequest,
  matches: readonly Match[],
  language: Language,
): Answer {
  return {
    ...viewHead(ruleSet, request),
    counts: count(matches),
    matches: matches
      .filter(({ outcome }) => request.include.includes(outcome))
      .map((each) => viewMatch(ruleSet, each, request, language)),
    missing: rankMissing(ruleSet, matches, language),
  };
}

/** What was asked, and by what it was decided. */
export function viewHead(
  { digest }: RuleSet,
  { subject, asOf }: Pick<MatchRequest, 'subject' | 'asOf'>,
): Pick<Answer, 'subject' | 'asOf' | 'ruleSet' | 'engine'> {
  return { ...(subject === null ? {} : { subject }), asOf, ruleSet: digest, engine: ENGINE_VERSION };
}

function count(matches: readonly Match[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of matches) counts[outcome] += 1;
  return counts;
}

/** One policy in an answer. With `explain` none its trace isn't looked at. */
export function viewMatch(
  ruleSet: RuleSet,
  each: Match,
  request: Pick<MatchRequest, 'explain' | 'profile' | 'asOf'>,
  language: Language,
): MatchView {
  const { policy, outcome, trace } = each;
  const { explain } = request;
  return {
    policyId: policy.id,
    title: policy.title[language],
    outcome,
    automatic: each.automatic,
    delivery: policy.delivery,
    departments: policy.departments,
    benefit: viewBenefit(ruleSet, each, language),
    reasons: explain === 'none' ? [] : viewReasons(ruleSet, trace, language),
    ...(explain === 'full' ? { explanation: viewTrace(ruleSet, trace, language) } : {}),
    missing: each.missing,
    remaining: each.remaining.map((remaining) => viewRemaining(ruleSet, remaining, language)),
    displacedBy: viewDisplacement(ruleSet, each, language),
    ...(outcome === 'ineligible' && explain !== 'none' ? viewNearMiss(ruleSet, each, request, language) : {}),
    source: policy.source,
  };
}

function viewBenefit(ruleSet: RuleSet, { policy, amount, award }: Match, language: Language): BenefitView {
  const { kind, text } = policy.benefit;
  return {
    kind,
    text: text[language],
    ...(amount === null ? {} : viewAmount(ruleSet, amount, language)),
    ...(award === null ? {} : { paid: award.paid.toFixed(2) }),
  };
}

/** An amount with its arithmetic. */
export function viewAmount(ruleSet: RuleSet, result: AmountResult, language: Language): Partial<BenefitView> {
  const { amount, atLeast, atMost, missing } = result;
  return {
    currency: 'CNY',
    amount: amount?.toFixed(2) ?? null,
    ...(atLeast === null ? {} : { atLeast: atLeast.toFixed(2) }),
    ...(atMost === null ? {} : { atMost: atMost.toFixed(2) }),
    arithmetic: describeArithmetic(ruleSet, result, language),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function viewDisplacement(ruleSet: RuleSet, { award }: Match, language: Language): MatchView['displacedBy'] {
  if (award?.displacedBy == null) return null;
  const { group, by } = award.displacedBy;
  return { group, label: ruleSet.exclusionGroups.get(group)?.label[language] ?? group, policies: by };
}

/** What is short for a no, where anything can be done about it. */
export function viewNearMiss(
  ruleSet: RuleSet,
  { policy }: Pick<Match, 'policy'>,
  { profile, asOf }: Pick<MatchRequest, 'profile' | 'asOf'>,
  language: Language,
): Pick<MatchView, 'nearMiss'> {
  const found = nearMiss(ruleSet, policy.condition, profile, asOf, policy.validTo);
  if (found === null) return {};
  const changes = found.changes.map(({ fact: id, from, to, distance }) => {
    const fact = ruleSet.facts.get(id);
    if (fact === undefined) throw new Error(`no fact '${id}' in the compiled rule set`);
    return {
      fact: id,
      from: from === null ? null : valueToJson(fact.type, from),
      to: valueToJson(fact.type, to),
      ...(distance === null ? {} : { distance: distance.toFixed() }),
      ...(fact.unit === null ? {} : { unit: fact.unit }),
    };
  });
  const text = describeNearMiss(ruleSet, found, language);
  return { nearMiss: { text, changes, ...(found.holdsFrom === null ? {} : { holdsFrom: found.holdsFrom }) } };
}

/** What remains to be confirmed, in words. */
export function viewRemaining(ruleSet: RuleSet, remaining: Remaining, language: Language): RemainingView {
  if (remaining.kind === 'residual') return { ...remaining, text: remaining.text[language] };
  const label = ruleSet.facts.get(remaining.fact)?.label[language] ?? remaining.fact;
  const bodies = authorityLabels(ruleSet, remaining.authorities, language);
  const others = remaining.reportedBy.filter((source) => source !== null);
  const by = authorityLabels(ruleSet, others, language).join(language === 'zh' ? '、' : ', ');
  return {
    kind: 'evidence',
    why: others.length === 0 ? 'self-declared' : 'not-an-authority',
    text: evidenceText(label, by, language),
    fact: remaining.fact,
    confirmedBy: bodies,
  };
}

function evidenceText(label: string, by: string, language: Language): string {
  if (language === 'zh')
    return by === ''
      ? `“${label}”仅为企业自报，须由部门证实`
      : `“${label}”由${by}提供，不能为此作证，须由主管部门证实`;
  return by === ''
    ? `'${label}' is self-declared and must be vouched for by an authority`
    : `'${label}' was reported by ${by}, which can't vouch for it`;
}

function authorityLabels(ruleSet: RuleSet, ids: readonly string[], language: Language): readonly string[] {
  return ids.map((id) => ruleSet.authorities.get(id)?.label[language] ?? id);
}

/**
 * The fact that could settle the most policies first; equal counts by the money that waits for it, then by id. Facts
 * that only an amount waits for come after.
 */
export function rankMissing(
  ruleSet: RuleSet,
  matches: readonly Pick<Match, 'policy' | 'missing' | 'amount'>[],
  language: Language,
): readonly MissingView[] {
  const waiting = new Map<string, { decides: string[]; amounts: string[]; money: Decimal }>();
  const wait = (fact: string) => {
    const known = waiting.get(fact) ?? { decides: [], amounts: [], money: new Decimal(0) };
    waiting.set(fact, known);
    return known;
  };
  for (const { policy, missing, amount } of matches) {
    const money = amount?.amount ?? amount?.atMost ?? amount?.atLeast ?? new Decimal(0);
    for (const fact of missing) {
      const entry = wait(fact);
      entry.decides.push(policy.id);
      entry.money = entry.money.plus(money);
    }
    for (const fact of amount?.missing ?? []) wait(fact).amounts.push(policy.id);
  }
  return [...waiting]
    .toSorted(
      ([a, as], [b, bs]) =>
        bs.decides.length - as.decides.length || bs.money.comparedTo(as.money) || (a < b ? -1 : 1),
    )
    .map(([id, { decides, amounts }]) => viewMissing(ruleSet, id, decides, amounts, language));
}

export function viewMissing(
  ruleSet: RuleSet,
  id: string,
  decides: readonly string[],
  amounts: readonly string[],
  language: Language,
): MissingView {
  const fact = ruleSet.facts.get(id);
  return {
    fact: id,
    label: fact?.label[language] ?? id,
    decides,
    ...(amounts.length === 0 ? {} : { amounts }),
    authorities: authorityLabels(ruleSet, fact?.authorities ?? [], language),
  };
}
