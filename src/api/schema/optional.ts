import { z } from '@hono/zod-openapi';

/**
 * A key that is left out where there is nothing to say, never undefined. At run time it is plain `optional`, because
 * the OpenAPI generator knows no other kind; these schemas document answers and never parse any.
 */
export function optional<S extends z.ZodType>(schema: S): z.ZodExactOptional<S> {
  return z.optional(schema) as unknown as z.ZodExactOptional<S>;
}

/** A list that can't be changed. */
export function list<S extends z.ZodType>(schema: S): z.ZodReadonly<z.ZodArray<S>> {
  return z.array(schema).readonly();
}
