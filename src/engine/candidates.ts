import { addDays, addMonthsTo, type CivilDate } from './civil-date.ts';
import type { Condition, Leaf } from './condition.ts';
import { Decimal } from './decimal.ts';
import type { Derivation, Fact } from './rule-set.ts';
import type { Reader, Reading } from './trace.ts';
import { isDecimal, sameValue, type Value } from './value.ts';

/** Values worth trying, by fact of the profile, the nearest first; and days worth waiting for. */
export interface Candidates {
  readonly values: ReadonlyMap<string, readonly Value[]>;
  readonly days: readonly CivilDate[];
}

/** A set with more members mentioned than this is changed one member at a time. */
const MOST_TOGGLED = 5;

/**
 * For each fact that the leaves read, values on both sides of every boundary that they draw, seen from the facts as
 * they stand. Between two boundaries all values answer alike, so these stand for all.
 */
export function candidatesFor(leaves: readonly Leaf[], reader: Reader): Candidates {
  const values = new Map<string, Value[]>();
  const days = new Set<CivilDate>();
  for (const leaf of leaves) collectLeaf(leaf, reader, values, days);
  for (const [id, tried] of values) values.set(id, nearestFirst(tried, reader.read(id)));
  return { values, days: [...days].toSorted() };
}

function collectLeaf(leaf: Leaf, reader: Reader, values: Map<string, Value[]>, days: Set<CivilDate>): void {
  const collect = new Collector(reader, values, days);
  if ('constant' in leaf.wanted) {
    collect.target(leaf.fact, leaf.wanted.constant);
    return;
  }
  const [mine, other] = [reader.read(leaf.fact), reader.read(leaf.wanted.fact)];
  if (other.known) collect.target(leaf.fact, other.value);
  if (mine.known) collect.target(leaf.wanted.fact, mine.value);
}

/** Turns "this fact should be about that" into values of the facts that it is derived from. */
class Collector {
  private readonly reader: Reader;
  private readonly values: Map<string, Value[]>;
  private readonly days: Set<CivilDate>;

  constructor(reader: Reader, values: Map<string, Value[]>, days: Set<CivilDate>) {
    this.reader = reader;
    this.values = values;
    this.days = days;
  }

  target(id: string, wanted: Value): void {
    const fact = this.reader.ruleSet.facts.get(id);
    if (fact === undefined) return;
    const reading = this.reader.read(id);
    if (fact.derivation === null || reading.reports.length > 0)
      this.propose(fact, around(fact, wanted, reading));
    else this.targetDerived(fact.derivation, wanted);
  }

  private propose(fact: Fact, proposed: readonly Value[]): void {
    const known = this.values.get(fact.id) ?? [];
    const fresh = proposed.filter((value) => inRange(fact, value));
    this.values.set(fact.id, [
      ...known,
      ...fresh.filter((value) => !known.some((other) => sameValue(other, value))),
    ]);
  }

  private targetDerived(derivation: Derivation, wanted: Value): void {
    if (derivation.kind === 'table') {
      for (const row of derivation.rows)
        for (const leaf of leavesIn(row.when)) collectLeaf(leaf, this.reader, this.values, this.days);
      return;
    }
    if (!isDecimal(wanted)) return;
    switch (derivation.kind) {
      case 'ratio':
        this.targetRatio(derivation, wanted);
        break;
      case 'sum':
        this.targetSum(derivation.of, wanted);
        break;
      case 'difference':
        this.targetDifference(derivation, wanted);
        break;
      case 'age':
        this.targetAge(derivation, wanted);
    }
  }

  private targetRatio(
    { numerator, denominator }: Extract<Derivation, { kind: 'ratio' }>,
    wanted: Decimal,
  ): void {
    const [above, below] = [this.numberOf(numerator), this.numberOf(denominator)];
    if (below !== null) this.target(numerator, wanted.times(below));
    if (above !== null && !wanted.isZero()) this.target(denominator, above.div(wanted));
  }

  private targetSum(terms: readonly string[], wanted: Decimal): void {
    const numbers = terms.map((term) => this.numberOf(term));
    terms.forEach((term, index) => {
      const others = numbers.filter((_, other) => other !== index);
      if (others.every((other) => other !== null)) this.target(term, wanted.minus(Decimal.sum(0, ...others)));
    });
  }

