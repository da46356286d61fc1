import type { MiddlewareHandler } from 'hono';
import { StoreUnavailable } from '../ledger/store.ts';
import type { ApiDependencies, Env, LogEntry } from './dependencies.ts';
import { Problem } from './problem.ts';

/** Logs each request when its answer is ready. */
export function requestLog({ log, now }: ApiDependencies): MiddlewareHandler<Env> {
  return async (c, next) => {
    const start = now();
    await next();
    const { status } = c.res;
    log?.({
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path,
      status,
      ms: Math.round((now() - start) * 10) / 10,
      ...(isOurs(c.error) ? { error: whereOf(c.error) } : {}),
    });
  };
}

/** A refusal is the caller's, unless it is for the store's sake. */
function isOurs(error: Error | undefined): error is Error {
  return error !== undefined && (!(error instanceof Problem) || error.cause instanceof StoreUnavailable);
}

/** Where an error happened. Not its message, which may quote a body. */
export function whereOf(error: Error): NonNullable<LogEntry['error']> {
  const { name, stack = '' } = error.cause instanceof StoreUnavailable ? error.cause : error;
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  const code = codeOf(error);
  return {
    name,
    ...(code === undefined ? {} : { code }),
    at: frames.slice(0, 10).map((line) => line.trim()),
  };
}

/** `ECONNREFUSED`, or an SQLSTATE: the first code among an error and its causes. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : codeOf(error.cause);
}
