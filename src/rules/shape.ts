import type { z } from 'zod';
import type { Text } from '../engine/rule-set.ts';
import { type Diagnostic, diagnose, type Place, pointerTo, quote } from './diagnostic.ts';
import { nearest } from './nearest.ts';
import { AMOUNT_KEYS } from './schema/amount-schema.ts';
import { CONDITION_KEYS } from './schema/condition-schema.ts';

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Checks parsed JSON against a schema; every mismatch becomes a diagnostic at its own place. */
export function checkShape<T>(schema: z.ZodType<T>, json: unknown, file: string): Shaped<T> {
  const result = parse(schema, json);
  if (result === null)
    return { ok: false, diagnostics: [diagnose('too-many-mistakes', { file, pointer: '' })] };
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, diagnostics: result.error.issues.flatMap((issue) => fromIssue(issue, json, file)) };
}

/** Null where there are more mistakes than zod can hand over: it passes them as the arguments of a call. */
function parse<T>(schema: z.ZodType<T>, json: unknown): z.ZodSafeParseResult<T> | null {
  try {
    return schema.safeParse(json);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function fromIssue(issue: Issue, json: unknown, file: string): readonly Diagnostic[] {
  const value = issue.path.reduce<unknown>(step, json);
  const place: Place = { file, pointer: pointerTo(issue.path) };
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const pointer = pointerTo([...issue.path, key]);
      return diagnose('unknown-key', { file, pointer }, { found: key });
    });
  if (issue.code === 'invalid_key')
    return [wrongForm(place, quote(issue.path.at(-1)), FORMS[issue.issues[0]?.message ?? ''])];
  if (value === undefined && issue.path.length > 0) return [missingKey(issue.path, file)];
  switch (issue.code) {
    case 'invalid_type':
      return [wrongType(place, value, TYPE_NAMES[issue.expected] ?? issue.expected)];
    case 'invalid_value':
      return [wrongValue(place, value, issue.values.map(String))];
    case 'invalid_union':
      return fromUnion(issue, value, place, json);
    default: {
      const form = FORMS[issue.message];
      return [form === undefined ? diagnose('empty', place) : wrongForm(place, quote(value), form)];
    }
  }
}

/** What a schema asks for, by the word that it gives as its error; one that gives none asks for something to be there. */
const FORMS: Readonly<Record<string, Text>> = {
  'not-a-date': { zh: '存在的日期 YYYY-MM-DD', en: 'a day that exists, as YYYY-MM-DD' },
  'camel-case': { zh: '小驼峰英文（如 annualRevenue）', en: 'camel case (annualRevenue)' },
  'kebab-case': {
    zh: '小写英文、数字与连字符（如 small-or-micro）',
    en: 'lower case with hyphens (small-or-micro)',
  },
  filled: { zh: '非空的文字', en: 'text that is not empty' },
  pointer: { zh: 'JSON 指针（如 /conditions/all/0）', en: 'a JSON pointer (/conditions/all/0)' },
  'positive-integer': { zh: '正整数', en: 'a positive integer' },
  'positive-number': { zh: '大于零的数', en: 'a number above zero' },
  'two-or-more': { zh: '至少两项的列表', en: 'a list of at least two' },
  sha256: { zh: 'sha256: 加 64 位小写十六进制数', en: 'sha256: and 64 hexadecimal digits in lower case' },
  'decision-id': { zh: '判断记录的编号（UUID，小写）', en: 'the id of a decision, a UUID in lower case' },
  'page-size': { zh: '1 到 200 的整数', en: 'an integer from 1 to 200' },
  cursor: { zh: '上一页的 next', en: 'the next of the page before' },
  constant: { zh: '常量', en: 'a constant' },
  wanted: {
    zh: '常量、文字列表或 { "fact": "指标" }',
    en: 'a constant, a list of texts or { "fact": "id" }',
  },
  reach: { zh: '"anywhere" 或 { "fact": "指标" }', en: '"anywhere" or { "fact": "id" }' },
  'text-or-texts': { zh: '文字、文字列表或 null', en: 'text, a list of texts or null' },
  'amount-text': {
    zh: '两位小数的金额（如 120000.00）或 unknown',
    en: 'two decimals (120000.00) or unknown',
  },
  'file-content': { zh: 'JSON 对象，或文件的文字', en: 'a JSON object, or the text of the file' },
  money: { zh: '以元计的金额', en: 'an amount in yuan' },
};

const TYPE_NAMES: Readonly<Record<string, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'an integer' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
};

function step(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

function missingKey(path: readonly PropertyKey[], file: string): Diagnostic {
  const place = { file, pointer: pointerTo(path.slice(0, -1)) };
  return diagnose('missing-key', place, { expected: String(path.at(-1)) });
}

function wrongType(place: Place, value: unknown, expected: string | Text): Diagnostic {
  return diagnose('wrong-type', place, { expected, found: quote(value) });
}

function wrongForm(place: Place, found: string, expected: string | Text = ''): Diagnostic {
  return diagnose('wrong-form', place, { expected, found });
}

function wrongValue(place: Place, value: unknown, allowed: readonly string[]): Diagnostic {
  const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const expected = allowed.join(', ');
  return diagnose('wrong-value', place, { found: quote(value), expected, nearest: near });
}

/**
 * A failed union says little by itself. Of a condition, take the branch that the keys present point to; else the branch
 * of the right type, whose mistakes all lie deeper.
 */
function fromUnion(issue: UnionIssue, value: unknown, place: Place, json: unknown): readonly Diagnostic[] {
  if (issue.discriminator !== undefined)
    return [wrongValue(place, value, 'options' in issue ? (issue.options as unknown[]).map(String) : [])];
  const form = FORMS[issue.message];
  const keyed = issue.message === 'amount' ? AMOUNT : CONDITION;
  const branch =
    form === undefined
      ? issue.errors[branchOf(value, keyed.keys)]
      : issue.errors.find((inner) => inner.every(({ path }) => path.length > 0));
  if (branch === undefined) {
    const found = quote(value);
    return [form === undefined ? diagnose(keyed.code, place, { found }) : wrongForm(place, found, form)];
  }
  return branch.flatMap((inner) =>
    fromIssue({ ...inner, path: [...issue.path, ...inner.path] }, json, place.file),
  );
}

/** The unions whose branches are told apart by a key of their own. */
const CONDITION = { keys: CONDITION_KEYS, code: 'condition-form' } as const;
const AMOUNT = { keys: AMOUNT_KEYS, code: 'amount-form' } as const;

/** Which branch of a union a value means, by the key that only this branch has; -1 where it has none. */
function branchOf(value: unknown, keys: readonly string[]): number {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return -1;
  return keys.findLastIndex((key) => Object.hasOwn(value, key));
}
