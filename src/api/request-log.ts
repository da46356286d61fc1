import type { MiddlewareHandler } from 'hono';
import type { ApiDependencies, Env, LogEntry } from './dependencies.ts';

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
      ...(status === 500 && c.error !== undefined ? { error: whereOf(c.error) } : {}),
    });
  };
}

function whereOf({ name, stack = '' }: Error): NonNullable<LogEntry['error']> {
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return { name, at: frames.slice(0, 10).map((line) => line.trim()) };
}
