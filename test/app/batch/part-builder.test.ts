import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START } from '../../../src/app/batch/part.ts';
import { isReported, jsonOf, PartBuilder } from '../../../src/app/batch/part-builder.ts';
import { valueAt } from '../../../src/batch/table.ts';
import type { Fact, RuleSet } from '../../../src/engine/rule-set.ts';
import { parseProfile } from '../../../src/rules/profile-json.ts';
import { arbitraryRows } from '../../batch-files/arbitrary-rows.ts';
import { csvOf, fullWidth, type Row } from '../../batch-files/tables.ts';
import { arbitraryRuleSet } from '../../generate/rule-set.ts';

type Profile = ReturnType<typeof parseProfile>['profile'];

/** What a part holds of its rows: the profile of each; null where it is refused. */
function profilesIn(builder: PartBuilder, facts: readonly Fact[]): readonly Profile[] {
  const { table, aside, release } = builder.take(START);
  for (const column of table.columns.values())
    expect(column.kind === 'number' ? column.values : column.codes).toHaveLength(table.rows);
  const profiles = Array.from({ length: table.rows }, (_, row) => {
    const each = aside.get(row);
    if (each !== undefined) return each.kind === 'odd' ? each.profile : null;
    return new Map(
      facts.flatMap(({ id }) => {
        const column = table.columns.get(id);
        const value = column === undefined ? null : valueAt(column, row);
        return value === null ? [] : [[id, [{ value, source: 'hub', observedOn: null }]]];
      }),
    );
  });
  // Its arrays are used again.
  release();
  return profiles;
}

/** How a value may be written: as it is, in other characters, with more digits, or so that it means nothing. */
const arbitraryWriting: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { arbitrary: fc.constant((text: string) => text), weight: 6 },
  fc.constantFrom(
    fullWidth,
    (text: string) => `${text}0`,
    (text: string) => `0${text}`,
    (text: string) => `${text}.500`,
    (text: string) => `${text}?`,
  ),
);

const arbitraryCase = fc.record({
  ruleSet: arbitraryRuleSet,
  capacity: fc.integer({ min: 1, max: 12 }),
  mostKept: fc.integer({ min: 0, max: 6 }),
  ends: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
});

const withRows = arbitraryCase.chain((each) =>
  arbitraryRows(each.ruleSet).map((rows) => ({ ...each, facts: [...each.ruleSet.facts.values()], rows })),
);

/** Adds rows one by one, with a part ended now and then, full or not. */
function partsOf(
  {
    ruleSet,
    capacity,
    mostKept,
    ends,
    facts,
  }: {
    readonly ruleSet: RuleSet;
    readonly capacity: number;
    readonly mostKept: number;
    readonly ends: Iterator<number>;
    readonly facts: readonly Fact[];
  },
  rows: readonly Row[],
  add: (builder: PartBuilder, row: Row, line: number) => void,
): readonly Profile[] {
  const builder = new PartBuilder(ruleSet, 'hub', capacity, mostKept);
  const found = rows.flatMap((row, line) => {
    add(builder, row, line);
    return ends.next().value === 0 ? profilesIn(builder, facts) : [];
  });
  return [...found, ...profilesIn(builder, facts)];
}

describe('rows that were gathered are the profiles that were given', () => {
  it('as JSON', () => {
    fc.assert(
      fc.property(withRows, ({ rows, ...given }) => {
        const found = partsOf(given, rows, (builder, { subject, profile }, line) =>
          builder.addProfile(line, subject, profile),
        );
        expect(found).toEqual(rows.map(({ profile }) => parseProfile(given.ruleSet, profile, 'hub').profile));
      }),
      { numRuns: 300 },
    );
  });

  it('as cells, however they are written', () => {
    const cases = withRows.chain((each) =>
      fc
        .array(fc.tuple(fc.nat(), arbitraryWriting), { minLength: 40, maxLength: 40 })
        .map((writings) => ({ ...each, writings })),
    );
    fc.assert(
      fc.property(cases, ({ rows, writings, ...given }) => {
        const columns = given.facts.filter((fact) => isReported(fact) && fact.type.kind !== 'text');
        const texts = rows.map((row, line) => cellsOf(columns, row, writings[line]!));
        const found = partsOf({ ...given, facts: columns }, rows, (builder, { subject }, line) =>
          builder.addTexts(line, subject, columns, texts[line]!),
        );
        const expected = texts.map((cells) => parseProfile(given.ruleSet, jsonOf(columns, cells), 'hub'));
        expect(found).toEqual(expected.map(({ profile }) => profile));
      }),
      { numRuns: 300 },
    );
  });
});

/** The cells of a row as a table without quotes would have them, one of them written in another way. */
function cellsOf(
  facts: readonly Fact[],
  row: Row,
  [number, write]: readonly [number, (text: string) => string],
): readonly string[] {
  const [, line = ''] = csvOf(facts, [{ ...row, subject: '' }]).split('\n');
  const cells = line.split(',').slice(1);
  return cells.map((cell, place) => (place === number % cells.length ? write(cell) : cell));
}
