import type { Condition, Leaf } from '../../engine/condition.ts';
import type { OperatorName } from '../../engine/operators/table.ts';
import { isDecimal, type Value } from '../../engine/value.ts';

/** What tells two conditions apart: how their facts are named, and whether named conditions are looked into. */
export interface Naming {
  fact(id: string): string;
  /** Set where a constant stands for something else than in the other rule set: another branch of a code table. */
  mark?(fact: string, operator: OperatorName, wanted: Leaf['wanted']): string;
  readonly opensNames: boolean;
}

export type Normal =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Normal[] }
  | { readonly kind: 'one'; readonly key: string; readonly test: Test | null };

/** A leaf that compares with a constant, negations worked in; `fact` is its name, `id` that of the rule set. */
export interface Test {
  readonly fact: string;
  readonly id: string;
  readonly operator: OperatorName;
  readonly constant: Value;
}

/**
 * A text that two conditions share only if they have the same truth for every profile, whatever is known of it. Order,
 * nesting, repetition, double negation and lists of one don't count. Different texts may still mean the same.
 */
export function normalKey(condition: Condition, naming: Naming): string {
  return keyOf(normalForm(condition, naming));
}

/** The condition with its negations pushed to the leaves, flattened, in a fixed order. */
export function normalForm(condition: Condition, naming: Naming): Normal {
  return normalise(condition, false, naming);
}

export function keyOf(normal: Normal): string {
  return normal.kind === 'one' ? normal.key : `${normal.kind}(${normal.parts.map(keyOf).join(' ')})`;
}

/** Negations are pushed down to the leaves: De Morgan holds for three truths too. */
function normalise(condition: Condition, negated: boolean, naming: Naming): Normal {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const kind = negated ? DUAL[condition.kind] : condition.kind;
      return group(
        kind,
        condition.parts.map((part) => normalise(part, negated, naming)),
      );
    }
    case 'not':
      return normalise(condition.part, !negated, naming);
    case 'named':
      if (naming.opensNames) return normalise(condition.part, negated, naming);
      return { kind: 'one', key: `${negated ? '¬' : ''}[${condition.name}]`, test: null };
    case 'leaf':
      return normaliseLeaf(condition, negated, naming);
  }
}

const DUAL = { all: 'any', any: 'all' } as const;

function group(kind: 'all' | 'any', parts: readonly Normal[]): Normal {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const unique = new Map(flat.map((part) => [keyOf(part), part]));
  const ordered = [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const [only] = ordered;
  return ordered.length === 1 && only !== undefined ? only : { kind, parts: ordered };
}

/** Pairs of which one holds exactly when the other fails, and both are unknown together. */
const OPPOSITES: Partial<Record<OperatorName, OperatorName>> = {
  equal: 'notEqual',
  lessThan: 'greaterThanInclusive',
  greaterThan: 'lessThanInclusive',
  before: 'onOrAfter',
  after: 'onOrBefore',
  within: 'notWithin',
  in: 'notIn',
  contains: 'doesNotContain',
};
const BACK = new Map(Object.entries(OPPOSITES).map(([name, opposite]) => [opposite, name as OperatorName]));

/** The operator that holds exactly where this one fails; undefined where the language has none. */
export function oppositeOf(operator: OperatorName): OperatorName | undefined {
  return OPPOSITES[operator] ?? BACK.get(operator);
}

/** What an operator with a list of one says. */
const OF_ONE: Partial<Record<OperatorName, OperatorName>> = {
  in: 'equal',
  notIn: 'notEqual',
  containsAny: 'contains',
  containsAll: 'contains',
};

function normaliseLeaf(leaf: Leaf, negated: boolean, naming: Naming): Normal {
  const { wanted, fact: id } = leaf;
  const mark = naming.mark?.(id, leaf.operator, wanted) ?? '';
  const fact = `${naming.fact(id)}${mark}`;
  if ('fact' in wanted) return one(leaf.operator, negated, fact, `@${naming.fact(wanted.fact)}`, null);
  const { constant } = wanted;
  if (typeof constant === 'boolean') {
    const asked = constant === ((leaf.operator === 'equal') !== negated);
    return one('equal', false, fact, `${asked}`, { fact, id, operator: 'equal', constant: asked });
  }
  const isOne = Array.isArray(constant) && new Set(constant).size === 1;
  const operator = isOne ? (OF_ONE[leaf.operator] ?? leaf.operator) : leaf.operator;
  const test = mark === '' ? { fact, id, operator, constant } : null;
  return one(operator, negated, fact, valueKey(constant), test);
}

/** A negated leaf is written with the opposite operator where there is one. */
function one(
  operator: OperatorName,
  negated: boolean,
  fact: string,
  wanted: string,
  test: Test | null,
): Normal {
  const meant = negated ? oppositeOf(operator) : operator;
  if (meant === undefined) return { kind: 'one', key: `¬${fact} ${operator} ${wanted}`, test: null };
  return { kind: 'one', key: `${fact} ${meant} ${wanted}`, test: test && { ...test, operator: meant } };
}

/** Equal values have equal keys; a list of one has that of its member. */
export function valueKey(value: Value): string {
  if (isDecimal(value)) return value.toFixed();
  if (typeof value === 'boolean') return `${value}`;
  const members = typeof value === 'string' ? [value] : [...new Set(value)].toSorted();
  return JSON.stringify(members);
}
