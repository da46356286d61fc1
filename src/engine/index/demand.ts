import type { Condition, Leaf } from '../condition.ts';
import type { Decimal } from '../decimal.ts';
import { type Hierarchy, pathTo } from '../hierarchy.ts';
import { members } from '../operators/members.ts';
import { hierarchyOf, type RuleSet } from '../rule-set.ts';
import { isDecimal, type Value } from '../value.ts';

/**
 * What a part of a condition demands of one fact, in a form that an index can look up: a known value that doesn't meet it
 * makes the part a definite no, one that meets it a yes.
 */
export type Demand =
  /** The code lies within one of these branches, none of which lies within another. */
  | {
      readonly kind: 'branch';
      readonly fact: string;
      readonly branches: readonly string[];
      readonly hierarchy: Hierarchy;
      /** Whether a code above a branch leaves the part unknown. */
      readonly coarse: boolean;
    }
  /** The fact has one of these values. */
  | { readonly kind: 'value'; readonly fact: string; readonly values: readonly (string | boolean)[] }
  /** The set has this member. It may demand more: such a part is still to be evaluated. */
  | { readonly kind: 'member'; readonly fact: string; readonly member: string; readonly whole: boolean }
  | {
      readonly kind: 'bound';
      readonly fact: string;
      readonly side: 'atLeast' | 'atMost';
      readonly limit: Decimal | string;
      /** Whether the limit itself meets it. */
      readonly inclusive: boolean;
    };

/** What a part demands; null where nothing can be looked up by it. */
export function demandOf(part: Condition, ruleSet: RuleSet): Demand | null {
  switch (part.kind) {
    case 'leaf':
      return demandOfLeaf(part, ruleSet);
    case 'named':
      return demandOf(part.part, ruleSet);
    case 'any':
      return unionOf(part.parts.map((each) => demandOf(each, ruleSet)));
    case 'not':
      return opposite(demandOf(part.part, ruleSet));
    case 'all':
      return null;
  }
}

/** The parts that must all be met: those of an `all`, opened as far as it goes. */
export function conjunctsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'all') return condition.parts.flatMap(conjunctsOf);
  if (condition.kind === 'named' && isConjunction(condition.part)) return conjunctsOf(condition.part);
  return [condition];
}

function isConjunction(condition: Condition): boolean {
  return condition.kind === 'all' || (condition.kind === 'named' && isConjunction(condition.part));
}

function demandOfLeaf(leaf: Leaf, ruleSet: RuleSet): Demand | null {
  if ('fact' in leaf.wanted) return null;
  const { fact, operator } = leaf;
  const { constant } = leaf.wanted;
  const bound = BOUNDS[operator];
  if (bound !== undefined) return { kind: 'bound', fact, ...bound, limit: constant as Decimal | string };
  switch (operator) {
    case 'within':
      return branchDemand(fact, members(constant), ruleSet);
    case 'equal':
      return valueDemand(fact, constant);
    case 'notEqual':
      return typeof constant === 'boolean' ? { kind: 'value', fact, values: [!constant] } : null;
    case 'in':
      return { kind: 'value', fact, values: [...new Set(members(constant))] };
    case 'contains':
      return { kind: 'member', fact, member: constant as string, whole: true };
    case 'containsAll': {
      const [member, ...others] = new Set(members(constant));
      return member === undefined ? null : { kind: 'member', fact, member, whole: others.length === 0 };
    }
    default:
      return null;
  }
}

const BOUNDS: Partial<Record<Leaf['operator'], { side: 'atLeast' | 'atMost'; inclusive: boolean }>> = {
  greaterThan: { side: 'atLeast', inclusive: false },
  greaterThanInclusive: { side: 'atLeast', inclusive: true },
  after: { side: 'atLeast', inclusive: false },
  onOrAfter: { side: 'atLeast', inclusive: true },
  lessThan: { side: 'atMost', inclusive: false },
  lessThanInclusive: { side: 'atMost', inclusive: true },
  before: { side: 'atMost', inclusive: false },
  onOrBefore: { side: 'atMost', inclusive: true },
};

/** Numbers and dates that must equal something are rare, and a hash of a decimal would have to be canonical. */
function valueDemand(fact: string, constant: Value): Demand | null {
  if (isDecimal(constant) || Array.isArray(constant)) return null;
  return { kind: 'value', fact, values: [constant as string | boolean] };
}

function branchDemand(fact: string, wanted: readonly string[], ruleSet: RuleSet): Demand | null {
  const declared = ruleSet.facts.get(fact);
  const hierarchy = declared === undefined ? undefined : hierarchyOf(ruleSet, declared);
  if (hierarchy === undefined) return null;
  const coarse = declared?.derivation === null;
  return { kind: 'branch', fact, branches: outermost(wanted, hierarchy), hierarchy, coarse };
}

function outermost(branches: readonly string[], hierarchy: Hierarchy): readonly string[] {
  const distinct = [...new Set(branches)];
  return distinct.filter((branch) => {
    const [, ...above] = pathTo(hierarchy, branch);
    return !above.some((code) => distinct.includes(code));
  });
}

/** One of several demands of the same kind on the same fact. */
function unionOf(demands: readonly (Demand | null)[]): Demand | null {
  const [first] = demands;
  if (first == null) return null;
  const alike = demands.filter((each) => each?.kind === first.kind && each.fact === first.fact);
  if (alike.length < demands.length) return null;
  if (first.kind === 'value') {
    const values = alike.flatMap((each) => (each?.kind === 'value' ? each.values : []));
    return { ...first, values: [...new Set(values)] };
  }
  if (first.kind !== 'branch') return null;
  const branches = alike.flatMap((each) => (each?.kind === 'branch' ? each.branches : []));
  return { ...first, branches: outermost(branches, first.hierarchy) };
}

/** Only what has two values has an opposite that can be looked up. */
function opposite(demand: Demand | null): Demand | null {
  if (demand?.kind !== 'value' || demand.values.length !== 1) return null;
  const [value] = demand.values;
  return typeof value === 'boolean' ? { ...demand, values: [!value] } : null;
}
