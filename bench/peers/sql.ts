import type { Condition, Leaf } from '../../src/engine/condition.ts';
import { type Hierarchy, pathTo } from '../../src/engine/hierarchy.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { levelsOf } from './flat.ts';
import { SQL_COLUMNS, sqlConstant } from './sql-columns.ts';
import {
  COMPARATORS,
  type Comparator,
  type Comparison,
  constantOf,
  type PeerPolicy,
  possibly,
  surely,
  type Test,
} from './test-tree.ts';

/** What DuckDB and ClickHouse write differently. */
export interface Dialect {
  bits(field: string, mask: number): string;
  /** Whether `x IN (…)` of an unknown is unknown. */
  readonly listsKeepUnknown: boolean;
  /** How many rows an expression is true for. */
  countTrue(expression: string): string;
}

/** A question that counts, for some policies, for how many rows each is yes and for how many unknown. */
export interface CountQuery {
  readonly sql: string;
  /** Places of the policies, in the order of the pairs of counts. */
  readonly places: readonly number[];
}

/** How many rows are yes and unknown, by place of the policy. */
export interface Counts {
  readonly yes: Float64Array;
  readonly unknown: Float64Array;
}

/** Whether unknowns are left to SQL's own three truths, or two expressions are made that know no null. */
export type Truths = 'three-valued' | 'two tests';

/** How policies are gathered into queries. Rows whose county is known stand in `fine`, ordered by region; others in `coarse`. */
export type Gathering = 'one query' | 'a query a province' | 'a query a region';

/** The queries that together count every policy over every row. */
export function countQueries(
  policies: readonly PeerPolicy[],
  ruleSet: RuleSet,
  dialect: Dialect,
  { truths, gathering }: { readonly truths: Truths; readonly gathering: Gathering },
): readonly CountQuery[] {
  const writer = { ruleSet, dialect, truths };
  const every = policies.map((_, place) => place);
  if (gathering === 'one query')
    return ['fine', 'coarse'].map((table) =>
      query(policies, every, { ...writer, table, where: '', whole: true }),
    );
  const divisions = ruleSet.hierarchies.get('division');
  if (divisions === undefined) throw new Error('no divisions');
  const depth = gathering === 'a query a province' ? 1 : 3;
  const groups = new Map<string, number[]>();
  policies.forEach(({ policy }, place) => {
    const region = pathTo(divisions, policy.region).toReversed()[depth] ?? policy.region;
    groups.set(region, [...(groups.get(region) ?? []), place]);
  });
  const fine = [...groups].map(([region, places]) => {
    const level = levelsOf(divisions, 'registeredRegion', region).length;
    const where = level === 0 ? '' : ` WHERE registeredRegion_${level} = ${Number(region)}`;
    // Where all policies are for just this region, it need not be asked again.
    const whole = places.some((place) => policies[place]?.policy.region !== region);
    return query(policies, places, { ...writer, table: 'fine', where, whole });
  });
  return [...fine, query(policies, every, { ...writer, table: 'coarse', where: '', whole: true })];
}

interface Writer {
  readonly ruleSet: RuleSet;
  readonly dialect: Dialect;
  readonly truths: Truths;
}

function query(
  policies: readonly PeerPolicy[],
  places: readonly number[],
  {
    table,
    where,
    whole,
    ...writer
  }: Writer & { readonly table: string; readonly where: string; readonly whole: boolean },
): CountQuery {
  const { dialect, ruleSet, truths } = writer;
  const columns = places.flatMap((place) => {
    const condition = conditionOf(policies[place], whole);
    if (truths === 'three-valued') return [`${threeValued(condition, writer)} AS t${place}`];
    const [yes, may] = [surely(condition, ruleSet), possibly(condition, ruleSet)];
    return [`${testSql(yes, dialect)} AS t${place}`, `${testSql(may, dialect)} AS m${place}`];
  });
  // What is worked out once is counted twice.
  const counts = places.flatMap((place) => {
    const yes = dialect.countTrue(`t${place}`);
    const unknown = `count(*) - count(t${place})`;
    return [yes, truths === 'three-valued' ? unknown : `${dialect.countTrue(`m${place}`)} - ${yes}`];
  });
  const sql = `SELECT ${counts.join(', ')} FROM (SELECT ${columns.join(', ')} FROM ${table}${where})`;
  return { sql, places };
}

/** The whole condition, or what it says besides the region. */
function conditionOf(each: PeerPolicy | undefined, whole: boolean): Condition {
  const condition = each?.policy.condition;
  if (condition?.kind !== 'all') throw new Error('a policy without conditions');
  return whole ? condition : { ...condition, parts: condition.parts.slice(1) };
}