  private targetDifference(
    { minuend, subtrahend }: Extract<Derivation, { kind: 'difference' }>,
    wanted: Decimal,
  ): void {
    const [from, taken] = [this.numberOf(minuend), this.numberOf(subtrahend)];
    if (taken !== null) this.target(minuend, wanted.plus(taken));
    if (from !== null) this.target(subtrahend, from.minus(wanted));
  }

  /** Nobody changes when something began: what helps is the day on which it is old enough. */
  private targetAge({ since, in: unit }: Extract<Derivation, { kind: 'age' }>, wanted: Decimal): void {
    const reading = this.reader.read(since);
    if (!reading.known || wanted.abs().gt(40_000)) return;
    for (const extra of [0, 1]) {
      const age = wanted.floor().toNumber() + extra;
      const day = addAge(reading.value as CivilDate, unit, age);
      if (day !== null) this.days.add(day);
    }
  }

  private numberOf(id: string): Decimal | null {
    const reading = this.reader.read(id);
    return reading.known && isDecimal(reading.value) ? reading.value : null;
  }
}

function addAge(since: CivilDate, unit: 'years' | 'months' | 'days', age: number): CivilDate | null {
  const day = unit === 'days' ? addDays(since, age) : addMonthsTo(since, unit === 'years' ? age * 12 : age);
  return day.length === 10 ? day : null;
}

/** The boundary itself and its neighbours on both sides. */
function around(fact: Fact, wanted: Value, current: Reading): readonly Value[] {
  switch (fact.type.kind) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return fact.type.values;
    case 'date':
      return typeof wanted === 'string' ? [wanted, addDays(wanted, 1), addDays(wanted, -1)] : [];
    case 'set':
      return setsAround(wanted, current);
    case 'code':
    case 'text':
      return Array.isArray(wanted) ? wanted : [wanted];
    default:
      return isDecimal(wanted) ? numbersAround(fact, wanted) : [];
  }
}

function numbersAround(fact: Fact, wanted: Decimal): readonly Decimal[] {
  const places = { integer: 0, money: 2 }[fact.type.kind as string] ?? 4;
  const step = new Decimal(10).pow(-places);
  const [below, above] = [
    wanted.toDecimalPlaces(places, Decimal.ROUND_FLOOR),
    wanted.toDecimalPlaces(places, Decimal.ROUND_CEIL),
  ];
  return [below, above, below.minus(step), above.plus(step)];
}

/** The members mentioned, each in or out, the rest of the set left as it is. */
function setsAround(wanted: Value, current: Reading): readonly Value[] {
  const mentioned = Array.isArray(wanted) ? (wanted as readonly string[]) : [wanted as string];
  const held = current.known ? (current.value as readonly string[]) : [];
  if (mentioned.length > MOST_TOGGLED)
    return [[...new Set([...held, ...mentioned])], ...mentioned.map((member) => toggled(held, [member]))];
  const subsets = Array.from({ length: 2 ** mentioned.length }, (_, bits) =>
    mentioned.filter((_member, index) => ((bits >> index) & 1) === 1),
  );
  const others = held.filter((member) => !mentioned.includes(member));
  return subsets.map((subset) => [...others, ...subset]);
}

function toggled(held: readonly string[], members: readonly string[]): readonly string[] {
  const kept = held.filter((member) => !members.includes(member));
  return [...kept, ...members.filter((member) => !held.includes(member))];
}

function inRange({ range }: Fact, value: Value): boolean {
  if (!isDecimal(value)) return true;
  const { minimum, maximum } = range ?? {};
  return (minimum === undefined || value.gte(minimum)) && (maximum === undefined || value.lte(maximum));
}

function nearestFirst(values: readonly Value[], reading: Reading): Value[] {
  const current = reading.known ? reading.value : null;
  const others = values.filter((value) => current === null || !sameValue(value, current));
  return others.toSorted((a, b) => distance(a, current) - distance(b, current));
}

function distance(value: Value, current: Value | null): number {
  if (current === null) return 0;
  if (isDecimal(value) && isDecimal(current)) return value.minus(current).abs().toNumber();
  if (Array.isArray(value) && Array.isArray(current))
    return (
      value.filter((each) => !current.includes(each)).length +
      current.filter((each) => !value.includes(each)).length
    );
  return 0;
}

function leavesIn(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(leavesIn);
    case 'not':
    case 'named':
      return leavesIn(condition.part);
    case 'leaf':
      return [condition];
  }
}
