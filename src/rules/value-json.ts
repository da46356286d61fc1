import { isCivilDate } from '../engine/civil-date.ts';
import { Decimal } from '../engine/decimal.ts';
import { type Hierarchy, hasCode } from '../engine/hierarchy.ts';
import type { Text } from '../engine/rule-set.ts';
import type { ElementType, Value, ValueKind, ValueType } from '../engine/value.ts';
import { type Diagnostic, diagnose, type Place, quote } from './diagnostic.ts';
import { type Nearest, nearest } from './nearest.ts';

export type ParsedValue =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

type Hierarchies = ReadonlyMap<string, Hierarchy>;

/** Reads a JSON value as a value of a fact's type. Full-width digits and letters count as their half-width forms. */
export function parseValue(
  type: ValueType,
  json: unknown,
  place: Place,
  hierarchies: Hierarchies,
  near: Nearest = nearest,
): ParsedValue {
  switch (type.kind) {
    case 'boolean':
      return typeof json === 'boolean' ? value(json) : wrong(type.kind, json, place);
    case 'integer':
      return Number.isSafeInteger(json) ? number(json as number) : wrong(type.kind, json, place);
    case 'number':
    case 'ratio':
      return Number.isFinite(json) ? number(json as number) : wrong(type.kind, json, place);
    case 'money':
      return parseMoney(json, place);
    case 'date':
      return typeof json === 'string' && isCivilDate(halfWidth(json))
        ? value(halfWidth(json))
        : wrong(type.kind, json, place);
    case 'enum':
    case 'code':
    case 'text':
      return parseElement(type, json, place, hierarchies, near);
    case 'set':
      return parseSet(type.of, json, place, hierarchies, near);
  }
}

/** Reads a list of values of one element type; each bad member has its own diagnostic. */
export function parseSet(
  of: ElementType,
  json: unknown,
  place: Place,
  hierarchies: Hierarchies,
  near: Nearest = nearest,
): ParsedValue {
  if (!Array.isArray(json)) return wrong('set', json, place);
  const members = json.map((member: unknown, index) =>
    parseElement(of, member, { ...place, pointer: `${place.pointer}/${index}` }, hierarchies, near),
  );
  const diagnostics = members.flatMap((member) => (member.ok ? [] : member.diagnostics));
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return value([...new Set(members.flatMap((member) => (member.ok ? [member.value as string] : [])))]);
}

function parseElement(
  type: ElementType,
  json: unknown,
  place: Place,
  hierarchies: Hierarchies,
  near: Nearest,
): ParsedValue {
  if (typeof json !== 'string' || json.trim() === '') return wrong(type.kind, json, place);
  if (type.kind === 'text') return value(json.normalize('NFC').trim());
  const word = halfWidth(json);
  if (type.kind === 'enum') {
    if (type.values.includes(word)) return value(word);
    const details = { found: quote(json), expected: type.values.join(', ') };
    return failed(diagnose('wrong-value', place, { ...details, nearest: near(word, type.values) }));
  }
  const hierarchy = hierarchies.get(type.hierarchy);
  // A hierarchy that doesn't exist has been reported where the fact names it.
  if (hierarchy === undefined || hasCode(hierarchy, word)) return value(word);
  return failed(diagnose('unknown-code', place, { found: quote(json), about: type.hierarchy }));
}

const MONEY_TEXT = /^-?\d{1,20}(\.\d{1,2})?$/;

/** Yuan: a JSON number that JSON carries exactly (at most 15 digits written out), or a decimal string. */
function parseMoney(json: unknown, place: Place): ParsedValue {
  if (typeof json === 'string' && MONEY_TEXT.test(halfWidth(json))) return number(halfWidth(json));
  if (typeof json !== 'number' || !Number.isFinite(json)) return wrong('money', json, place);
  const amount = new Decimal(json);
  if (amount.decimalPlaces() > 2 || amount.precision(true) > 15) return wrong('money', json, place);
  return number(json);
}

/** Half-width, trimmed, NFC: what people type with a Chinese input method means the same. */
export function halfWidth(text: string): string {
  return text.normalize('NFKC').trim();
}

const EXPECTED: Readonly<Record<ValueKind, Text>> = {
  boolean: { zh: ' true 或 false', en: 'true or false' },
  integer: { zh: '整数', en: 'an integer' },
  number: { zh: '数字', en: 'a number' },
  ratio: { zh: '小数（5% 写作 0.05）', en: 'a decimal (5 % is 0.05)' },
  money: {
    zh: '以元计的金额：至多两位小数、15 位有效数字的数字，更长的写成文字（如 "123456789012345.67"）',
    en: 'yuan: a number with at most 2 decimals and 15 digits, or a decimal string',
  },
  date: { zh: '存在的日期 YYYY-MM-DD', en: 'a day that exists, as YYYY-MM-DD' },
  enum: { zh: '枚举值', en: 'a declared value' },
  code: { zh: '代码（文字）', en: 'a code, as text' },
  text: { zh: '文字', en: 'text' },
  set: { zh: '列表', en: 'a list' },
};

/** There is one zero: -0 would be answered in other bytes. */
function number(written: number | string): ParsedValue {
  const decimal = new Decimal(written);
  return value(decimal.isZero() ? new Decimal(0) : decimal);
}

function value(parsed: Value): ParsedValue {
  return { ok: true, value: parsed };
}

function wrong(kind: ValueKind, json: unknown, place: Place): ParsedValue {
  return failed(diagnose('wrong-type', place, { expected: EXPECTED[kind], found: quote(json) }));
}

function failed(diagnostic: Diagnostic): ParsedValue {
  return { ok: false, diagnostics: [diagnostic] };
}
