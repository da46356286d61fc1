import { monthsBetween, yearsBetween } from '../../src/engine/civil-date.ts';
import type { Condition, Leaf } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { pathTo } from '../../src/engine/hierarchy.ts';
import type { OperatorName } from '../../src/engine/operators/table.ts';
import { type Derivation, hierarchyOf, type RuleSet } from '../../src/engine/rule-set.ts';
import type { Value } from '../../src/engine/value.ts';

/** An enterprise of which everything is known: no evidence, no unknowns. */
export interface World {
  readonly ruleSet: RuleSet;
  readonly asOf: string;
  readonly values: ReadonlyMap<string, Value>;
}

/** Thrown where two-valued logic has nothing to say. */
export class RatioOverZero extends Error {}

/** Ordinary logic, as one would write it without ever thinking of the unknown. */
export function holds(condition: Condition, world: World): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.parts.map((part) => holds(part, world)).every(Boolean);
    case 'any':
      return condition.parts.map((part) => holds(part, world)).some(Boolean);
    case 'not':
      return !holds(condition.part, world);
    case 'named':
      return holds(condition.part, world);
    case 'leaf':
      return leafHolds(condition, world);
  }
}

function leafHolds({ fact, operator, wanted }: Leaf, world: World): boolean {
  const expected = 'fact' in wanted ? valueIn(wanted.fact, world) : wanted.constant;
  const above = (code: string): string[] => {
    const known = world.ruleSet.facts.get(fact);
    const hierarchy = known === undefined ? undefined : hierarchyOf(world.ruleSet, known);
    return hierarchy === undefined ? [] : pathTo(hierarchy, code);
  };
  return HOLDS[operator](valueIn(fact, world) as never, expected as never, above);
}

type Above = (code: string) => string[];

const oneOf = (list: string | string[], each: string): boolean => [list].flat().includes(each);

const HOLDS = {
  equal: (a: Value, b: Value) => String(a) === String(b) || (a instanceof Decimal && a.eq(b as Decimal)),
  notEqual: (a: Value, b: Value) =>
    !(String(a) === String(b) || (a instanceof Decimal && a.eq(b as Decimal))),
  lessThan: (a: Decimal, b: Decimal) => a.lt(b),
  lessThanInclusive: (a: Decimal, b: Decimal) => a.lte(b),
  greaterThan: (a: Decimal, b: Decimal) => a.gt(b),
  greaterThanInclusive: (a: Decimal, b: Decimal) => a.gte(b),
  before: (a: string, b: string) => Date.parse(a) < Date.parse(b),
  onOrBefore: (a: string, b: string) => Date.parse(a) <= Date.parse(b),
  after: (a: string, b: string) => Date.parse(a) > Date.parse(b),
  onOrAfter: (a: string, b: string) => Date.parse(a) >= Date.parse(b),
  within: (a: string, b: string | string[], above: Above) => above(a).some((code) => oneOf(b, code)),
  notWithin: (a: string, b: string | string[], above: Above) => !above(a).some((code) => oneOf(b, code)),
  in: (a: string, b: string[]) => oneOf(b, a),
  notIn: (a: string, b: string[]) => !oneOf(b, a),
  contains: (a: string[], b: string) => oneOf(a, b),
  doesNotContain: (a: string[], b: string) => !oneOf(a, b),
  containsAny: (a: string[], b: string[]) => new Set([...a, ...b]).size < a.length + b.length,
  containsAll: (a: string[], b: string[]) => new Set([...a, ...b]).size === a.length,
} satisfies Record<OperatorName, (a: never, b: never, above: Above) => boolean>;

function valueIn(factId: string, world: World): Value {
  const derivation = world.ruleSet.facts.get(factId)?.derivation ?? null;
  const value = derivation === null ? world.values.get(factId) : derived(derivation, world);
  if (value === undefined) throw new Error(`nothing is known of '${factId}'`);
  return value;
}

function derived(derivation: Derivation, world: World): Value {
  const number = (factId: string): Decimal => valueIn(factId, world) as Decimal;
  switch (derivation.kind) {
    case 'ratio': {
      const [above, below] = [number(derivation.numerator), number(derivation.denominator)];
      if (below.isZero()) throw new RatioOverZero();
      return above.div(below);
    }
    case 'sum':
      return Decimal.sum(...derivation.of.map(number));
    case 'difference':
      return number(derivation.minuend).sub(number(derivation.subtrahend));
    case 'age':
      return new Decimal(age(derivation.in, valueIn(derivation.since, world) as string, world.asOf));
    case 'table': {
      const rows = derivation.rows.filter((row) => holds(row.when, world));
      return rows[0]?.value ?? derivation.otherwise;
    }
  }
}

function age(unit: 'years' | 'months' | 'days', since: string, asOf: string): number {
  if (unit === 'days') return Math.round((Date.parse(asOf) - Date.parse(since)) / 86_400_000);
  return unit === 'months' ? monthsBetween(since, asOf) : yearsBetween(since, asOf);
}
