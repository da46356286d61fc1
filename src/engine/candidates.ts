import { addDays, addMonthsTo, type CivilDate, daysBetween, isCivilDate } from './civil-date.ts';
import type { Leaf } from './condition.ts';
import { Decimal } from './decimal.ts';
import { leavesIn } from './facts-read.ts';
import type { Derivation, Fact } from './rule-set.ts';
import type { Reader, Reading } from './trace.ts';
import { isDecimal, sameValue, type Value } from './value.ts';

/** Values worth trying, by fact of the profile, the nearest first; and days worth waiting for. */
export interface Candidates {
  readonly values: ReadonlyMap<string, readonly Value[]>;
  readonly days: readonly CivilDate[];
}

/** Of a set with more members mentioned than this, one or two are changed at a time, or all. */
const MOST_TOGGLED = 5;

/**
 * For each fact that the leaves read, values on both sides of every boundary that they draw, seen from the facts as
 * they stand. Between two boundaries all values answer alike, so these stand for all. Of texts and codes only those that
 * the leaves mention are tried: which others there might be, they don't say.
 */
export function candidatesFor(leaves: readonly Leaf[], reader: Reader): Candidates {
  const collector = new Collector(reader);
  for (const leaf of leaves) collector.collect(leaf);
  return collector.candidates();
}

const ZERO = new Decimal(0);

/**
 * Turns "this fact should be about that" into values of the facts that it is derived from. What else is unknown counts as
 * nothing, or as one where it divides: some value must be tried first.
 */
class Collector {
  private readonly reader: Reader;
  private readonly targets = new Map<string, Value[]>();
  private readonly days = new Set<CivilDate>();

  constructor(reader: Reader) {
    this.reader = reader;
  }

  candidates(): Candidates {
    const values = new Map<string, readonly Value[]>();
    for (const [id, targets] of this.targets) {
      const fact = this.reader.ruleSet.facts.get(id);
      const reading = this.reader.read(id);
      if (fact !== undefined) values.set(id, nearestFirst(valuesFor(fact, targets, reading), reading));
    }
    return { values, days: [...this.days].toSorted() };
  }

  collect(leaf: Leaf): void {
    if ('constant' in leaf.wanted) {
      this.target(leaf.fact, leaf.wanted.constant);
      return;
    }
    const [mine, other] = [this.reader.read(leaf.fact), this.reader.read(leaf.wanted.fact)];
    if (other.known || !mine.known) this.target(leaf.fact, other.known ? other.value : ZERO);
    if (mine.known || !other.known) this.target(leaf.wanted.fact, mine.known ? mine.value : ZERO);
  }

  private target(id: string, wanted: Value): void {
    const derivation = this.reader.ruleSet.facts.get(id)?.derivation ?? null;
    if (derivation !== null && this.reader.read(id).reports.length === 0)
      this.targetDerived(derivation, wanted);
    else this.targets.set(id, [...(this.targets.get(id) ?? []), wanted]);
  }

