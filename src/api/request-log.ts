import type { MiddlewareHandler } from 'hono';
import type { Env } from './dependencies.ts';

/** What is logged of a request. Never bodies, queries or subjects: nothing about the enterprise asked for. */
export interface LogEntry {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  /** For a defect of ours: where it happened. Its message is left out, because it may quote the body. */
  readonly error?: { readonly name: string; readonly at: readonly string[] };
}

export function requestLog(log: (entry: LogEntry) => void): MiddlewareHandler<Env> {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const { status } = c.res;
    log({
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path,
      status,
      ms: Math.round((performance.now() - start) * 10) / 10,
      ...(status === 500 && c.error !== undefined ? { error: whereOf(c.error) } : {}),
    });
  };
}

function whereOf({ name, stack = '' }: Error): { name: string; at: readonly string[] } {
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return { name, at: frames.slice(0, 10).map((line) => line.trim()) };
}
