import type { Context } from 'hono';
import { readBody } from '../app/read-body.ts';
import type { Env } from './dependencies.ts';
import { Problem, problemOf } from './problem.ts';

/**
 * Reads the body as strict UTF-8 JSON. Throws a `Problem`: 415 for another media type, 400 for what can't be read,
 * 413 for too many values.
 */
export async function readJson(c: Context<Env>): Promise<unknown> {
  checkMediaType(c);
  const read = readBody(new TextDecoder().decode(await c.req.arrayBuffer()));
  if (!read.ok) throw problemOf(read.refusal);
  return read.value;
}

const UTF_8 = /^\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Throws 415 for a body that says to be anything but this media type in UTF-8. */
export function checkMediaType(c: Context<Env>, wanted = 'application/json'): void {
  const type = c.req.header('Content-Type') ?? '';
  const encoding = c.req.header('Content-Encoding') ?? 'identity';
  const isWanted = type.slice(0, wanted.length).toLowerCase() === wanted;
  if (isWanted && UTF_8.test(type.slice(wanted.length)) && encoding === 'identity') return;
  const found = encoding === 'identity' ? type : `${type} (${encoding})`;
  throw new Problem('unsupported-media-type', {
    zh: `应为 ${wanted}，实为“${found}”`,
    en: `expected ${wanted}, found '${found}'`,
  });
}
