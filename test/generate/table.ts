import fc from 'fast-check';
import type { Column, Table } from '../../src/batch/table.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Profile } from '../../src/engine/profile.ts';
import type { Fact, RuleSet } from '../../src/engine/rule-set.ts';
import { isDecimal, NUMERIC_KINDS, sameValue, type Value } from '../../src/engine/value.ts';
import { arbitraryProfileValues } from './profile.ts';

/** A table and, for each row, which of a few profiles it is. */
export interface ArbitraryTable {
  readonly table: Table;
  readonly alike: readonly number[];
}

/** A few profiles, many times over in any order: some facts without a column, some absent from a row. */
export function arbitraryTable(
  ruleSet: RuleSet,
  leastRows: number,
  mostRows: number,
): fc.Arbitrary<ArbitraryTable> {
  const values = arbitraryProfileValues(ruleSet);
  const facts = [...ruleSet.facts.values()].filter(isReported);
  const profiles = fc.array(
    fc.tuple(
      ...facts.map((fact) =>
        fc.oneof(
          { weight: 5, arbitrary: values(fact).map(fitting) },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
      ),
    ),
    { minLength: 1, maxLength: 24 },
  );
  return fc
    .record({
      profiles,
      columns: fc.tuple(...facts.map(() => fc.integer({ min: 0, max: 9 }))),
      rows: fc.integer({ min: leastRows, max: mostRows }),
      seed: fc.integer(),
    })
    .map(({ profiles: few, columns, rows, seed }) => {
      const next = numbersFrom(seed);
      const alike = Array.from({ length: rows }, () => next() % few.length);
      const chosen = facts.flatMap((fact, place) => {
        if (columns[place] === 0) return [];
        const column = columnOf(
          fact,
          alike.map((profile) => few[profile]![place]!),
        );
        return [[fact.id, column] as const];
      });
      return { table: { rows, columns: new Map(chosen) }, alike };
    });
}

/** Some derived facts may be reported too. */
export function withReportable(ruleSet: RuleSet): fc.Arbitrary<RuleSet> {
  const authorities = fc.constantFrom([], [], ['tax'], ['market', 'court']);
  const facts = [...ruleSet.facts.values()];
  return fc.tuple(...facts.map(() => authorities)).map((chosen) => ({
    ...ruleSet,
    facts: new Map(
      facts.map((fact, place) => [
        fact.id,
        fact.derivation === null ? fact : { ...fact, authorities: chosen[place]! },
      ]),
    ),
  }));
}

/** A profile as a table of one row and its source; or why a table doesn't hold it. */
export function tableOf(
  profile: Profile,
  ruleSet: RuleSet,
): { readonly table: Table; readonly source: string | null } | string {
  const reports = [...profile].flatMap(([id, each]) => each.map((report) => ({ id, ...report })));
  const sources = new Set(reports.map(({ source }) => source));
  if (sources.size > 1) return 'more than one source';
  if (reports.some(({ observedOn }) => observedOn !== null)) return 'a report with a date';
  if (reports.length > profile.size) return 'more than one report of a fact';
  if (reports.some(({ value }) => fitting(value) === null)) return 'a number that a double doesn’t hold';
  const columns = reports.map(({ id, value }) => [id, columnOf(ruleSet.facts.get(id)!, [value])] as const);
  const [source = null] = sources;
  return { table: { rows: 1, columns: new Map(columns) }, source };
}

/** A row for each profile: the value of its first report of each fact. */
export function tableOfRows(profiles: readonly Profile[], { facts }: RuleSet): Table {
  const columns = [...facts.values()].filter(isReported).map((fact) => {
    const values = profiles.map((profile) => profile.get(fact.id)?.[0]?.value ?? null);
    return [fact.id, columnOf(fact, values)] as const;
  });
  return { rows: profiles.length, columns: new Map(columns) };
}

function isReported({ derivation, authorities }: Fact): boolean {
  return derivation === null || authorities.length > 0;
}

/** Null for a number that a column doesn't hold. */
function fitting(value: Value): Value | null {
  if (!isDecimal(value)) return value;
  return value.precision() <= 15 && new Decimal(value.toNumber()).eq(value) ? value : null;
}

function columnOf({ type }: Fact, values: readonly (Value | null)[]): Column {
  if (NUMERIC_KINDS.includes(type.kind))
    return {
      kind: 'number',
      values: Float64Array.from(values, (value) =>
        value === null ? Number.NaN : (value as Decimal).toNumber(),
      ),
    };
  const dictionary: Value[] = [];
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const known = dictionary.findIndex((each) => sameValue(each, value));
    return known >= 0 ? known : dictionary.push(value) - 1;
  });
  return { kind: 'coded', codes, dictionary };
}

/** Numbers that follow from a seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
