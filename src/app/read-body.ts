import type { Text } from '../engine/rule-set.ts';
import { diagnose } from '../rules/diagnostic.ts';
import { parseJsonText } from '../rules/json-text.ts';
import { type Refusal, refusal } from './refusal.ts';

/** Bytes of a request body, or of a line of a stream. */
export const LARGEST_BODY = 1_000_000;
/** Values in it. Far above any profile; it bounds the work and the answer that a hostile body causes. */
const MOST_VALUES = 5_000;

const BODY = { file: 'request', pointer: '' };

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refusal: Refusal };

/** Reads the text of a body as strict JSON. Bytes that weren't UTF-8 are U+FFFD in it, which is refused. */
export function readBody(text: string): ReadBody {
  if (text.trim() === '') return failed(refusal('unreadable-body', [diagnose('empty', BODY)]));
  const parsed = parseJsonText(BODY.file, text);
  if (!parsed.ok) return failed(refusal('unreadable-body', parsed.diagnostics));
  const values = countValues(parsed.value);
  return values > MOST_VALUES
    ? failed(tooLarge({ zh: `${MOST_VALUES} 个值`, en: `${MOST_VALUES} values` }))
    : parsed;
}

/** The refusal of a body beyond a limit. */
export function tooLarge(limit: Text): Refusal {
  const detail = { zh: `上限为 ${limit.zh}`, en: `the limit is ${limit.en}` };
  return { kind: 'body-too-large', detail, diagnostics: [] };
}

function failed(refused: Refusal): ReadBody {
  return { ok: false, refusal: refused };
}

/** Recursive: the parser has made sure that nothing is nested deeper than 64 levels. */
function countValues(json: unknown): number {
  if (typeof json !== 'object' || json === null) return 1;
  return Object.values(json).reduce<number>((total, value) => total + countValues(value), 1);
}
