import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTable } from '../../src/batch/count-table.ts';
import { FOUND_OUTCOMES, type FoundOutcome, type FoundRows } from '../../src/batch/found-rows.ts';
import { listTable } from '../../src/batch/list-table.ts';
import { matchTable } from '../../src/batch/match-table.ts';
import { compileBatch } from '../../src/batch/program.ts';
import { createTally } from '../../src/batch/tally.ts';
import { arbitraryAsOf } from '../generate/dates.ts';
import { AUTHORITIES, arbitraryRuleSet } from '../generate/rule-set.ts';
import { arbitraryTable, withReportable } from '../generate/table.ts';
import { slowMatchTable } from './slow-match-table.ts';

const numRuns = Number(process.env.MIANSHEN_RUNS ?? 200);

const arbitrarySource = fc.constantFrom(null, 'hub', 'tax', 'stranger', ...AUTHORITIES.keys());

function arbitraryRun(mostRows: number) {
  return arbitraryRuleSet.chain(withReportable).chain((ruleSet) =>
    fc.record({
      ruleSet: fc.constant(ruleSet),
      given: arbitraryTable(ruleSet, 0, mostRows),
      run: fc.record({ asOf: arbitraryAsOf, source: arbitrarySource }),
    }),
  );
}

it(`finds what the engine finds in every row (${numRuns} rule sets)`, () => {
  const tally = createTally();
  const outcomes = FOUND_OUTCOMES.map(() => 0);
  const seen = { paid: 0, amounts: 0, lists: 0 };
  fc.assert(
    fc.property(arbitraryRun(300), ({ ruleSet, given: { table, alike }, run }) => {
      const found = listTable(compileBatch(ruleSet, run), table, {}, tally);
      expect(found).toEqual(slowMatchTable(ruleSet, table, run, {}, alike));
      for (const outcome of found.outcome) outcomes[outcome]! += 1;
      seen.paid += found.paidFen.filter((fen) => !Number.isNaN(fen)).length;
      seen.amounts += found.amountFen.filter((fen) => !Number.isNaN(fen)).length;
      seen.lists += found.missingLists.length;
    }),
    { numRuns },
  );
  console.info(outcomes, seen, tally);
  expect(Math.min(...outcomes, ...Object.values(seen))).toBeGreaterThan(numRuns);
});

it('counts what it lists', () =>
  fc.assert(
    fc.property(arbitraryRun(100), ({ ruleSet, given: { table }, run }) => {
      const counts = countTable(compileBatch(ruleSet, run), table);
      const found = matchTable(ruleSet, table, run);
      for (const outcome of FOUND_OUTCOMES)
        expect([...counts[outcome]]).toEqual(counted(found, outcome, ruleSet));
    }),
    { numRuns },
  ));

function counted(found: FoundRows, outcome: FoundOutcome, { policies }: { policies: readonly unknown[] }) {
  const counts = policies.map(() => 0);
  const wanted = FOUND_OUTCOMES.indexOf(outcome);
  found.policy.forEach((policy, at) => {
    if (found.outcome[at] === wanted) counts[policy]! += 1;
  });
  return counts;
}
