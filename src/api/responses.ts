import type { z } from '@hono/zod-openapi';
import { PROBLEMS, type ProblemKind } from '../app/problem-kinds.ts';
import { problemSchema } from './schema/problem-schema.ts';

interface Documented<Type extends string, S extends z.ZodType> {
  readonly description: string;
  readonly content: Readonly<Record<Type, { readonly schema: S }>>;
}

/** A JSON answer in an OpenAPI route. */
export function jsonAnswer<S extends z.ZodType>(
  schema: S,
  description: string,
): Documented<'application/json', S> {
  return { description, content: { 'application/json': { schema } } };
}

/** The problems that a route may answer with, by status. Every route may also break down with a 500. */
export function problems(
  ...kinds: readonly ProblemKind[]
): Record<number, Documented<'application/problem+json', typeof problemSchema>> {
  const all: readonly ProblemKind[] = [...kinds, 'timeout', 'internal-error'];
  return Object.fromEntries(
    all.map((kind) => {
      const { status } = PROBLEMS[kind];
      const titles = all.filter((other) => PROBLEMS[other].status === status);
      const description = titles.map((other) => `${PROBLEMS[other].title.zh}（/problems/${other}）`);
      const content = { 'application/problem+json': { schema: problemSchema } };
      return [status, { description: description.join('；'), content }];
    }),
  );
}
