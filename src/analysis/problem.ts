import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition, Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import { inputsOf, leavesIn } from '../engine/facts-read.ts';
import { type Fact, hierarchyOf, type RuleSet, type TableRow } from '../engine/rule-set.ts';
import { isDecimal, type Value, type ValueType } from '../engine/value.ts';
import type { Box } from './box.ts';
import { type Children, childrenOf, representativeCodes } from './codes.ts';
import { ALL_DAYS, dayNumber } from './day-number.ts';
import { normalForm } from './normal-form.ts';
import { cut, EVERYWHERE, pointSpan, type Span, type Spans } from './spans.ts';

/** What the search knows of the rules before it starts: which values of each fact must be told apart. */
export class Problem {
  readonly ruleSet: RuleSet;
  readonly asOf: CivilDate;
  /** Whether two codes that no constant tells apart may have to differ: then some may be missing. */
  codesMayBeMissing = false;
  private readonly children: (hierarchy: string) => Children;
  /** Texts, and codes by their hierarchy, that some condition names. */
  private readonly mentioned = new Map<string, Set<string>>();
  private readonly boxes = new Map<string, Box>();
  private readonly rows = new Map<string, readonly TableRow[]>();
  private readonly seen = new Set<string>();
  private texts = 0;

  constructor(
    ruleSet: RuleSet,
    asOf: CivilDate,
    conditions: readonly Condition[],
    children: (hierarchy: string) => Children = (id) => childrenIn(ruleSet, id),
  ) {
    this.ruleSet = ruleSet;
    this.asOf = asOf;
    this.children = children;
    for (const condition of conditions) this.readCondition(condition);
  }

  fact(id: string): Fact {
    const fact = this.ruleSet.facts.get(id);
    if (fact === undefined) throw new Error(`no fact '${id}' in the compiled rule set`);
    return fact;
  }

  /** All values that the fact can have: those that stand for the others, or spans. */
  boxOf(id: string): Box {
    const seen = this.boxes.get(id);
    if (seen !== undefined) return seen;
    const box = this.makeBox(this.fact(id));
    this.boxes.set(id, box);
    return box;
  }

  /** The rows of a decision table, in normal form. */
  rowsOf(id: string): readonly TableRow[] {
    const seen = this.rows.get(id);
    if (seen !== undefined) return seen;
    const { derivation } = this.fact(id);
    const rows = derivation?.kind === 'table' ? derivation.rows : [];
    const normal = rows.map((row) => ({ ...row, when: normalForm(row.when) }));
    this.rows.set(id, normal);
    return normal;
  }

  private readCondition(condition: Condition): void {
    for (const leaf of leavesIn(condition)) this.readLeaf(leaf);
  }

  private readLeaf({ fact, wanted }: Leaf): void {
    this.readFact(fact);
    if ('constant' in wanted) this.mention(this.fact(fact).type, wanted.constant);
    else {
      this.readFact(wanted.fact);
      const hierarchy = hierarchyOf(this.ruleSet, this.fact(wanted.fact));
      if (hierarchy === undefined) return;
      for (const code of hierarchy.codes.keys()) this.mention(this.fact(wanted.fact).type, code);
      if (hierarchy.unlisted !== undefined) this.codesMayBeMissing = true;
    }
  }

  private readFact(id: string): void {
    if (this.seen.has(id)) return;
    this.seen.add(id);
    const { type, derivation } = this.fact(id);
    if (elementOf(type).kind === 'text') this.texts += 1;
    if (derivation === null) return;
    for (const input of inputsOf(derivation)) this.readFact(input);
    if (derivation.kind !== 'table') return;
    for (const row of derivation.rows) {
      this.readCondition(row.when);
      this.mention(type, row.value);
    }
    this.mention(type, derivation.otherwise);
  }

