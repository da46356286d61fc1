import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTable } from '../../src/batch/count-table.ts';
import { FOUND_OUTCOMES, type FoundOutcome, type FoundRows } from '../../src/batch/found-rows.ts';
import { listTable } from '../../src/batch/list-table.ts';
import { matchPieces, matchTable } from '../../src/batch/match-table.ts';
import { compileBatch } from '../../src/batch/program.ts';
import type { Run } from '../../src/batch/row-reader.ts';
import type { Column, Table } from '../../src/batch/table.ts';
import { createTally } from '../../src/batch/tally.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { expectSame } from '../expect-same.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { AUTHORITIES, arbitraryRuleSet } from '../generate/rule-set.ts';
import { arbitraryTable, withReportable } from '../generate/table.ts';
import { slowMatchTable } from './slow-match-table.ts';

const numRuns = Number(process.env.MIANSHEN_RUNS ?? 120);

function arbitraryRun(leastRows: number, mostRows: number) {
  return arbitraryRuleSet.chain(withReportable).chain((ruleSet) =>
    fc.record({
      ruleSet: fc.constant(ruleSet),
      given: arbitraryTable(ruleSet, leastRows, mostRows),
      run: fc.record({
        asOf: arbitraryAsOf,
        source: fc.constantFrom(null, 'stranger', 'hub', ...AUTHORITIES.keys()),
      }),
      policies: fc.subarray(ruleSet.policies.map(({ id }) => id)).map((ids) => new Set(ids)),
      only: fc.subarray([...FOUND_OUTCOMES]).map((outcomes) => new Set(outcomes)),
    }),
  );
}

it(`finds what the engine finds in every row, mostly by bitmaps (${numRuns} rule sets)`, () => {
  const tally = createTally();
  const seen = { eligible: 0, conditional: 0, undetermined: 0, paid: 0, amounts: 0, lists: 0 };
  fc.assert(
    fc.property(arbitraryRun(0, 300), ({ ruleSet, given: { table, alike }, run }) => {
      const found = listTable(compileBatch(ruleSet, run), table, {}, tally);
      expectSame(found, slowMatchTable(ruleSet, table, run, {}, alike));
      for (const outcome of FOUND_OUTCOMES) seen[outcome] += rowsOf(found, outcome).length;
      seen.paid += found.paidFen.filter((fen) => !Number.isNaN(fen)).length;
      seen.amounts += found.amountFen.filter((fen) => !Number.isNaN(fen)).length;
      seen.lists += found.missingLists.length;
    }),
    { numRuns },
  );
  console.info(seen, tally);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(numRuns);
  expect(tally.bitmapLeaves).toBeGreaterThan(4 * tally.genericLeaves);
  expect(Math.min(...Object.values(tally))).toBeGreaterThan(0);
});

it('lists the outcomes and policies that are asked for, beside the same rivals', () =>
  fc.assert(
    fc.property(arbitraryRun(0, 60), ({ ruleSet, given: { table, alike }, run, policies, only }) => {
      for (const listing of [{ only }, { policies }, { only, policies }])
        expect(matchTable(ruleSet, table, run, listing)).toEqual(
          slowMatchTable(ruleSet, table, run, listing, alike),
        );
    }),
    { numRuns },
  ));

it('finds piece by piece what it finds at once', () => {
  let pieces = 0;
  fc.assert(
    fc.property(
      arbitraryRun(0, 2_000),
      fc.constantFrom(1, 10, 300),
      ({ ruleSet, given: { table }, run, policies }, most) => {
        const found = [...matchPieces(ruleSet, table, run, { policies, most })];
        expect(found.map(({ first }) => first)).toEqual([0, ...found.slice(0, -1).map(({ end }) => end)]);
        expect(found.at(-1)?.end).toBe(table.rows);
        const whole = matchTable(ruleSet, table, run, { policies });
        expect(found.flatMap(({ first, found: piece }) => entriesOf(piece, first))).toEqual(entriesOf(whole));
        // 64 rows are looked at together, however much is found in them.
        for (const { found: piece } of found)
          expect(piece.length).toBeLessThanOrEqual(2 * most + 64 * ruleSet.policies.length);
        pieces += found.length;
      },
    ),
    { numRuns: 20 },
  );
  expect(pieces).toBeGreaterThan(40);
});

it('finds the same after a table whose dictionaries have less in them, or other things', () =>
  fc.assert(
    fc.property(
      arbitraryRun(0, 60),
      fc.nat(3),
      fc.boolean(),
      ({ ruleSet, given: { table, alike }, run }, kept, isTurned) => {
        const expected = slowMatchTable(ruleSet, table, run, {}, alike);
        matchTable(ruleSet, shortened(table, kept, isTurned), run);
        expect(matchTable(ruleSet, table, run)).toEqual(expected);
      },
    ),
    { numRuns },
  ));

/** Without what comes after the first entries of each dictionary; these in their order or the other way round. */
function shortened({ rows, columns }: Table, kept: number, isTurned: boolean): Table {
  const shorten = (column: Column): Column => {
    if (column.kind === 'number') return column;
    const dictionary = column.dictionary.slice(0, kept);
    const codes = column.codes.map((code) => (code < kept ? code : -1));
    return { ...column, codes, dictionary: isTurned ? dictionary.toReversed() : dictionary };
  };
  return { rows, columns: new Map([...columns].map(([id, column]) => [id, shorten(column)])) };
}

function entriesOf(found: FoundRows, first = 0): readonly unknown[] {
  return Array.from({ length: found.length }, (_, at) => [
    found.row[at]! + first,
    ...[found.policy[at], found.outcome[at], found.amountFen[at], found.paidFen[at]],
    found.missingLists[found.missing[at]!] ?? [],
  ]);
}

it('counts what it lists', () =>
  fc.assert(
    fc.property(arbitraryRun(0, 60), ({ ruleSet, given: { table }, run, policies }) => {
      const counts = countTable(compileBatch(ruleSet, run, { policies }), table);
      const found = matchTable(ruleSet, table, run, { policies });
      for (const outcome of FOUND_OUTCOMES)
        expect([...counts[outcome]]).toEqual(counted(rowsOf(found, outcome), ruleSet));
    }),
    { numRuns },
  ));

it('finds the same in the second block as in the first, and in one that isn’t full', () =>
  fc.assert(
    fc.property(arbitraryRun(17_000, 17_000), ({ ruleSet, given: { table, alike }, run }) => {
      // What takes the engine for every row would take too long.
      const quick = ruleSet.policies.filter((policy) => isByBitmaps({ ...ruleSet, policies: [policy] }, run));
      const kept = { ...ruleSet, policies: quick };
      expect(matchTable(kept, table, run)).toEqual(slowMatchTable(kept, table, run, {}, alike));
    }),
    { numRuns: 4 },
  ));

function isByBitmaps(ruleSet: RuleSet, run: Run): boolean {
  const { nodes, policies } = compileBatch(ruleSet, run);
  return (
    nodes.every(({ kind }) => kind !== 'generic') &&
    policies.every(({ delivered, policy }) => delivered !== 'by-engine' && policy.benefit.amount === null)
  );
}

function rowsOf({ policy, outcome }: FoundRows, wanted: FoundOutcome): readonly number[] {
  return [...policy].filter((_, at) => outcome[at] === FOUND_OUTCOMES.indexOf(wanted));
}

function counted(found: readonly number[], { policies }: RuleSet): readonly number[] {
  const counts = policies.map(() => 0);
  for (const policy of found) counts[policy]! += 1;
  return counts;
}
