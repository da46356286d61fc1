import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { checkShape } from '../rules/shape.ts';
import type { Env } from './dependencies.ts';
import { refuse } from './problem.ts';

export const QUERY = 'query';
const ADDRESS = 'address';

/** What to do when the framework finds the query parameters wrong: refuse them in the words of our diagnostics. */
export function refuseQuery(schema: z.ZodType) {
  return refuseParameters({ query: schema });
}

/** The same for query parameters and for parts of the address. */
export function refuseParameters({
  query,
  param,
}: {
  readonly query?: z.ZodType;
  readonly param?: z.ZodType;
}) {
  return (
    { success, target }: { readonly success: boolean; readonly target: string },
    c: Context<Env>,
  ): undefined => {
    if (success) return undefined;
    const [schema, values, file] =
      target === 'param' ? [param, c.req.param(), ADDRESS] : [query, valuesOf(c.req.queries()), QUERY];
    const shaped = schema === undefined ? undefined : checkShape(schema, values, file);
    throw refuse('invalid-parameter', shaped?.ok === false ? shaped.diagnostics : []);
  };
}

/** A repeated parameter is a list, which no parameter of ours is. */
function valuesOf(queries: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(queries).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  );
}
