import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Text } from '../engine/rule-set.ts';
import { LedgerDamaged } from '../ledger/prove.ts';
import { MissingNode, StoreUnavailable } from '../ledger/store.ts';
import type { Diagnostic } from '../rules/diagnostic.ts';
import type { Language } from '../rules/plain/language.ts';
import type { Env } from './dependencies.ts';
import { languageOf } from './language.ts';
import { PROBLEMS, type ProblemKind } from './problem-kinds.ts';

/** RFC 9457 problem details. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The path that was asked for. */
  readonly instance: string;
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

/** A refusal. Thrown by handlers, answered by `answerError`; it says nothing that the caller may not see. */
export class Problem extends HTTPException {
  readonly kind: ProblemKind;
  readonly detail: Text;
  readonly diagnostics: readonly Diagnostic[];

  constructor(kind: ProblemKind, detail: Text, diagnostics: readonly Diagnostic[] = [], cause?: Error) {
    super(PROBLEMS[kind].status, { message: detail.en, cause });
    this.kind = kind;
    this.detail = detail;
    this.diagnostics = diagnostics;
  }
}

/** A hostile body can have a mistake every six bytes; without a bound its answer would be far larger than itself. */
const MOST_LISTED = 1000;

/** A refusal for mistakes in what was sent, all of them listed up to a bound that no honest mistake reaches. */
export function refuse(kind: ProblemKind, diagnostics: readonly Diagnostic[]): Problem {
  const count = diagnostics.length;
  const [zh, en] =
    count > MOST_LISTED ? [`，列出前 ${MOST_LISTED} 处`, `, the first ${MOST_LISTED} are listed`] : ['', ''];
  const detail = {
    zh: `有 ${count} 处问题${zh}`,
    en: `${count} ${count === 1 ? 'problem' : 'problems'}${en}`,
  };
  return new Problem(kind, detail, diagnostics.slice(0, MOST_LISTED));
}

const DEFECT = new Problem('internal-error', {
  zh: '服务出错，已记入日志；请凭 X-Request-Id 联系管理员',
  en: 'a defect of the service; it is in the log under the X-Request-Id of this answer',
});

const STORE_AWAY = new Problem('store-unavailable', {
  zh: '存放判断记录的数据库暂时连不上，请稍后重试',
  en: 'the database of recorded decisions can’t be reached now; try again later',
});

const DAMAGED = new Problem('record-damaged', {
  zh: '留存的内容与签名的日志不符：请管理员运行 mianshen ledger verify 查明',
  en: 'what is stored doesn’t fit the signed log: mianshen ledger verify finds out what',
});

/** The one handler of errors: a refusal as it is, the store's failure as a 503, anything else as a 500 that tells nothing. */
export function answerError(error: Error, c: Context<Env>): Response {
  if (error instanceof Problem) return answerProblem(error, c);
  if (error instanceof StoreUnavailable) return answerProblem(STORE_AWAY, c);
  const isDamage = error instanceof LedgerDamaged || error instanceof MissingNode;
  return answerProblem(isDamage ? DAMAGED : DEFECT, c);
}

export function answerProblem({ kind, detail, diagnostics }: Problem, c: Context<Env>): Response {
  const language = languageOf(c);
  const { status, title } = PROBLEMS[kind];
  const details: ProblemDetails = {
    type: `/problems/${kind}`,
    title: title[language],
    status,
    detail: detail[language],
    instance: c.req.path,
    errors: diagnostics.map((diagnostic) => viewDiagnostic(diagnostic, language)),
  };
  return c.body(JSON.stringify(details), status, { 'Content-Type': 'application/problem+json' });
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
