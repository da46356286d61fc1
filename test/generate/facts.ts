import fc from 'fast-check';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Derivation, Fact } from '../../src/engine/rule-set.ts';
import { type ElementType, NUMERIC_KINDS, type ValueType } from '../../src/engine/value.ts';
import { arbitraryCondition } from './conditions.ts';
import { arbitraryValue, type Hierarchies } from './values.ts';

const SIZE: ElementType = { kind: 'enum', values: ['large', 'medium', 'small'] };
const INDUSTRY: ElementType = { kind: 'code', hierarchy: 'industries' };
const REGION: ElementType = { kind: 'code', hierarchy: 'divisions' };
const TEXT: ElementType = { kind: 'text' };

/** Two facts of every type, so that each can be compared with a fact of its own. */
const BASE_TYPES: readonly ValueType[] = [
  { kind: 'boolean' },
  { kind: 'integer' },
  { kind: 'number' },
  { kind: 'ratio' },
  { kind: 'money' },
  { kind: 'date' },
  SIZE,
  INDUSTRY,
  REGION,
  TEXT,
  { kind: 'set', of: SIZE },
  { kind: 'set', of: INDUSTRY },
  { kind: 'set', of: TEXT },
];

/** The fact of an enterprise's registered place, for region leaves. */
export const REGION_FACT = 'divisions1';

const AUTHORITIES = [[], ['tax'], ['tax', 'market'], ['court']];
/** What a profile can't sensibly exceed; whole numbers, so that integers keep to them too. */
const RANGES: readonly NonNullable<Fact['range']>[] = [
  {},
  {},
  { minimum: new Decimal(0) },
  { minimum: new Decimal(-50), maximum: new Decimal(100) },
  { maximum: new Decimal(1000) },
];
const MAX_AGES = [null, null, 1, 28, 31, 60, 365, 366];

/** The facts that a profile reports. */
export function arbitraryBaseFacts(): fc.Arbitrary<readonly Fact[]> {
  const facts = BASE_TYPES.flatMap((type) =>
    [1, 2].map((index) =>
      fc
        .record({
          authorities: fc.constantFrom(...AUTHORITIES),
          maxAgeDays: fc.constantFrom(...MAX_AGES),
          range: fc.constantFrom(...(isNumeric(type) ? RANGES : [{}])),
        })
        .map((given): Fact => ({ ...factOf(`${nameOf(type)}${index}`, type), ...given })),
    ),
  );
  return fc.tuple(...facts);
}

function nameOf(type: ValueType): string {
  if (type.kind === 'set') return `setOf${nameOf(type.of)}`;
  return type.kind === 'code' ? type.hierarchy : type.kind;
}

function factOf(id: string, type: ValueType, derivation: Derivation | null = null): Fact {
  return {
    id,
    label: { zh: id, en: id },
    description: id,
    type,
    unit: type.kind === 'money' ? '元' : null,
    valueLabels: new Map(),
    authorities: [],
    maxAgeDays: null,
    mutable: true,
    derivation,
  };
}

/** Adds derived facts: one of every kind, then some more, each from any that come before it. */
export function withDerivedFacts(
  base: readonly Fact[],
  hierarchies: Hierarchies,
): fc.Arbitrary<readonly Fact[]> {
  const kinds = ['ratio', 'sum', 'difference', 'age', 'table'] as const satisfies Derivation['kind'][];
  return fc
    .tuple(
      fc.shuffledSubarray([...kinds], { minLength: kinds.length }),
      fc.array(fc.constantFrom(...kinds), { maxLength: 3 }),
    )
    .chain((lists) =>
      lists
        .flat()
        .reduce<fc.Arbitrary<readonly Fact[]>>(
          (facts, kind, index) =>
            facts.chain((before) =>
              arbitraryDerived(kind, `derived${index + 1}`, before, hierarchies).map((fact) => [
                ...before,
                fact,
              ]),
            ),
          fc.constant(base),
        ),
    );
}

function arbitraryDerived(
  kind: Derivation['kind'],
  id: string,
  before: readonly Fact[],
  hierarchies: Hierarchies,
): fc.Arbitrary<Fact> {
  const derived = before.filter((fact) => fact.derivation !== null);
  const pick = (...kinds: readonly ValueType['kind'][]) =>
    fc.constantFrom(
      ...[...before, ...derived, ...derived]
        .filter((fact) => kinds.includes(fact.type.kind))
        .map((fact) => fact.id),
    );
  const term = fc.constantFrom('integer' as const, 'number' as const, 'ratio' as const, 'money' as const);
  switch (kind) {
    case 'ratio': {
      const numerator = pick('integer', 'number', 'ratio', 'money');
      // A table that gives zero is where a ratio's missing facts are hardest to name.
      const tables = derived.filter(
        ({ type, derivation }) => isNumeric(type) && derivation?.kind === 'table',
      );
      const denominator = tables.length === 0 ? numerator : fc.constantFrom(...tables).map(({ id }) => id);
      return fc
        .record({ kind: fc.constant(kind), numerator, denominator: fc.oneof(numerator, denominator) })
        .map((derivation) => factOf(id, { kind: 'ratio' }, derivation));
    }
    case 'sum':
      return term.chain((type) =>
        fc
          .uniqueArray(pick(type), { minLength: 2, maxLength: 3 })
          .map((of) => factOf(id, { kind: type }, { kind, of })),
      );
    case 'difference':
      return term.chain((type) =>
        fc
          .uniqueArray(pick(type), { minLength: 2, maxLength: 2 })
          .map(([minuend = '', subtrahend = '']) =>
            factOf(id, { kind: type }, { kind, minuend, subtrahend }),
          ),
      );
    case 'age':
      return fc
        .record({
          kind: fc.constant(kind),
          since: pick('date'),
          in: fc.constantFrom('years' as const, 'months' as const, 'days' as const),
        })
        .map((derivation) => factOf(id, { kind: 'integer' }, derivation));
    case 'table':
      return arbitraryTable(id, before, hierarchies);
  }
}

function isNumeric(type: ValueType): boolean {
  return NUMERIC_KINDS.includes(type.kind);
}

function arbitraryTable(id: string, before: readonly Fact[], hierarchies: Hierarchies): fc.Arbitrary<Fact> {
  const types = BASE_TYPES.filter((type) => type.kind !== 'set');
  const when = arbitraryCondition({ facts: before, hierarchies, named: [] }, 1);
  return fc.constantFrom(...types).chain((type) => {
    const value = arbitraryValue(type, hierarchies);
    const rows = fc.array(fc.record({ when, value }), { minLength: 1, maxLength: 4 });
    return fc
      .record({ kind: fc.constant('table' as const), rows, otherwise: value })
      .map((derivation) => factOf(id, type, derivation));
  });
}
