import { Decimal } from '../../engine/decimal.ts';
import type { ValueType } from '../../engine/value.ts';
import { halfWidth } from '../../rules/value-json.ts';

const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['是', true],
  ['否', false],
]);
const SEPARATORS = /[;；、|]/;

/**
 * The JSON that a cell of a text table stands for; undefined where it is empty. What can't be read comes back as the text, which
 * parsing a profile then refuses in its own words.
 */
export function cellJson(type: ValueType, text: string): unknown {
  if (text.trim() === '') return undefined;
  switch (type.kind) {
    case 'boolean':
      return TRUTHS.get(halfWidth(text).toLowerCase()) ?? text;
    case 'integer':
    case 'number':
    case 'ratio':
      return numberIn(halfWidth(text)) ?? text;
    case 'set':
      return membersIn(text);
    default:
      return text;
  }
}

/** As in JSON, a number that a double doesn't carry exactly is none. */
function numberIn(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const read = Number(text);
  return Number.isFinite(read) && new Decimal(text).equals(read) ? read : undefined;
}

/** A JSON list, or members with a separator between them. */
function membersIn(text: string): unknown {
  if (!text.trim().startsWith('['))
    return text
      .split(SEPARATORS)
      .map((member) => member.trim())
      .filter((member) => member !== '');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
