import { describe, expect, it } from 'vitest';
import { checkRuleSet } from '../../src/app/check-rule-set.ts';
import { match } from '../../src/engine/match.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { referenceMatch } from '../../src/reference/reference.ts';
import { parseProfile, SELF_DECLARED } from '../../src/rules/profile-json.ts';

const checked = checkRuleSet(
  await readJsonFiles('examples/national/rules'),
  await readJsonFiles('examples/national/seeds'),
);
const { ruleSet, policyFiles } = checked;
if (ruleSet === null) throw new Error('examples/national has mistakes');

describe('the national rule set', () => {
  it('has no diagnostics: every worked example comes out as stated', () =>
    expect(checked.diagnostics).toEqual([]));

  it('has at least ten provisions, with at least five worked examples each', () => {
    expect(policyFiles.length).toBeGreaterThanOrEqual(10);
    expect(policyFiles.filter(({ json }) => json.examples.length < 5).map(({ json }) => json.id)).toEqual([]);
  });

  for (const { json } of policyFiles)
    it(`${json.id}: both evaluators agree on every example, for every policy`, async () => {
      for (const { asOf, source, profile: given } of json.examples) {
        const from = source === undefined || source === SELF_DECLARED ? null : source;
        const { profile } = parseProfile(ruleSet, given, from);
        if (profile === null) throw new Error('the profile has mistakes');
        const outcomes = match(ruleSet, profile, asOf).map(({ policy, outcome, automatic }) => [
          policy.id,
          { outcome, automatic },
        ]);
        const reference = (await referenceMatch(ruleSet, profile, asOf)).map(
          ({ policy, outcome, automatic }) => [policy, { outcome, automatic }],
        );
        expect(Object.fromEntries(outcomes)).toEqual(Object.fromEntries(reference));
      }
    });
});
