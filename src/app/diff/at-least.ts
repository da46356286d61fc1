import type { Hierarchy } from '../../engine/hierarchy.ts';
import { isWithin } from '../../engine/hierarchy.ts';
import type { Operator } from '../../engine/operators/operator.ts';
import { OPERATORS, type OperatorName } from '../../engine/operators/table.ts';
import { isDecimal, type Value } from '../../engine/value.ts';
import { keyOf, type Normal, type Test } from './normal-form.ts';

/** The hierarchy of a fact; undefined where it has none. Both rule sets must read the fact alike. */
type HierarchyOf = (factId: string) => Hierarchy | undefined;

/**
 * Whether one condition is plainly at least as true as another for every profile on every day, where no < unknown < yes:
 * alternatives were added, demands dropped or loosened. Sound, not complete: false says nothing.
 */
export function atLeastAsTrue(more: Normal, less: Normal, hierarchyOf: HierarchyOf): boolean {
  const below = (a: Normal, b: Normal) => atLeastAsTrue(a, b, hierarchyOf);
  if (keyOf(more) === keyOf(less)) return true;
  if (more.kind === 'all' && more.parts.every((part) => below(part, less))) return true;
  if (less.kind === 'any' && less.parts.every((part) => below(more, part))) return true;
  if (more.kind === 'any' && more.parts.some((part) => below(part, less))) return true;
  if (less.kind === 'all' && less.parts.some((part) => below(more, part))) return true;
  if (more.kind !== 'one' || less.kind !== 'one' || more.test === null || less.test === null) return false;
  return more.test.fact === less.test.fact && loosens(more.test, less.test, hierarchyOf(more.test.id));
}

/** Whether every value that passes the second test passes the first. */
function loosens(more: Test, less: Test, hierarchy: Hierarchy | undefined): boolean {
  if (LISTED.includes(less.operator))
    return membersOf(less.constant).every((each) => holds(more, each, hierarchy));
  if (more.operator === less.operator) return BY_OPERATOR[more.operator]?.(more, less, hierarchy) === true;
  const [wide, narrow] = [BOUNDS[more.operator], BOUNDS[less.operator]];
  if (wide === undefined || narrow === undefined || wide.side !== narrow.side) return false;
  const order = compare(more.constant, less.constant) * wide.side;
  return wide.inclusive ? order >= 0 : order > 0;
}

/** Tests that only the values listed pass. */
const LISTED: readonly OperatorName[] = ['equal', 'in'];

function holds(test: Test, value: Value, hierarchy: Hierarchy | undefined): boolean {
  const operator: Operator = OPERATORS[test.operator];
  return operator.holds(value, test.constant, hierarchy);
}

function membersOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}

/** Half-lines: side 1 holds below its bound, -1 above it. */
const BOUNDS: Partial<Record<OperatorName, { readonly side: 1 | -1; readonly inclusive: boolean }>> = {
  lessThan: { side: 1, inclusive: false },
  lessThanInclusive: { side: 1, inclusive: true },
  greaterThan: { side: -1, inclusive: false },
  greaterThanInclusive: { side: -1, inclusive: true },
  before: { side: 1, inclusive: false },
  onOrBefore: { side: 1, inclusive: true },
  after: { side: -1, inclusive: false },
  onOrAfter: { side: -1, inclusive: true },
};

type Compare = (more: Test, less: Test, hierarchy: Hierarchy | undefined) => boolean;

const sameSide: Compare = (more, less) => {
  const bound = BOUNDS[more.operator];
  return bound !== undefined && compare(more.constant, less.constant) * bound.side >= 0;
};
const superset: Compare = (more, less) => includesAll(more.constant, less.constant);
const subset: Compare = (more, less) => includesAll(less.constant, more.constant);
const branches: Compare = (more, less, hierarchy) => branchesWithin(less.constant, more.constant, hierarchy);

/** When a test with the same operator and another constant is looser. */
const BY_OPERATOR: Partial<Record<OperatorName, Compare>> = {
  ...Object.fromEntries(Object.keys(BOUNDS).map((operator) => [operator, sameSide])),
  in: superset,
  notIn: subset,
  containsAny: superset,
  containsAll: subset,
  within: branches,
  notWithin: (more, less, hierarchy) => branchesWithin(more.constant, less.constant, hierarchy),
};

function branchesWithin(inner: Value, outer: Value, hierarchy: Hierarchy | undefined): boolean {
  if (hierarchy === undefined) return false;
  return membersOf(inner).every((code) =>
    membersOf(outer).some((branch) => isWithin(hierarchy, code as string, branch as string)),
  );
}

function includesAll(all: Value, some: Value): boolean {
  const members = membersOf(all);
  return membersOf(some).every((each) => members.includes(each));
}

function compare(a: Value, b: Value): number {
  if (isDecimal(a) && isDecimal(b)) return a.comparedTo(b);
  if (a === b) return 0;
  return String(a) < String(b) ? -1 : 1;
}
