import type { Column } from '../../batch/table.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import type { Diagnostic } from '../../rules/diagnostic.ts';
import { parseProfile } from '../../rules/profile-json.ts';
import { cellJson } from './cell.ts';
import { type ColumnEncoder, createEncoder, type Encoded } from './column-encoder.ts';
import type { Aside, Mistake, Part, Position } from './part.ts';

interface Filled {
  readonly encoder: ColumnEncoder;
  values: Encoded | undefined;
}

/** Gathers rows into columns, part by part. `source` vouches for plain values; null is self-declared. */
export class PartBuilder {
  readonly capacity: number;
  private readonly ruleSet: RuleSet;
  private readonly source: string | null;
  private readonly mostKept: number | undefined;
  private readonly columns = new Map<string, Filled>();
  private subjects: (string | null)[] = [];
  private lines: number[] = [];
  private aside = new Map<number, Aside>();

  /** `mostKept`: of the different texts of a column, from one part to the next. */
  constructor(ruleSet: RuleSet, source: string | null, capacity: number, mostKept?: number) {
    this.ruleSet = ruleSet;
    this.source = source;
    this.capacity = capacity;
    this.mostKept = mostKept;
  }

  get rows(): number {
    return this.subjects.length;
  }

  get isFull(): boolean {
    return this.rows >= this.capacity;
  }

  /** A row of texts, each the cell of the fact in the same place; null stands for a column that is no fact. */
  addTexts(
    line: number,
    subject: string | null,
    facts: readonly (Fact | null)[],
    texts: readonly string[],
  ): void {
    const row = this.begin(line, subject);
    const isPut = facts.every(
      (fact, place) =>
        fact === null || this.put(fact, row, (encoder) => encoder.encodeText(texts[place] ?? '')),
    );
    if (!isPut) this.readWhole(row, line, jsonOf(facts, texts), this.source);
  }

  /** A row given as the JSON of a profile. */
  addProfile(line: number, subject: string | null, profile: unknown, source = this.source): void {
    const row = this.begin(line, subject);
    if (!isObject(profile) || source !== this.source || !this.putAll(row, profile))
      this.readWhole(row, line, profile, source);
  }

  /** A row that can't be read at all. */
  addBad(line: number, mistakes: readonly Mistake[]): void {
    this.aside.set(this.begin(line, null), { kind: 'bad', line, mistakes });
  }

  /** What was gathered; the next part begins. */
  take(next: Position): Part<readonly (string | null)[]> {
    const columns = new Map<string, Column>();
    const used: (() => void)[] = [];
    for (const [id, filled] of this.columns) {
      const { encoder } = filled;
      if (filled.values === undefined) continue;
      const values = this.withRoom(encoder, filled.values, this.rows);
      columns.set(id, encoder.column(values, this.rows));
      used.push(() => encoder.recycle(values));
      encoder.trim();
      filled.values = undefined;
    }
    const { rows, subjects, lines, aside } = this;
    const part = {
      table: { rows, columns },
      subjects,
      aside,
      lineOf: (row: number) => lines[row] ?? 0,
      next,
      release() {
        for (const recycle of used) recycle();
      },
    };
    this.subjects = [];
    this.lines = [];
    this.aside = new Map();
    return part;
  }

  private begin(line: number, subject: string | null): number {
    this.lines.push(line);
    return this.subjects.push(subject) - 1;
  }

  private filled(fact: Fact): Filled {
    const known = this.columns.get(fact.id);
    if (known !== undefined) return known;
    const made = { encoder: createEncoder(this.ruleSet, fact, this.mostKept), values: undefined };
    this.columns.set(fact.id, made);
    return made;
  }

  private putAll(row: number, profile: Readonly<Record<string, unknown>>): boolean {
    return Object.entries(profile).every(([id, json]) => {
      const fact = this.ruleSet.facts.get(id);
      return fact !== undefined && isReported(fact) && this.put(fact, row, (encoder) => encoder.encode(json));
    });
  }

  /** False where the value isn't plainly right. */
  private put(fact: Fact, row: number, encode: (encoder: ColumnEncoder) => number | undefined): boolean {
    const filled = this.filled(fact);
    const code = encode(filled.encoder);
    if (code === undefined) return false;
    filled.values = this.withRoom(filled.encoder, filled.values, row + 1);
    filled.values[row] = code;
    return true;
  }

  /** Blocks of short rows bring more than a part's rows. */
  private withRoom(encoder: ColumnEncoder, values: Encoded | undefined, rows: number): Encoded {
    if (values !== undefined && values.length >= rows) return values;
    const longer = encoder.blank(Math.max(this.capacity, rows, 2 * (values?.length ?? 0)));
    if (values !== undefined) {
      longer.set(values);
      encoder.recycle(values);
    }
    return longer;
  }

  /** The row is right in another form, or it is refused; either way its place in the columns is left blank. */
  private readWhole(row: number, line: number, profile: unknown, source: string | null): void {
    for (const { values, encoder } of this.columns.values())
      if (values !== undefined) values[row] = encoder.absent;
    this.aside.set(row, readAside(this.ruleSet, line, profile, source));
  }
}

/** What a profile comes to that doesn't go into columns. */
export function readAside(ruleSet: RuleSet, line: number, json: unknown, source: string | null): Aside {
  const { profile, diagnostics } = parseProfile(ruleSet, json, source);
  if (profile !== null) return { kind: 'odd', line, profile };
  return { kind: 'bad', line, mistakes: diagnostics.map(mistakeOf) };
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Whether a profile may give it. */
export function isReported(fact: Fact): boolean {
  return fact.derivation === null || fact.authorities.length > 0;
}

/** The JSON of a profile from the cells of a row. */
export function jsonOf(
  facts: readonly (Fact | null)[],
  texts: readonly string[],
): Readonly<Record<string, unknown>> {
  const cells = facts.map((fact, place) =>
    fact === null ? [] : [[fact.id, cellJson(fact.type, texts[place] ?? '')] as const],
  );
  return Object.fromEntries(cells.flat().filter(([, json]) => json !== undefined));
}

export function mistakeOf({ pointer, code, message, help }: Diagnostic): Mistake {
  const [, step] = pointer.split('/');
  const column = step?.replaceAll('~1', '/').replaceAll('~0', '~') ?? null;
  const words =
    help === undefined ? message : { zh: `${message.zh}（${help.zh}）`, en: `${message.en} (${help.en})` };
  return { column, code, message: words };
}
