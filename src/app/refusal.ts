import type { Text } from '../engine/rule-set.ts';
import type { Diagnostic } from '../rules/diagnostic.ts';
import type { Language } from '../rules/plain/language.ts';
import { PROBLEMS, type ProblemKind } from './problem-kinds.ts';

/** Why something that was sent isn't answered. It says nothing that the caller may not see. */
export interface Refusal {
  readonly kind: ProblemKind;
  readonly detail: Text;
  readonly diagnostics: readonly Diagnostic[];
}

/** RFC 9457 problem details, without the address that was asked for. */
export interface RefusalView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Every problem found; empty where `detail` says it all. */
  readonly errors: readonly ProblemError[];
}

export interface ProblemError {
  /** A JSON pointer into the body; for a query parameter its name after a slash. */
  readonly pointer: string;
  readonly detail: string;
  readonly code: string;
  readonly help?: string;
  /** Where the body can't be read as JSON. Both count from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** A hostile body can have a mistake every six bytes; without a bound its answer would be far larger than itself. */
const MOST_LISTED = 1000;

/** A refusal for mistakes in what was sent, all of them listed up to a bound that no honest mistake reaches. */
export function refusal(kind: ProblemKind, diagnostics: readonly Diagnostic[]): Refusal {
  const count = diagnostics.length;
  const [zh, en] =
    count > MOST_LISTED ? [`，列出前 ${MOST_LISTED} 处`, `, the first ${MOST_LISTED} are listed`] : ['', ''];
  const detail = {
    zh: `有 ${count} 处问题${zh}`,
    en: `${count} ${count === 1 ? 'problem' : 'problems'}${en}`,
  };
  return { kind, detail, diagnostics: diagnostics.slice(0, MOST_LISTED) };
}

export function viewRefusal({ kind, detail, diagnostics }: Refusal, language: Language): RefusalView {
  const { status, title } = PROBLEMS[kind];
  return {
    type: `/problems/${kind}`,
    title: title[language],
    status,
    detail: detail[language],
    errors: diagnostics.map((diagnostic) => viewDiagnostic(diagnostic, language)),
  };
}

function viewDiagnostic(
  { pointer, message, code, help, line, column }: Diagnostic,
  language: Language,
): ProblemError {
  return {
    pointer,
    detail: message[language],
    code,
    ...(help === undefined ? {} : { help: help[language] }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
