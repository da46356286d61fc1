import type { Policy, RuleSet } from '../engine/rule-set.ts';
import type { ClauseJson, DocumentJson } from '../rules/schema/document-schema.ts';

/** How much of one document, or of all, has become policies. Shares are of its clauses, 0 to 1. */
export interface Coverage {
  readonly clauses: number;
  /** Clauses that give something, and whose policies all exist. */
  readonly encoded: number;
  /** Clauses that give something of which a policy is missing in the rule set, by path. */
  readonly unencoded: readonly string[];
  /** Clauses about work among authorities. */
  readonly duty: number;
  /** Headings, preambles, principles: clauses that rule nothing. */
  readonly context: number;
  /** Encoded clauses with a policy that somebody has to confirm. */
  readonly withResidual: number;
  readonly shares: Readonly<Record<'encoded' | 'withResidual' | 'duty' | 'context', number>>;
  readonly policies: number;
  /** Policies for each clause encoded; null where none is. */
  readonly policiesPerClause: number | null;
  /** Residual conditions of these policies. */
  readonly residuals: number;
  /** Who confirms them, and how many each; the busiest first. */
  readonly confirmers: readonly { readonly confirmedBy: string; readonly residuals: number }[];
}

export interface DocumentCoverage extends Coverage {
  readonly id: string;
  readonly title: string;
}

/** Coverage of each document, ordered by id, and of all together. A policy that rests on two documents counts once in the sum. */
export function reportDocuments(
  documents: readonly DocumentJson[],
  ruleSet: RuleSet,
): { readonly documents: readonly DocumentCoverage[]; readonly total: Coverage } {
  const ordered = documents.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    documents: ordered.map(({ id, title, clauses }) => ({ id, title, ...coverageOf(clauses, ruleSet) })),
    total: coverageOf(
      ordered.flatMap(({ id, clauses }) => clauses.map((each) => ({ ...each, path: `${id} ${each.path}` }))),
      ruleSet,
    ),
  };
}

function coverageOf(clauses: readonly ClauseJson[], ruleSet: RuleSet): Coverage {
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  const giving = clauses.filter(({ disposition }) => disposition === 'policy');
  const encoded = giving.filter(
    (clause) => clause.policies.length > 0 && clause.policies.every((id) => policies.has(id)),
  );
  const found = [...new Set(giving.flatMap((clause) => clause.policies))].flatMap(
    (id) => policies.get(id) ?? [],
  );
  const counts = {
    encoded: encoded.length,
    withResidual: encoded.filter((clause) => clause.policies.some((id) => policies.get(id)?.residual.length))
      .length,
    duty: clauses.filter(({ disposition }) => disposition === 'duty').length,
    context: clauses.filter(({ disposition }) => disposition === 'context').length,
  };
  const links = encoded.reduce((sum, clause) => sum + clause.policies.length, 0);
  const share = (count: number): number => (clauses.length === 0 ? 0 : count / clauses.length);
  return {
    clauses: clauses.length,
    ...counts,
    unencoded: giving.filter((clause) => !encoded.includes(clause)).map(({ path }) => path),
    shares: {
      encoded: share(counts.encoded),
      withResidual: share(counts.withResidual),
      duty: share(counts.duty),
      context: share(counts.context),
    },
    policies: found.length,
    policiesPerClause: encoded.length === 0 ? null : links / encoded.length,
    residuals: found.reduce((sum, { residual }) => sum + residual.length, 0),
    confirmers: confirmersOf(found),
  };
}

function confirmersOf(policies: readonly Policy[]): Coverage['confirmers'] {
  const counts = new Map<string, number>();
  for (const { confirmedBy } of policies.flatMap(({ residual }) => residual))
    counts.set(confirmedBy, (counts.get(confirmedBy) ?? 0) + 1);
  return [...counts]
    .map(([confirmedBy, residuals]) => ({ confirmedBy, residuals }))
    .toSorted((a, b) => b.residuals - a.residuals || (a.confirmedBy < b.confirmedBy ? -1 : 1));
}
