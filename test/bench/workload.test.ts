import { expect, it } from 'vitest';
import { REPORTED, SOURCE } from '../../bench/workload/catalogue.ts';
import type { Enterprise } from '../../bench/workload/enterprises.ts';
import { LEVEL_SHARES } from '../../bench/workload/places.ts';
import { profileJson, profileOf, tableOf } from '../../bench/workload/profiles.ts';
import { createRuleSet, ruleFiles } from '../../bench/workload/rule-set.ts';
import { createWorkload, enterprisesFor } from '../../bench/workload/workload.ts';
import { valueAt } from '../../src/batch/table.ts';
import type { Condition } from '../../src/engine/condition.ts';
import { pathTo } from '../../src/engine/hierarchy.ts';
import type { Report } from '../../src/engine/profile.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';

const { ruleSet, enterprise } = createWorkload(3000);
const enterprises = Array.from({ length: 3000 }, (_, index) => enterprise(index));

const share = <T>(list: readonly T[], holds: (each: T) => boolean) => list.filter(holds).length / list.length;

function leavesIn(condition: Condition): readonly string[] {
  if (condition.kind === 'leaf')
    return [JSON.stringify([condition.fact, condition.operator, condition.wanted])];
  return 'parts' in condition ? condition.parts.flatMap(leavesIn) : leavesIn(condition.part);
}

it.each([1, 10, 400])(
  'rule files of %i policies parse without a word, to what is built without them',
  (count) => {
    const parsed = parseRuleSet(ruleFiles(count));
    expect(parsed.diagnostics).toEqual([]);
    const { digest: _, ...built } = createRuleSet(count);
    expect(parsed.ruleSet).toMatchObject(built);
  },
);

it('one number decides everything, whatever was drawn before', () => {
  const again = enterprisesFor(ruleSet);
  const backwards = [2999, 17, 0].map(again);
  expect(backwards).toEqual([enterprises[2999], enterprises[17], enterprises[0]]);
  expect(createRuleSet(50).policies).toEqual(createRuleSet(50).policies);
  expect(createRuleSet(50, 7).policies).not.toEqual(createRuleSet(50).policies);
  expect(enterprisesFor(ruleSet, 7)(0)).not.toEqual(enterprises[0]);
});

it('a rule set of fewer policies is the beginning of one of more', () => {
  const withoutGroups = ({ policies }: { readonly policies: typeof ruleSet.policies }) =>
    policies.map((policy) => ({ ...policy, exclusive: [] }));
  expect(withoutGroups(createRuleSet(40))).toEqual(withoutGroups(ruleSet).slice(0, 40));
});

it('policies are spread over country, provinces, cities and counties as stated', () => {
  const divisions = ruleSet.hierarchies.get('division');
  LEVEL_SHARES.forEach((expected, depth) => {
    const found = share(
      ruleSet.policies,
      ({ region }) => divisions !== undefined && pathTo(divisions, region).length === depth + 1,
    );
    expect(Math.abs(found - expected)).toBeLessThan(0.025);
  });
});

it('a policy has 3 to 10 conditions besides its region, and they are shared', () => {
  const leaves = ruleSet.policies.map(({ condition }) => leavesIn(condition));
  const counts = leaves.map(({ length }) => length - 1);
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([3, 10]);
  const unique = new Set(leaves.flat().filter((leaf) => !leaf.includes('registeredRegion')));
  expect(unique.size).toBeGreaterThan(150);
  expect(unique.size).toBeLessThan(300);
});

it('about 30 % are automatic; some have amounts, some exclude each other', () => {
  expect(Math.abs(share(ruleSet.policies, ({ delivery }) => delivery === 'automatic') - 0.3)).toBeLessThan(
    0.04,
  );
  expect(Math.abs(share(ruleSet.policies, ({ benefit }) => benefit.amount !== null) - 0.4)).toBeLessThan(
    0.04,
  );
  for (const group of ruleSet.exclusionGroups.keys())
    expect(ruleSet.policies.filter(({ exclusive }) => exclusive.includes(group)).length).toBeGreaterThan(1);
});

it('about 5 % of facts are missing', () => {
  const missing = REPORTED.map((_, at) => share(enterprises, (each) => each[at] === null));
  REPORTED.forEach(({ id }, at) => {
    // Only high-tech enterprises have been recognised as such on a day.
    if (id !== 'registeredRegion' && id !== 'highTechSince')
      expect(Math.abs((missing[at] ?? 0) - 0.05)).toBeLessThan(0.02);
  });
});

it('as JSON, as reports and as columns an enterprise is the same', () => {
  const some = enterprises.slice(0, 200);
  const table = tableOf((index) => some[index] as Enterprise, 200);
  some.forEach((each, row) => {
    const { profile, diagnostics } = parseProfile(ruleSet, profileJson(each), SOURCE);
    expect(diagnostics).toEqual([]);
    expect(profileOf(each)).toEqual(profile);
    const columns = [...table.columns].flatMap(([id, column]): [string, readonly Report[]][] => {
      const value = valueAt(column, row);
      return value === null ? [] : [[id, [{ value, source: SOURCE, observedOn: null }]]];
    });
    expect(new Map(columns)).toEqual(profile);
  });
});
