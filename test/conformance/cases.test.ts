import { describe, expect, it } from 'vitest';
import { match } from '../../src/engine/match.ts';
import { type ReadyCase, readCaseFiles, readyCases } from './case-file.ts';
import { ALL_CELLS, cellOf, leafTracesOf } from './cells.ts';
import { type Decided, EVALUATORS } from './evaluators.ts';

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