/** The condition as SQL, whose AND, OR and NOT know the same three truths. */
function threeValued(condition: Condition, writer: Writer): string {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return `(${condition.parts
        .map((part) => threeValued(part, writer))
        .join(condition.kind === 'all' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `(NOT ${threeValued(condition.part, writer)})`;
    case 'named':
      return threeValued(condition.part, writer);
    case 'leaf':
      return leafSql(condition, writer);
  }
}

function leafSql(leaf: Leaf, { ruleSet, dialect }: Writer): string {
  const { fact, operator, wanted } = leaf;
  const type = ruleSet.facts.get(fact)?.type.kind;
  if (operator === 'within' || operator === 'notWithin') {
    const hierarchy = ruleSet.hierarchies.get(fact === 'industry' ? 'industry' : 'division');
    if (hierarchy === undefined || !('constant' in wanted)) throw new Error(`no branches of '${fact}'`);
    const branches = [wanted.constant].flat().map((branch) => branchSql(fact, String(branch), hierarchy));
    const inside = branches.length === 1 ? (branches[0] ?? '') : `(${branches.join(' OR ')})`;
    return operator === 'within' ? inside : `(NOT ${inside})`;
  }
  const field = type === 'code' ? `${fact}_0` : fact;
  const right = 'fact' in wanted ? { field: wanted.fact } : { constant: constantOf(wanted.constant, type) };
  return comparisonSql(field, COMPARATORS[operator], right, dialect, '');
}

function branchSql(fact: string, branch: string, hierarchy: Hierarchy): string {
  const levels = levelsOf(hierarchy, fact, branch);
  // Within the root of all is every code that is known.
  if (levels.length === 0) return `(${fact}_0 >= 0)`;
  const equal = levels.map((code, at) => `${fact}_${at + 1} = ${sqlConstant(`${fact}_1`, code)}`);
  return `(${equal.join(' AND ')})`;
}

/** `prefix` goes before the names of columns. */
function comparisonSql(
  field: string,
  comparator: Comparator,
  wanted: Comparison['wanted'],
  dialect: Dialect,
  prefix: string,
): string {
  const column = `${prefix}${field}`;
  const sign = comparator === '!=' ? '<>' : comparator;
  if ('field' in wanted) return `${column} ${sign} ${prefix}${wanted.field}`;
  const { constant } = wanted;
  const bits = (): readonly [string, number] => {
    const mask = Number(sqlConstant(field, constant));
    return [dialect.bits(column, mask), mask];
  };
  switch (comparator) {
    case 'in':
    case 'notIn': {
      const numbers = [constant].flat().map((each) => sqlConstant(field, each as string));
      return listSql(column, comparator, numbers, dialect);
    }
    case 'has':
    case 'hasAny':
      return `${bits()[0]} <> 0`;
    case 'lacks':
    case 'hasNone':
      return `${bits()[0]} = 0`;
    case 'hasAll':
      return bits().join(' = ');
    case 'lacksSome':
      return bits().join(' <> ');
    default:
      return `${column} ${sign} ${sqlConstant(field, constant)}`;
  }
}

function listSql(
  column: string,
  comparator: 'in' | 'notIn',
  numbers: readonly (number | boolean)[],
  dialect: Dialect,
): string {
  if (dialect.listsKeepUnknown)
    return `${column} ${comparator === 'in' ? '' : 'NOT '}IN (${numbers.join(', ')})`;
  const [sign, join] = comparator === 'in' ? ['=', ' OR '] : ['<>', ' AND '];
  return `(${numbers.map((number) => `${column} ${sign} ${number}`).join(join)})`;
}

/** A test of two truths: a field's own column has some value where it is unknown, and `k_` says whether it is known. */
function testSql(test: Test, dialect: Dialect): string {
  switch (test.kind) {
    case 'all':
    case 'any':
      return `(${test.parts.map((part) => testSql(part, dialect)).join(test.kind === 'all' ? ' AND ' : ' OR ')})`;
    case 'always':
      return test.holds ? '(1 = 1)' : '(1 = 0)';
    case 'compare': {
      const { field, comparator, wanted, ofUnknown } = test;
      const fields = 'field' in wanted ? [field, wanted.field] : [field];
      const known = fields.map((each) => (ofUnknown ? `NOT k_${each}` : `k_${each}`));
      const compared = comparisonSql(field, comparator, wanted, dialect, 'v_');
      return `(${[...known, compared].join(ofUnknown ? ' OR ' : ' AND ')})`;
    }
  }
}

/** What makes the table with a value and a mark for each column, out of the one with unknowns. */
export function twinColumns(): string {
  return SQL_COLUMNS.map(
    ({ name, type }) =>
      `coalesce(${name}, ${type === 'boolean' ? 'false' : '0'}) AS v_${name}, ${name} IS NOT NULL AS k_${name}`,
  ).join(', ');
}
