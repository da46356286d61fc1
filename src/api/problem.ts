import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { PROBLEMS, type ProblemKind } from '../app/problem-kinds.ts';
import { type Refusal, type RefusalView, refusal, viewRefusal } from '../app/refusal.ts';
import type { Text } from '../engine/rule-set.ts';
import { LedgerDamaged } from '../ledger/prove.ts';
import { MissingNode, StoreUnavailable } from '../ledger/store.ts';
import type { Diagnostic } from '../rules/diagnostic.ts';
import type { Env } from './dependencies.ts';
import { languageOf } from './language.ts';

/** RFC 9457 problem details. */
export interface ProblemDetails extends RefusalView {
  /** The path that was asked for. */
  readonly instance: string;
}

/** A refusal. Thrown by handlers, answered by `answerError`; it says nothing that the caller may not see. */
export class Problem extends HTTPException implements Refusal {
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

/** The answer to what is refused. */
export function problemOf({ kind, detail, diagnostics }: Refusal): Problem {
  return new Problem(kind, detail, diagnostics);
}

/** A refusal for mistakes in what was sent. */
export function refuse(kind: ProblemKind, diagnostics: readonly Diagnostic[]): Problem {
  return problemOf(refusal(kind, diagnostics));
}

export const DEFECT = new Problem('internal-error', {
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

export function answerProblem(problem: Problem, c: Context<Env>): Response {
  const { errors, ...head } = viewRefusal(problem, languageOf(c));
  const details: ProblemDetails = { ...head, instance: c.req.path, errors };
  const type = { 'Content-Type': 'application/problem+json' };
  return c.body(JSON.stringify(details), PROBLEMS[problem.kind].status, type);
}
