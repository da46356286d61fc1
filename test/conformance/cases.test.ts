import { describe, expect, it } from 'vitest';
import { FOUND_OUTCOMES } from '../../src/batch/found-rows.ts';
import { matchTable } from '../../src/batch/match-table.ts';
import type { Table } from '../../src/batch/table.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { match } from '../../src/engine/match.ts';
import { tableOf } from '../generate/table.ts';
import { type ReadyCase, readCaseFiles, readyCases } from './case-file.ts';
import { ALL_CELLS, cellOf, leafTracesOf } from './cells.ts';
import { type Decided, EVALUATORS } from './evaluators.ts';

/** Cases that only a profile can hold, by the reason. */
const notInTables = new Map<string, number>();

const files = readCaseFiles().map(([name, file]) => ({ name, about: file.about, cases: readyCases(file) }));

for (const { name, about, cases } of files) {
  describe(`${name} ${about}`, () => {
    for (const evaluator of EVALUATORS)
      describe(evaluator.name, () => {
        for (const each of cases)
          it(each.name, async () =>
            expect(await evaluator.decide(each.ruleSet, each.profile, each.asOf)).toEqual(decidedIn(each)),
          );
      });

    describe('batch', () => {
      for (const each of cases) {
        const given = tableOf(each.profile, each.ruleSet);
        if (typeof given === 'string') notInTables.set(given, (notInTables.get(given) ?? 0) + 1);
        else it(each.name, () => expect(decidedInBatch(each, given)).toEqual(expectedInBatch(each)));
      }
    });

    describe('missing and remaining', () => {
      for (const each of cases) it(each.name, () => expect(detailsOf(each)).toEqual(expectedDetails(each)));
    });
  });
}

function decidedIn({
  expected: { outcome, automatic = false, worth },
  ruleSet,
}: ReadyCase): readonly Decided[] {
  if (outcome === 'not-in-force') return [];
  const amount = typeof worth === 'string' ? worth : null;
  const [atLeast, atMost] = typeof worth === 'string' || worth === undefined ? [null, null] : worth;
  return ruleSet.policies.map(({ id }) => ({ policy: id, outcome, automatic, amount, atLeast, atMost }));
}

/** What a table can't hold, so that no case is left out unseen. */
it('puts every case into a table but these', () =>
  expect(Object.fromEntries(notInTables)).toMatchInlineSnapshot(`
    {
      "a number that a double doesn’t hold": 122,
      "a report with a date": 11,
      "more than one source": 13,
    }
  `));

function decidedInBatch(
  { ruleSet, asOf }: ReadyCase,
  { table, source }: { readonly table: Table; readonly source: string | null },
) {
  const { length, outcome, amountFen, missing, missingLists } = matchTable(ruleSet, table, { asOf, source });
  return Array.from({ length }, (_, at) => ({
    outcome: FOUND_OUTCOMES[outcome[at]!],
    fen: amountFen[at],
    missing: missingLists[missing[at]!] ?? [],
  }));
}

/** A batch lists neither what is out of force nor the ineligible. */
function expectedInBatch({ expected: { outcome, worth, missing = [] } }: ReadyCase) {
  if (outcome === 'not-in-force' || outcome === 'ineligible') return [];
  const fen = typeof worth === 'string' ? new Decimal(worth).times(100).toNumber() : Number.NaN;
  return [{ outcome, fen, missing }];
}

function detailsOf({ ruleSet, profile, asOf }: ReadyCase) {
  const [only] = match(ruleSet, profile, asOf);
  const remaining = (only?.remaining ?? []).map((each) => (each.kind === 'evidence' ? each.fact : each.kind));
  return { missing: only?.missing ?? [], remaining };
}

function expectedDetails({ expected: { missing = [], remaining = [] } }: ReadyCase) {
  return { missing, remaining };
}

it('has a case for every operator, kind of fact, operand and truth', () => {
  const hit = files
    .flatMap(({ cases }) => cases)
    .flatMap(({ ruleSet, profile, asOf }) =>
      match(ruleSet, profile, asOf).flatMap(({ trace }) =>
        leafTracesOf(trace).map((leaf) => cellOf(leaf, ruleSet)),
      ),
    );
  expect(ALL_CELLS.filter((cell) => !hit.includes(cell))).toEqual([]);
});

it('names every case once in its file', () => {
  for (const { name, cases } of files) {
    const names = cases.map((each) => each.name);
    expect(
      names.filter((each, index) => names.indexOf(each) !== index),
      name,
    ).toEqual([]);
  }
});
