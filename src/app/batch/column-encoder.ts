import type { Column } from '../../batch/table.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { NUMERIC_KINDS, type Value, type ValueKind } from '../../engine/value.ts';
import { parseValue } from '../../rules/value-json.ts';
import { cellJson } from './cell.ts';

/**
 * Puts the values of one fact into a column. Sound, not complete: what isn't plainly right isn't encoded, and the row is read
 * as a whole by `parseProfile`.
 */
export interface ColumnEncoder {
  readonly fact: Fact;
  /** The number or code for a JSON value; undefined where the row must be read as a whole. */
  encode(json: unknown): number | undefined;
  /** The same for the text of a cell. */
  encodeText(text: string): number | undefined;
  /** What stands for a value that is absent. */
  readonly absent: number;
  /** An array for so many rows or more, all absent, in memory that threads share. */
  blank(rows: number): Encoded;
  /** Takes an array back that nobody reads any more. Such memory is freed late otherwise, and much of it would gather. */
  recycle(encoded: Encoded): void;
  /** The column that the first `rows` of an array make. */
  column(encoded: Encoded, rows: number): Column;
  /** Between tables: forgets the values met so far if they are too many. Columns made before keep theirs; codes for later ones mean nothing any more. */
  trim(): void;
}

export type Encoded = Float64Array | Int32Array;

/** More different texts than this are forgotten between tables, so that memory stays bounded. */
const MOST_KEPT = 100_000;

/** Arrays that were given back. */
class Recycled<Each extends Encoded> {
  private readonly arrays: Each[] = [];

  add(array: Each): void {
    this.arrays.push(array);
  }

  /** Any that is long enough; shorter ones are let go. */
  take(rows: number): Each | undefined {
    for (let array = this.arrays.pop(); array !== undefined; array = this.arrays.pop())
      if (array.length >= rows) return array;
    return undefined;
  }
}

export function createEncoder(ruleSet: RuleSet, fact: Fact, mostKept: number = MOST_KEPT): ColumnEncoder {
  if (NUMERIC_KINDS.includes(fact.type.kind)) return new NumberEncoder(fact);
  return new CodedEncoder(ruleSet, fact, mostKept);
}

const PLAIN_TEXT = /^-?\d{1,15}(\.\d{1,15})?$/;
const PLAIN_MONEY = /^-?\d{1,15}(\.\d{1,2})?$/;

class NumberEncoder implements ColumnEncoder {
  readonly fact: Fact;
  readonly absent = Number.NaN;
  private readonly recycled = new Recycled<Float64Array>();
  private readonly kind: ValueKind;
  private readonly plain: RegExp;
  private readonly minimum: number;
  private readonly maximum: number;

  constructor(fact: Fact) {
    this.fact = fact;
    this.kind = fact.type.kind;
    this.plain = this.kind === 'money' ? PLAIN_MONEY : PLAIN_TEXT;
    this.minimum = fact.range?.minimum?.toNumber() ?? Number.NEGATIVE_INFINITY;
    this.maximum = fact.range?.maximum?.toNumber() ?? Number.POSITIVE_INFINITY;
  }

  encode(json: unknown): number | undefined {
    if (json === undefined || json === null) return Number.NaN;
    if (typeof json !== 'number' || !isPlain(json, this.kind)) return undefined;
    // There is one zero.
    return json >= this.minimum && json <= this.maximum ? json + 0 : undefined;
  }

  encodeText(text: string): number | undefined {
    if (text === '') return Number.NaN;
    if (text.length <= 16 && this.plain.test(text)) return this.encode(Number(text));
    const json = cellJson(this.fact.type, text);
    return json === undefined ? Number.NaN : undefined;
  }

  blank(rows: number): Encoded {
    const array = this.recycled.take(rows) ?? new Float64Array(new SharedArrayBuffer(8 * rows));
    return array.fill(this.absent);
  }

  recycle(encoded: Encoded): void {
    this.recycled.add(encoded as Float64Array);
  }

  column(encoded: Encoded, rows: number): Column {
    return { kind: 'number', values: (encoded as Float64Array).subarray(0, rows) };
  }

