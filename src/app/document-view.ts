import type { ClauseJson, DocumentJson } from '../rules/schema/document-schema.ts';

/** One line of the list of source documents. */
export interface DocumentSummary {
  readonly id: string;
  readonly title: string;
  readonly issuer: string;
  readonly number: string | null;
  readonly issued: string | null;
  readonly region: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** How many clauses there are of each disposition. */
  readonly clauseCounts: Readonly<Record<ClauseJson['disposition'], number>>;
  /** The policies that come of it, ordered by id. */
  readonly policies: readonly string[];
}

/** A document with its clauses: our own summaries, never the original's words. */
export interface DocumentView extends DocumentSummary {
  /** What the document doesn't say itself. */
  readonly inferred: readonly {
    readonly field: string;
    readonly value: string | readonly string[] | null;
    readonly reason: string;
  }[];
  readonly clauses: readonly DocumentClauseView[];
}

export interface DocumentClauseView {
  readonly path: string;
  readonly kind: ClauseJson['kind'];
  readonly summary: string;
  readonly departments: readonly string[];
  readonly supporting: readonly string[];
  readonly deadline: { readonly text: string; readonly date: string | null } | null;
  readonly disposition: ClauseJson['disposition'];
  readonly policies: readonly string[];
  /** SHA-256 of the normalised original clause, by which the summary can be traced to it. */
  readonly digest: string | null;
}

export function summariseDocument(document: DocumentJson): DocumentSummary {
  const count = (disposition: ClauseJson['disposition']): number =>
    document.clauses.filter((clause) => clause.disposition === disposition).length;
  return {
    id: document.id,
    title: document.title,
    issuer: document.issuer,
    number: document.number,
    issued: document.issued,
    region: document.region,
    validFrom: document.validFrom,
    validTo: document.validTo,
    clauseCounts: { policy: count('policy'), duty: count('duty'), context: count('context') },
    policies: [...new Set(document.clauses.flatMap(({ policies }) => policies))].toSorted(),
  };
}

export function viewDocument(document: DocumentJson): DocumentView {
  return {
    ...summariseDocument(document),
    inferred: document.inferred,
    clauses: document.clauses.map(viewClause),
  };
}

function viewClause(clause: ClauseJson): DocumentClauseView {
  const { path, kind, summary, departments, supporting, deadline, disposition, policies, digest } = clause;
  const until = deadline === null ? null : { text: deadline.text, date: deadline.date ?? null };
  return { path, kind, summary, departments, supporting, deadline: until, disposition, policies, digest };
}
