import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { checkShape } from '../rules/shape.ts';
import type { Env } from './dependencies.ts';
import { refuse } from './problem.ts';

export const QUERY = 'query';

/** What to do when the framework finds the query parameters wrong: refuse them in the words of our diagnostics. */
export function refuseQuery(schema: z.ZodType) {
  return (result: { readonly success: boolean }, c: Context<Env>): undefined => {
    if (result.success) return undefined;
    const shaped = checkShape(schema, valuesOf(c.req.queries()), QUERY);
    throw refuse('invalid-parameter', shaped.ok ? [] : shaped.diagnostics);
  };
}

/** A repeated parameter is a list, which no parameter of ours is. */
function valuesOf(queries: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(queries).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