  trim(): void {
    // Numbers are their own codes.
  }
}

/** Whether a double stands for exactly one decimal of at most 15 digits that the kind allows. */
export function isPlain(value: number, kind: ValueKind): boolean {
  if (Number.isInteger(value)) return Math.abs(value) < 1e15;
  if (kind === 'integer' || !Number.isFinite(value)) return false;
  if (kind === 'money') return isTimes(value, 100);
  return isTimes(value, 10_000) || Number(value.toPrecision(15)) === value;
}

/** A quotient is rounded correctly, so it is the double of the decimal `whole / scale`. */
function isTimes(value: number, scale: number): boolean {
  const whole = Math.round(value * scale);
  return Math.abs(whole) < 1e15 && whole / scale === value;
}

class CodedEncoder implements ColumnEncoder {
  readonly fact: Fact;
  readonly absent = -1;
  private readonly recycled = new Recycled<Int32Array>();
  private readonly ruleSet: RuleSet;
  private readonly mostKept: number;
  private readonly codeOfText = new Map<string, number | undefined>();
  private readonly codeOfString = new Map<string, number | undefined>();
  /** Of booleans and lists, by their JSON: none is taken for the string that looks like it. */
  private readonly codeOfOther = new Map<string, number | undefined>();
  private readonly codeOfValue = new Map<string, number>();
  private dictionary: Value[] = [];
  private shown: readonly Value[] = [];

  constructor(ruleSet: RuleSet, fact: Fact, mostKept: number) {
    this.ruleSet = ruleSet;
    this.fact = fact;
    this.mostKept = mostKept;
  }

  encode(json: unknown): number | undefined {
    if (json === undefined || json === null) return -1;
    if (typeof json === 'string') return this.cached(this.codeOfString, json, () => this.parse(json));
    const isList = Array.isArray(json) && json.every((each) => typeof each === 'string');
    if (typeof json !== 'boolean' && !isList) return undefined;
    return this.cached(this.codeOfOther, JSON.stringify(json), () => this.parse(json));
  }

  encodeText(text: string): number | undefined {
    if (text === '') return -1;
    return this.cached(this.codeOfText, text, () => {
      const json = cellJson(this.fact.type, text);
      return json === undefined ? -1 : this.parse(json);
    });
  }

  private cached(
    cache: Map<string, number | undefined>,
    key: string,
    parse: () => number | undefined,
  ): number | undefined {
    const known = cache.get(key);
    if (known !== undefined) return known;
    const code = parse();
    if (code !== undefined) cache.set(key, code);
    return code;
  }

  private parse(json: unknown): number | undefined {
    const parsed = parseValue(this.fact.type, json, NOWHERE, this.ruleSet.hierarchies);
    if (!parsed.ok) return undefined;
    const key = JSON.stringify(parsed.value);
    const known = this.codeOfValue.get(key);
    if (known !== undefined) return known;
    const code = this.dictionary.push(parsed.value) - 1;
    this.codeOfValue.set(key, code);
    return code;
  }

  blank(rows: number): Encoded {
    const array = this.recycled.take(rows) ?? new Int32Array(new SharedArrayBuffer(4 * rows));
    return array.fill(this.absent);
  }

  recycle(encoded: Encoded): void {
    this.recycled.add(encoded as Int32Array);
  }

  trim(): void {
    if (this.codeOfText.size + this.codeOfString.size + this.codeOfOther.size <= this.mostKept) return;
    for (const cache of [this.codeOfText, this.codeOfString, this.codeOfOther, this.codeOfValue])
      cache.clear();
    this.dictionary = [];
    this.shown = [];
  }

  column(encoded: Encoded, rows: number): Column {
    // What was given away stays as it was; the same list again tells that nothing was added.
    if (this.shown.length !== this.dictionary.length) this.shown = [...this.dictionary];
    return { kind: 'coded', codes: (encoded as Int32Array).subarray(0, rows), dictionary: this.shown };
  }
}

const NOWHERE = { file: '', pointer: '' };
