import { isWithin } from '../engine/hierarchy.ts';
import { isInForce } from '../engine/match.ts';
import { hierarchyOf, type Policy, type RuleSet } from '../engine/rule-set.ts';
import type { Filed } from '../rules/parse-files.ts';
import { describeFormula } from '../rules/plain/amount.ts';
import type { Language } from '../rules/plain/language.ts';
import { type Outline, outline } from '../rules/plain/outline.ts';
import type { ClauseJson, DocumentJson } from '../rules/schema/document-schema.ts';

/** One line of the policy list. */
export interface PolicySummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly region: string;
  readonly delivery: Policy['delivery'];
  readonly basis: Policy['basis'];
  readonly benefit: { readonly kind: string; readonly text: string };
  readonly departments: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: Policy['source'];
}

/** One policy with its conditions in plain language and the clauses it comes of. */
export interface PolicyView extends PolicySummary {
  readonly conditions: Outline;
  /** How the amount is worked out, in words; null where the source states none. */
  readonly amount: string | null;
  readonly exclusive: readonly { readonly group: string; readonly label: string }[];
  readonly residual: readonly { readonly text: string; readonly confirmedBy: string }[];
  readonly clauses: readonly ClauseView[];
}

/** A clause as a policy cites it: our own summary, never the original's words. */
export interface ClauseView {
  readonly document: string;
  readonly documentTitle: string;
  readonly clause: string;
  readonly summary: string;
  readonly digest: string | null;
}

/** What the policy list can be narrowed by; every filter given must hold. */
export interface PolicyFilter {
  /** A division code: policies for that place, for what lies above it, or for places within it. */
  readonly region?: string;
  readonly asOf?: string;
  readonly delivery?: Policy['delivery'];
  /** Words looked for in title, summary and benefit. */
  readonly text?: string;
}

export function listPolicies(
  ruleSet: RuleSet,
  filter: PolicyFilter,
  language: Language,
): readonly PolicySummary[] {
  return ruleSet.policies
    .filter((policy) => filter.region === undefined || touches(ruleSet, policy.region, filter.region))
    .filter((policy) => filter.asOf === undefined || isInForce(policy, filter.asOf))
    .filter((policy) => filter.delivery === undefined || policy.delivery === filter.delivery)
    .filter((policy) => filter.text === undefined || mentions(policy, filter.text))
    .map((policy) => summarise(policy, language));
}

function touches(ruleSet: RuleSet, policyRegion: string, region: string): boolean {
  const fact = ruleSet.facts.get(ruleSet.regionFact);
  const hierarchy = fact === undefined ? undefined : hierarchyOf(ruleSet, fact);
  if (hierarchy === undefined) return policyRegion === region;
  return isWithin(hierarchy, region, policyRegion) || isWithin(hierarchy, policyRegion, region);
}

function mentions({ id, title, summary, benefit }: Policy, text: string): boolean {
  const words = [id, title.zh, title.en, summary.zh, summary.en, benefit.text.zh, benefit.text.en];
  return words.some((word) => searchable(word).includes(searchable(text)));
}

/** Case and the width of characters don't matter to who is looking for something. */
function searchable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function summarise(policy: Policy, language: Language): PolicySummary {
  return {
    id: policy.id,
    title: policy.title[language],
    summary: policy.summary[language],
    region: policy.region,
    delivery: policy.delivery,
    basis: policy.basis,
    benefit: { kind: policy.benefit.kind, text: policy.benefit.text[language] },
    departments: policy.departments,
    validFrom: policy.validFrom,
    validTo: policy.validTo,
    source: policy.source,
  };
}

export function viewPolicy(
  ruleSet: RuleSet,
  documents: readonly Filed<DocumentJson>[],
  policy: Policy,
  language: Language,
): PolicyView {
  return {
    ...summarise(policy, language),
    conditions: outline(ruleSet, policy.condition, language),
    amount: policy.benefit.amount === null ? null : describeFormula(ruleSet, policy.benefit.amount, language),
    exclusive: policy.exclusive.map((group) => ({
      group,
      label: ruleSet.exclusionGroups.get(group)?.label[language] ?? group,
    })),
    residual: policy.residual.map(({ text, confirmedBy }) => ({ text: text[language], confirmedBy })),
    clauses: citedClauses(documents, policy),
  };
}

/** The clauses a policy cites, in its order. */
export function citedClauses(
  documents: readonly Filed<DocumentJson>[],
  policy: Policy,
): readonly ClauseView[] {
  return policy.source.flatMap(({ document: id, clause: path }) => {
    const document = documents.find(({ json }) => json.id === id)?.json;
    const clause = document?.clauses.find((each) => each.path === path);
    return document === undefined || clause === undefined ? [] : [viewClause(document, clause)];
  });
}

function viewClause(document: DocumentJson, clause: ClauseJson): ClauseView {
  return {
    document: document.id,
    documentTitle: document.title,
    clause: clause.path,
    summary: clause.summary,
    digest: clause.digest,
  };
}
