import type { Leaf } from '../condition.ts';
import type { Decimal } from '../decimal.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { members } from '../operators/members.ts';
import type { Operator } from '../operators/operator.ts';
import { OPERATORS, type OperatorName } from '../operators/table.ts';
import { type Fact, hierarchyOf, type RuleSet } from '../rule-set.ts';
import { NUMERIC_KINDS, type Value } from '../value.ts';
import { codePaths } from './code-paths.ts';
import type { FactNumber, Test } from './compiled.ts';
import { NO, type TruthCode, UNKNOWN, YES } from './truth-code.ts';

/** A leaf as a closure. `cheap` is one that costs no more than looking up what it said before. */
export interface LeafTest {
  readonly test: Test;
  readonly cheap: boolean;
}

/** Compiles a leaf: what `evaluate` says of it. */
export function compileLeaf(leaf: Leaf, ruleSet: RuleSet, numberOf: FactNumber): LeafTest {
  const fact = ruleSet.facts.get(leaf.fact);
  if (fact === undefined) throw new Error(`no fact '${leaf.fact}' in the compiled rule set`);
  const number = numberOf(leaf.fact);
  const hierarchy = hierarchyOf(ruleSet, fact);
  if ('fact' in leaf.wanted) {
    const other = numberOf(leaf.wanted.fact);
    return { test: againstFact(leaf.operator, fact, number, other, hierarchy), cheap: false };
  }
  const { constant } = leaf.wanted;
  const ordered = ORDERED[leaf.operator];
  if (ordered !== undefined) {
    if (NUMERIC_KINDS.includes(fact.type.kind))
      return { test: numberTest(number, constant as Decimal, ordered), cheap: true };
    if (fact.type.kind === 'date')
      return { test: dateTest(number, constant as string, ordered), cheap: true };
  }
  return otherTest(leaf.operator, fact, number, constant, hierarchy);
}

/** What an operator says of a value below, at and above the one wanted. */
type Ordered = readonly [TruthCode, TruthCode, TruthCode];

const ORDERED: Partial<Record<OperatorName, Ordered>> = {
  equal: [NO, YES, NO],
  notEqual: [YES, NO, YES],
  lessThan: [YES, NO, NO],
  lessThanInclusive: [YES, YES, NO],
  greaterThan: [NO, NO, YES],
  greaterThanInclusive: [NO, YES, YES],
  before: [YES, NO, NO],
  onOrBefore: [YES, YES, NO],
  after: [NO, NO, YES],
  onOrAfter: [NO, YES, YES],
};

function numberTest(fact: number, wanted: Decimal, [below, at, above]: Ordered): Test {
  const limit = wanted.toNumber();
  return (view) => {
    const value = view.value(fact);
    if (value === null) return UNKNOWN;
    const double = view.double(fact);
    if (double < limit) return below;
    if (double > limit) return above;
    const order = (value as Decimal).comparedTo(wanted);
    return order < 0 ? below : order > 0 ? above : at;
  };
}

function dateTest(fact: number, wanted: string, [below, at, above]: Ordered): Test {
  return (view) => {
    const value = view.value(fact);
    if (value === null) return UNKNOWN;
    return value === wanted ? at : (value as string) < wanted ? below : above;
  };
}

function otherTest(
  operator: OperatorName,
  fact: Fact,
  number: number,
  wanted: Value,
  hierarchy: Hierarchy | undefined,
): LeafTest {
  const [yes, no] = operator.startsWith('not') ? [NO, YES] : [YES, NO];
  switch (operator) {
    case 'equal':
    case 'notEqual':
      return { test: sameTest(number, wanted, yes, no), cheap: true };
    case 'in':
    case 'notIn':
      return { test: amongTest(number, new Set(members(wanted)), yes, no), cheap: false };
    case 'within':
    case 'notWithin':
      if (hierarchy === undefined) break;
      return { test: withinTest(fact, number, members(wanted), hierarchy, yes, no), cheap: false };
  }
  return { test: againstConstant(operator, number, wanted, hierarchy), cheap: false };
}

function sameTest(fact: number, wanted: Value, yes: TruthCode, no: TruthCode): Test {
  return (view) => {
    const value = view.value(fact);
    if (value === null) return UNKNOWN;
    return value === wanted ? yes : no;
  };
}

function amongTest(fact: number, wanted: ReadonlySet<Value>, yes: TruthCode, no: TruthCode): Test {
  return (view) => {
    const value = view.value(fact);
    if (value === null) return UNKNOWN;
    return wanted.has(value) ? yes : no;
  };
}

/** Too coarse is a reported code above a branch: derived ones are meant as they stand. */
function withinTest(
  fact: Fact,
  number: number,
  branches: readonly string[],
  hierarchy: Hierarchy,
  yes: TruthCode,
  no: TruthCode,
): Test {
  const paths = branches.map((branch) => codePaths(hierarchy).of(branch));
  const above = new Set(fact.derivation === null ? paths.flat() : []);
  const short = Math.max(0, ...paths.map(({ length }) => length));
  const [branch] = branches;
  const holds =
    branches.length === 1 && branch !== undefined ? isWithinOne(branch, short) : isWithinAny(branches);
  return (view) => {
    const value = view.value(number);
    if (value === null) return UNKNOWN;
    const path = view.path(number);
    if (holds(path)) return yes;
    return path.length < short && above.has(value as string) ? UNKNOWN : no;
  };
}

/** Only one code of a path is as far from the root as the branch. */
function isWithinOne(branch: string, depth: number): (path: readonly string[]) => boolean {
  return (path) => path[path.length - depth] === branch;
}

function isWithinAny(branches: readonly string[]): (path: readonly string[]) => boolean {
  const wanted = new Set(branches);
  return (path) => {
    for (const code of path) if (wanted.has(code)) return true;
    return false;
  };
}

function againstConstant(
  name: OperatorName,
  fact: number,
  wanted: Value,
  hierarchy: Hierarchy | undefined,
): Test {
  const operator = OPERATORS[name];
  return (view) => {
    const value = view.value(fact);
    if (value === null) return UNKNOWN;
    return operator.holds(value, wanted, hierarchy) ? YES : NO;
  };
}

function againstFact(
  name: OperatorName,
  { derivation }: Fact,
  fact: number,
  other: number,
  hierarchy: Hierarchy | undefined,
): Test {
  const operator: Operator = OPERATORS[name];
  const tooCoarse = derivation === null ? operator.tooCoarse : undefined;
  return (view) => {
    const [value, wanted] = [view.value(fact), view.value(other)];
    if (value === null || wanted === null) return UNKNOWN;
    if (tooCoarse?.(value, wanted, hierarchy) === true) return UNKNOWN;
    return operator.holds(value, wanted, hierarchy) ? YES : NO;
  };
}