  private mention(type: ValueType, value: Value): void {
    const pool = poolOf(elementOf(type));
    if (pool === null || isDecimal(value) || typeof value === 'boolean') return;
    const names = this.mentioned.get(pool) ?? new Set();
    this.mentioned.set(pool, names);
    for (const name of [value].flat()) names.add(name);
  }

  private makeBox(fact: Fact): Box {
    const { derivation, authorities, type } = fact;
    if (derivation?.kind === 'table' && authorities.length === 0)
      return boxAround(type, [...derivation.rows.map(({ value }) => value), derivation.otherwise]);
    switch (type.kind) {
      case 'boolean':
        return { kind: 'points', points: [true, false] };
      case 'enum':
        return { kind: 'points', points: type.values };
      case 'code':
      case 'text':
        return { kind: 'points', points: this.stringsOf(fact) };
      case 'set':
        return { kind: 'members', has: new Set(), lacks: new Set() };
      default:
        return { kind: 'spans', ...numbersOf(fact) };
    }
  }

  private stringsOf(fact: Fact): readonly string[] {
    const mentioned = this.mentioned.get(poolOf(elementOf(fact.type)) ?? '') ?? new Set<string>();
    const hierarchy = hierarchyOf(this.ruleSet, fact);
    if (hierarchy !== undefined)
      return representativeCodes(hierarchy, this.children(hierarchy.id), mentioned);
    const others = Array.from({ length: mentioned.size + this.texts }, (_each, index) => `其他${index + 1}`);
    return [...mentioned, ...others.filter((text) => !mentioned.has(text)).slice(0, this.texts)];
  }
}

function childrenIn(ruleSet: RuleSet, id: string): Children {
  const hierarchy = ruleSet.hierarchies.get(id);
  return hierarchy === undefined ? new Map() : childrenOf(hierarchy);
}

function elementOf(type: ValueType): Exclude<ValueType, { kind: 'set' }> {
  return type.kind === 'set' ? type.of : type;
}

/** Strings that may meet are mentioned together. */
function poolOf(type: ValueType): string | null {
  if (type.kind === 'code') return `code ${type.hierarchy}`;
  return type.kind === 'text' ? 'text' : null;
}

/** What a profile can hold: safe integers, money of twenty digits before the point. */
function numbersOf({ type, range, derivation }: Fact): Spans {
  const places = placesOf(type);
  const within = (low: number | string, high: number | string): Span => ({
    low: { at: new Decimal(low), open: false },
    high: { at: new Decimal(high), open: false },
  });
  const limits: Partial<Record<ValueType['kind'], Span>> = {
    integer: within(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    money: within('-99999999999999999999.99', '99999999999999999999.99'),
  };
  const all = type.kind === 'date' ? ALL_DAYS : derivation === null ? limits[type.kind] : undefined;
  const ends: Span = {
    low: range?.minimum === undefined ? null : { at: range.minimum, open: false },
    high: range?.maximum === undefined ? null : { at: range.maximum, open: false },
  };
  return cut({ spans: [all ?? EVERYWHERE], places }, [ends]);
}

/** Decimal places of the grid that the values of a type lie on; null where there is none. */
export function placesOf({ kind }: ValueType): number | null {
  if (kind === 'integer' || kind === 'date') return 0;
  return kind === 'money' ? 2 : null;
}

/** Exactly these values. */
export function boxAround(type: ValueType, values: readonly Value[]): Box {
  const spans = values.flatMap((value) => {
    if (isDecimal(value)) return [value];
    return type.kind === 'date' ? [dayNumber(value as string)] : [];
  });
  if (spans.length > 0) {
    const sorted = spans.toSorted((a, b) => a.comparedTo(b));
    const apart = sorted.filter((at, index) => sorted[index - 1]?.eq(at) !== true);
    return { kind: 'spans', places: placesOf(type), spans: apart.map(pointSpan) };
  }
  return { kind: 'points', points: [...new Set(values)] as (string | boolean)[] };
}