  private targetDerived(derivation: Derivation, wanted: Value): void {
    if (derivation.kind === 'table') {
      for (const row of derivation.rows) for (const leaf of leavesIn(row.when)) this.collect(leaf);
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
    this.target(numerator, wanted.times(below ?? 1));
    if (above === null) this.target(denominator, new Decimal(1));
    else this.target(denominator, wanted.isZero() ? wanted : above.div(wanted));
  }

  private targetSum(terms: readonly string[], wanted: Decimal): void {
    const numbers = terms.map((term) => this.numberOf(term) ?? ZERO);
    terms.forEach((term, index) => {
      const others = numbers.filter((_, other) => other !== index);
      this.target(term, wanted.minus(Decimal.sum(0, ...others)));
    });
  }

  private targetDifference(
    { minuend, subtrahend }: Extract<Derivation, { kind: 'difference' }>,
    wanted: Decimal,
  ): void {
    this.target(minuend, wanted.plus(this.numberOf(subtrahend) ?? ZERO));
    this.target(subtrahend, (this.numberOf(minuend) ?? ZERO).minus(wanted));
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
  return isCivilDate(day) ? day : null;
}

function valuesFor(fact: Fact, targets: readonly Value[], current: Reading): readonly Value[] {
  if (fact.type.kind === 'set') return setsAround([...new Set(targets.flatMap(membersOf))], current);
  const values = targets.flatMap((wanted) => around(fact, wanted)).map((value) => withinRange(fact, value));
  return values.filter((value, index) => values.findIndex((other) => sameValue(other, value)) === index);
}

function membersOf(wanted: Value): readonly string[] {
  if (Array.isArray(wanted)) return wanted;
  return typeof wanted === 'string' ? [wanted] : [];
}

/** The boundary itself and its neighbours on both sides. */
function around(fact: Fact, wanted: Value): readonly Value[] {
  switch (fact.type.kind) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return fact.type.values;
    case 'date':
      return membersOf(wanted).flatMap((day) => [day, addDays(day, 1), addDays(day, -1)].filter(isCivilDate));
    case 'code':
    case 'text':
      return membersOf(wanted);
    default:
      return isDecimal(wanted) ? numbersAround(fact, wanted) : [];
  }
}

/** Of numbers that aren't whole and aren't money, to at least four and at most ten places. */
function numbersAround(fact: Fact, wanted: Decimal): readonly Decimal[] {
  const finest = Math.min(Math.max(wanted.decimalPlaces(), 4), 10);
  const places = { integer: 0, money: 2 }[fact.type.kind as string] ?? finest;
  const step = new Decimal(10).pow(-places);
  const [below, above] = [
    wanted.toDecimalPlaces(places, Decimal.ROUND_FLOOR),
    wanted.toDecimalPlaces(places, Decimal.ROUND_CEIL),
  ];
  return [below, above, below.minus(step), above.plus(step)];
}

/** The members mentioned, each in or out, the rest of the set left as it is. */
function setsAround(mentioned: readonly string[], current: Reading): readonly Value[] {
  const held = current.known ? (current.value as readonly string[]) : [];
  const others = held.filter((member) => !mentioned.includes(member));
  if (mentioned.length > MOST_TOGGLED) {
    const few = mentioned.flatMap((one, index) =>
      mentioned.slice(index).map((other) => toggled(held, [...new Set([one, other])])),
    );
    return [...few, others, [...others, ...mentioned]];
  }
  return Array.from({ length: 2 ** mentioned.length }, (_, bits) => [
    ...others,
    ...mentioned.filter((_member, index) => ((bits >> index) & 1) === 1),
  ]);
}

/** These members put in where they were out, and out where they were in. */
function toggled(held: readonly string[], members: readonly string[]): readonly string[] {
  const kept = held.filter((member) => !members.includes(member));
  return [...kept, ...members.filter((member) => !held.includes(member))];
}

/** What lies beyond the range stands for its end. */
function withinRange({ range: { minimum, maximum } = {} }: Fact, value: Value): Value {
  if (!isDecimal(value)) return value;
  if (minimum !== undefined && value.lt(minimum)) return minimum;
  return maximum !== undefined && value.gt(maximum) ? maximum : value;
}

function nearestFirst(values: readonly Value[], reading: Reading): Value[] {
  const current = reading.known ? reading.value : null;
  const others = values.filter((value) => current === null || !sameValue(value, current));
  return others.toSorted((a, b) => distance(a, current) - distance(b, current));
}

function distance(value: Value, current: Value | null): number {
  if (current === null) return 0;
  if (isDecimal(value) && isDecimal(current)) return value.minus(current).abs().toNumber();
  if (typeof value === 'string' && typeof current === 'string')
    return isCivilDate(value) && isCivilDate(current) ? Math.abs(daysBetween(value, current)) : 0;
  if (Array.isArray(value) && Array.isArray(current))
    return (
      value.filter((each) => !current.includes(each)).length +
      current.filter((each) => !value.includes(each)).length
    );
  return 0;
}
