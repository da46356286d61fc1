import type { Context } from 'hono';
import { diagnose } from '../rules/diagnostic.ts';
import { parseJsonText } from '../rules/json-text.ts';
import type { Env } from './dependencies.ts';
import { Problem, refuse } from './problem.ts';

/** Bytes of a request body. */
export const LARGEST_BODY = 1_000_000;
/** Values in a request body. Far above any profile; it bounds the work and the answer that a hostile body causes. */
const MOST_VALUES = 5_000;

const BODY = { file: 'request', pointer: '' };

/**
 * Reads the body as strict UTF-8 JSON. Throws a `Problem`: 415 for another media type, 400 for what can't be read,
 * 413 for too many values.
 */
export async function readJson(c: Context<Env>): Promise<unknown> {
  checkMediaType(c);
  // Bytes that aren't UTF-8 become U+FFFD here, which the parser refuses.
  const text = new TextDecoder().decode(await c.req.arrayBuffer());
  if (text.trim() === '') throw refuse('unreadable-body', [diagnose('empty', BODY)]);
  const parsed = parseJsonText(BODY.file, text);
  if (!parsed.ok) throw refuse('unreadable-body', parsed.diagnostics);
  const values = countValues(parsed.value);
  if (values > MOST_VALUES) throw tooLarge({ zh: `${MOST_VALUES} 个值`, en: `${MOST_VALUES} values` });
  return parsed.value;
}

/** The refusal of a body beyond a limit. */
export function tooLarge(limit: { readonly zh: string; readonly en: string }): Problem {
  return new Problem('body-too-large', { zh: `上限为 ${limit.zh}`, en: `the limit is ${limit.en}` });
}

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** Throws 415 for a body that says to be anything but plain JSON in UTF-8. */
export function checkMediaType(c: Context<Env>): void {
  const type = c.req.header('Content-Type') ?? '';
  const encoding = c.req.header('Content-Encoding') ?? 'identity';
  if (JSON_TYPE.test(type) && encoding === 'identity') return;
  const found = encoding === 'identity' ? type : `${type} (${encoding})`;
  throw new Problem('unsupported-media-type', {
    zh: `应为 application/json，实为“${found}”`,
    en: `expected application/json, found '${found}'`,
  });
}

/** Recursive: the parser has made sure that nothing is nested deeper than 64 levels. */
function countValues(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 1;
  return Object.values(json).reduce<number>((total, value) => total + countValues(value), 1);
}
