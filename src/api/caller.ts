import type { Context } from 'hono';
import { diagnose, quote } from '../rules/diagnostic.ts';
import type { Env } from './dependencies.ts';
import { refuse } from './problem.ts';

export const CALLER_HEADER = 'X-Caller';

/** Characters of what a caller may call itself. */
const LONGEST_NAME = 200;

/** Who calls, as it names itself; null where it doesn't. Nobody checks it. Throws a `Problem` where it can't be shown. */
export function callerOf(c: Context<Env>): string | null {
  const header = c.req.header(CALLER_HEADER);
  if (header === undefined) return null;
  const name = fromBytes(header)?.trim() ?? '';
  if (name !== '' && [...name].length <= LONGEST_NAME && !/\p{C}/u.test(name)) return name;
  const expected = {
    zh: `可显示的文字，1 到 ${LONGEST_NAME} 个字符，UTF-8`,
    en: `printable text of 1 to ${LONGEST_NAME} characters in UTF-8`,
  };
  const place = { file: 'header', pointer: `/${CALLER_HEADER}` };
  throw refuse('invalid-parameter', [diagnose('wrong-form', place, { expected, found: quote(header) })]);
}

/** A header comes as one character a byte; undefined where the bytes aren't UTF-8. */
function fromBytes(header: string): string | undefined {
  try {
    const bytes = Uint8Array.from(header, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
