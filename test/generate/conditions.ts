import fc from 'fast-check';
import type { Condition, Leaf, Wanted } from '../../src/engine/condition.ts';
import type { Operand } from '../../src/engine/operators/operator.ts';
import { OPERATOR_NAMES, OPERATORS, type OperatorName } from '../../src/engine/operators/table.ts';
import type { Fact } from '../../src/engine/rule-set.ts';
import { NUMERIC_KINDS, type ValueType } from '../../src/engine/value.ts';
import { arbitraryElement, arbitraryValue, type Hierarchies } from './values.ts';

export interface Vocabulary {
  readonly facts: readonly Fact[];
  readonly hierarchies: Hierarchies;
  /** Named conditions to refer to. */
  readonly named: readonly Extract<Condition, { kind: 'named' }>[];
}

/** A well-typed condition over these facts, up to `depth` nodes above its leaves. */
export function arbitraryCondition(vocabulary: Vocabulary, depth: number): fc.Arbitrary<Condition> {
  return arbitraryNode(vocabulary, depth).map((condition) => located(condition, '/conditions'));
}

function arbitraryNode(vocabulary: Vocabulary, depth: number): fc.Arbitrary<Condition> {
  const leaf = { weight: 3, arbitrary: arbitraryLeaf(vocabulary) as fc.Arbitrary<Condition> };
  const named = vocabulary.named.map((each) => ({ weight: 1, arbitrary: fc.constant<Condition>(each) }));
  if (depth === 0) return fc.oneof(leaf, ...named);
  const part = arbitraryNode(vocabulary, depth - 1);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  const many = fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), parts, at });
  const not = fc.record({ kind: fc.constant('not' as const), part, at });
  const node = [
    { weight: 4, arbitrary: many as fc.Arbitrary<Condition> },
    { weight: 1, arbitrary: not as fc.Arbitrary<Condition> },
  ];
  return fc.oneof(leaf, ...node, ...named);
}

const at = fc.constant('');

/** Every operator with every kind of fact that it takes is as likely as any other; derived facts come up more often. */
export function arbitraryLeaf(vocabulary: Vocabulary): fc.Arbitrary<Leaf> {
  const derived = vocabulary.facts.filter((fact) => fact.derivation !== null);
  const cells = OPERATOR_NAMES.flatMap((operator) =>
    OPERATORS[operator].kinds.map((kind) => ({
      operator,
      facts: [...vocabulary.facts, ...derived].filter((fact) => fact.type.kind === kind),
    })),
  ).filter(({ facts }) => facts.length > 0);
  return fc
    .constantFrom(...cells)
    .chain(({ operator, facts }) => fc.tuple(fc.constant(operator), fc.constantFrom(...facts)))
    .chain(([operator, fact]) =>
      arbitraryWanted(fact, operator, vocabulary).map((wanted) => ({
        kind: 'leaf' as const,
        fact: fact.id,
        operator,
        wanted,
        at: '',
      })),
    );
}

function arbitraryWanted(
  fact: Fact,
  operator: OperatorName,
  { facts, hierarchies }: Vocabulary,
): fc.Arbitrary<Wanted> {
  const operand: Operand = OPERATORS[operator].operand;
  const constant = arbitraryOperand(operand, fact.type, hierarchies).map((value) => ({ constant: value }));
  const others = facts.filter((other) => other.id !== fact.id && canStandAs(operand, fact, other));
  if (others.length === 0) return constant;
  const other = fc.constantFrom(...others).map(({ id }) => ({ fact: id }));
  return fc.oneof<fc.WeightedArbitrary<Wanted>[]>(
    { weight: 3, arbitrary: constant },
    { weight: 1, arbitrary: other },
  );
}

function arbitraryOperand(operand: Operand, type: ValueType, hierarchies: Hierarchies) {
  const element = arbitraryElement(type.kind === 'set' ? type.of : type, hierarchies);
  const list = fc.uniqueArray(element, { minLength: 1, maxLength: 3 });
  const operands = {
    same: () => arbitraryValue(type, hierarchies),
    element: () => element,
    list: () => list,
    elements: () => list,
    'one-or-list': () => fc.oneof(element, list),
  } satisfies Record<Operand, unknown>;
  return operands[operand]();
}

/** The language lets a fact stand for one value, never for a list. */
function canStandAs(operand: Operand, fact: Fact, other: Fact): boolean {
  switch (operand) {
    case 'same':
    case 'one-or-list':
      return comparable(fact.type, other.type) && fact.unit === other.unit;
    case 'element':
      return fact.type.kind === 'set' && comparable(fact.type.of, other.type);
    case 'list':
    case 'elements':
      return false;
  }
}

function comparable(a: ValueType, b: ValueType): boolean {
  const bothNumbers = NUMERIC_KINDS.includes(a.kind) && NUMERIC_KINDS.includes(b.kind);
  if (bothNumbers) return (a.kind === 'money') === (b.kind === 'money');
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The same condition with every node's place filled in; a named condition keeps the places of its own file. */
export function located(condition: Condition, pointer: string): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part, index) =>
        located(part, `${pointer}/${condition.kind}/${index}`),
      );
      return { ...condition, parts, at: pointer };
    }
    case 'not':
      return { ...condition, part: located(condition.part, `${pointer}/not`), at: pointer };
    case 'named':
    case 'leaf':
      return { ...condition, at: pointer };
  }
}

/** The leaves of a condition, from left to right. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(leavesOf);
    case 'not':
    case 'named':
      return leavesOf(condition.part);
    case 'leaf':
      return [condition];
  }
}
