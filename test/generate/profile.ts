import fc from 'fast-check';
import type { Condition, Leaf } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { isWithin } from '../../src/engine/hierarchy.ts';
import type { Profile, Report } from '../../src/engine/profile.ts';
import type { Derivation, Fact, RuleSet } from '../../src/engine/rule-set.ts';
import { isDecimal, type Value } from '../../src/engine/value.ts';
import { leavesOf } from './conditions.ts';
import { arbitraryDate } from './dates.ts';
import { codesOf } from './hierarchies.ts';
import { AUTHORITIES } from './rule-set.ts';
import { arbitraryNear, arbitraryOdd, arbitraryValue } from './values.ts';

/** What is known of an enterprise: some facts missing, some in doubt, many at the very bounds that the rules draw. */
export function arbitraryProfile(ruleSet: RuleSet): fc.Arbitrary<Profile> {
  return overBaseFacts(ruleSet, (fact, value) => arbitraryReports(fact, value));
}

/** Every fact of the profile known beyond doubt, on any date. */
export function arbitraryFullProfile(ruleSet: RuleSet): fc.Arbitrary<Profile> {
  return overBaseFacts(ruleSet, (fact, value) =>
    value.map((each) => freshReports(finest(fact, each, ruleSet))),
  );
}

/** A code as fine as its table has it: nothing lies below it, so that no question about branches stays open. */
function finest({ type }: Fact, value: Value, { hierarchies }: RuleSet): Value {
  const hierarchy = type.kind === 'code' ? hierarchies.get(type.hierarchy) : undefined;
  if (hierarchy === undefined || typeof value !== 'string') return value;
  const below = codesOf(hierarchy).filter((code) => code !== value && isWithin(hierarchy, code, value));
  const deepest = below.find((code) =>
    below.every((other) => other === code || !isWithin(hierarchy, other, code)),
  );
  return deepest ?? value;
}

/** Reports that settle a fact: one, that holds today, by a body that vouches for everything. */
export function freshReports(value: Value): readonly Report[] {
  return [{ value, source: 'hub', observedOn: null }];
}

function overBaseFacts(
  ruleSet: RuleSet,
  reports: (fact: Fact, value: fc.Arbitrary<Value>) => fc.Arbitrary<readonly Report[]>,
): fc.Arbitrary<Profile> {
  const values = arbitraryProfileValues(ruleSet);
  const base = [...ruleSet.facts.values()].filter(
    ({ derivation, authorities }) => derivation === null || authorities.length > 0,
  );
  return fc
    .tuple(...base.map((fact) => reports(fact, values(fact))))
    .map((all) => new Map(base.map((fact, index) => [fact.id, all[index] ?? []])))
    .map((profile) => new Map([...profile].filter(([, list]) => list.length > 0)));
}

/** For each fact an arbitrary of values that the rules care about. */
export function arbitraryProfileValues(ruleSet: RuleSet): (fact: Fact) => fc.Arbitrary<Value> {
  const bounds = boundsOf(ruleSet);
  return (fact) => {
    const any = arbitraryValue(fact.type, ruleSet.hierarchies);
    const near = (bounds.get(fact.id) ?? []).map((bound) => arbitraryNear(bound, fact.type));
    const odd = arbitraryOdd(fact.type);
    const value = fc.oneof(
      { weight: 3, arbitrary: any },
      ...(near.length === 0 ? [] : [{ weight: 3, arbitrary: fc.oneof(...near) }]),
      ...(odd === null ? [] : [{ weight: 1, arbitrary: odd }]),
    );
    return value.map((each) => inRange(fact, each));
  };
}

/** No profile holds a number outside its range: the nearest end stands for it. */
function inRange({ range: { minimum, maximum } = {} }: Fact, value: Value): Value {
  if (!isDecimal(value)) return value;
  if (minimum !== undefined && value.lt(minimum)) return minimum;
  return maximum !== undefined && value.gt(maximum) ? maximum : value;
}

/** Mostly one report that settles the fact, else none, or several that may be stale, later, in conflict, self-declared. */
function arbitraryReports(fact: Fact, value: fc.Arbitrary<Value>): fc.Arbitrary<readonly Report[]> {
  const source = fc.constantFrom(null, 'stranger', ...AUTHORITIES.keys(), ...fact.authorities);
  const observedOn = fc.oneof(fc.constant(null), arbitraryDate);
  const one = fc.record({ value, source, observedOn });
  const several = fc
    .tuple(fc.array(fc.record({ source, observedOn }), { minLength: 2, maxLength: 4 }), value)
    .map(([reports, agreed]) => reports.map((report) => ({ ...report, value: agreed })));
  return fc.oneof(
    { weight: 4, arbitrary: value.map(freshReports) },
    { weight: 2, arbitrary: value.map((declared) => [{ value: declared, source: null, observedOn: null }]) },
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: one.map((report) => [report]) },
    { weight: 1, arbitrary: several },
    { weight: 1, arbitrary: fc.array(one, { minLength: 2, maxLength: 3 }) },
  );
}

/** For each reported fact the constants that it, or what is derived from it, is compared with. */
function boundsOf(ruleSet: RuleSet): ReadonlyMap<string, readonly Value[]> {
  const bounds = new Map<string, Value[]>();
  const add = (factId: string, value: Value): void => {
    const fact = ruleSet.facts.get(factId);
    if (fact === undefined) return;
    if (fact.derivation !== null) {
      if (isDecimal(value)) for (const input of numbersUnder(fact.derivation)) add(input, value);
      return;
    }
    const fitting = isDecimal(value) && fact.type.kind === 'integer' ? new Decimal(value.trunc()) : value;
    bounds.set(factId, [...(bounds.get(factId) ?? []), fitting]);
  };
  for (const leaf of conditionsOf(ruleSet).flatMap(leavesOf))
    for (const value of valuesAt(leaf, ruleSet)) add(leaf.fact, value);
  return bounds;
}

/** The values of its fact that a leaf mentions. */
function valuesAt({ fact, wanted }: Leaf, ruleSet: RuleSet): readonly Value[] {
  if ('fact' in wanted) return [];
  const isSet = ruleSet.facts.get(fact)?.type.kind === 'set';
  if (isSet && typeof wanted.constant === 'string') return [[wanted.constant]];
  return !isSet && Array.isArray(wanted.constant) ? wanted.constant : [wanted.constant];
}

function numbersUnder(derivation: Derivation): readonly string[] {
  switch (derivation.kind) {
    case 'ratio':
      return [derivation.numerator];
    case 'sum':
      return derivation.of;
    case 'difference':
      return [derivation.minuend, derivation.subtrahend];
    default:
      return [];
  }
}

function conditionsOf(ruleSet: RuleSet): readonly Condition[] {
  const rows = [...ruleSet.facts.values()].flatMap(({ derivation }) =>
    derivation?.kind === 'table' ? derivation.rows.map((row) => row.when) : [],
  );
  return [...rows, ...ruleSet.policies.map((policy) => policy.condition)];
}
