import type { Leaf } from '../../engine/condition.ts';
import type { OperatorName } from '../../engine/operators/table.ts';
import type { Fact } from '../../engine/rule-set.ts';
import type { Value } from '../../engine/value.ts';
import { type Edit, without } from './edit.ts';
import { nextValue } from './unit.ts';

/** The operators that draw a boundary: with the boundary counted on the other side, and on which side the next value lies. */
const BOUNDARIES: Partial<Record<OperatorName, { readonly other: OperatorName; readonly next: 1 | -1 }>> = {
  lessThan: { other: 'lessThanInclusive', next: -1 },
  lessThanInclusive: { other: 'lessThan', next: 1 },
  greaterThan: { other: 'greaterThanInclusive', next: 1 },
  greaterThanInclusive: { other: 'greaterThan', next: -1 },
  before: { other: 'onOrBefore', next: -1 },
  onOrBefore: { other: 'before', next: 1 },
  after: { other: 'onOrAfter', next: 1 },
  onOrAfter: { other: 'after', next: -1 },
};

const QUANTITIES: Partial<Record<OperatorName, OperatorName>> = {
  containsAny: 'containsAll',
  containsAll: 'containsAny',
};

/** The edits of a leaf other than its negation: boundaries, constants, lists. */
export function leafEdits(leaf: Leaf, facts: ReadonlyMap<string, Fact>): readonly Edit<Leaf>[] {
  const fact = facts.get(leaf.fact);
  if (fact === undefined) return [];
  return [
    ...boundaryEdits(leaf),
    ...('constant' in leaf.wanted ? constantEdits(leaf, leaf.wanted.constant, fact) : []),
  ];
}

function boundaryEdits(leaf: Leaf): readonly Edit<Leaf>[] {
  const other = BOUNDARIES[leaf.operator]?.other;
  return other === undefined ? [] : [edited(leaf, 'boundary', 'operator', { ...leaf, operator: other })];
}

/**
 * The constant one unit off. Of a boundary only to the side where its strictness doesn't tell already: whoever would
 * notice that "at least 300" is "more than 300" would notice 301 too.
 */
function constantEdits(leaf: Leaf, constant: Value, fact: Fact): readonly Edit<Leaf>[] {
  if (Array.isArray(constant)) return listEdits(leaf, constant);
  const next = BOUNDARIES[leaf.operator]?.next;
  const directions = next === undefined ? ([1, -1] as const) : [next];
  return directions.flatMap((direction) => {
    const value = nextValue(fact, constant, direction);
    if (value === null) return [];
    const mutation = direction === 1 ? 'raised' : 'lowered';
    return [edited(leaf, mutation, 'value', { ...leaf, wanted: { constant: value } })];
  });
}

function listEdits(leaf: Leaf, list: readonly string[]): readonly Edit<Leaf>[] {
  if (list.length < 2) return [];
  const other = QUANTITIES[leaf.operator];
  const members = list.map((member, index): Edit<Leaf> => {
    const changed: Leaf = { ...leaf, wanted: { constant: without(list, index) } };
    return {
      at: `${leaf.at}/value/${index}`,
      mutation: 'dropped',
      change: { kind: 'member', leaf, member },
      changed,
    };
  });
  return other === undefined
    ? members
    : [edited(leaf, 'swapped', 'operator', { ...leaf, operator: other }), ...members];
}

function edited(leaf: Leaf, mutation: Edit<Leaf>['mutation'], key: string, after: Leaf): Edit<Leaf> {
  return {
    at: `${leaf.at}/${key}`,
    mutation,
    change: { kind: 'leaf', before: leaf, after },
    changed: after,
  };
}
