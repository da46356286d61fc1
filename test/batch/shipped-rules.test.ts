import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { checkRuleSet } from '../../src/app/check-rule-set.ts';
import { listTable } from '../../src/batch/list-table.ts';
import { matchPieces, matchTable } from '../../src/batch/match-table.ts';
import { compileBatch } from '../../src/batch/program.ts';
import { createTally } from '../../src/batch/tally.ts';
import { match } from '../../src/engine/match.ts';
import type { Profile } from '../../src/engine/profile.ts';
import { loadRuleSet } from '../../src/index.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { expectSame } from '../expect-same.ts';
import { tableOfRows } from '../generate/table.ts';
import { slowMatchTable } from './slow-match-table.ts';

const AS_OF = '2024-06-20';
/** The engine takes its time for every row. */
const MOST_ROWS = 80;

it.each([
  ['.', ['data-bureau', null]],
  ['examples/national', ['data-bureau', null]],
])(
  '%s: a table of the worked examples, and of pieces of them, is matched as they are',
  async (folder, sources) => {
    const { ruleSet, policyFiles } = checkRuleSet(
      await readJsonFiles(`${folder}/rules`),
      await readJsonFiles(`${folder}/seeds`),
    );
    if (ruleSet === null) throw new Error(`${folder} has mistakes`);
    const profiles = policyFiles
      .flatMap(({ json }) => json.examples)
      .flatMap(({ profile }) => parseProfile(ruleSet, profile, null).profile ?? []);
    const variants = profiles.flatMap(variantsOf);
    const step = Math.ceil(variants.length / MOST_ROWS);
    const table = tableOfRows(
      variants.filter((_, place) => place % step === 0),
      ruleSet,
    );
    for (const source of sources) {
      const tally = createTally();
      const run = { asOf: AS_OF, source };
      const found = listTable(compileBatch(ruleSet, run), table, {}, tally);
      expectSame(found, slowMatchTable(ruleSet, table, run));
      expect(found.length).toBeGreaterThan(table.rows);
      expect(tally.bitmapLeaves).toBeGreaterThan(5 * tally.genericLeaves);
    }
  },
);

it('ends a piece in time where nothing was found for long, then much', async () => {
  const ruleSet = await loadRuleSet('rules');
  const json = JSON.parse(await readFile('examples/enterprises/ningguo-precision-parts.json', 'utf8'));
  const { profile } = parseProfile(ruleSet, json.profile, null);
  const policies = new Set(
    match(ruleSet, profile!, AS_OF)
      .filter(({ outcome }) => outcome === 'ineligible')
      .map(({ policy }) => policy.id),
  );
  const [nothing, much] = [9_000, 4_500];
  const rows = [...Array<Profile>(nothing).fill(profile!), ...Array<Profile>(much).fill(new Map())];
  const given = [tableOfRows(rows, ruleSet), { asOf: AS_OF, source: null }] as const;
  const pieces = [...matchPieces(ruleSet, ...given, { policies, most: 10_000 })];
  const lengths = pieces.map(({ found }) => found.length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(10_000 + 64 * policies.size);
  const { length } = matchTable(ruleSet, ...given, { policies });
  expect(length).toBeGreaterThan(50 * much);
  expect(lengths.reduce((sum, each) => sum + each)).toBe(length);
});

/** As it is, and without each of its facts. */
function variantsOf(profile: Profile): readonly Profile[] {
  return [profile, ...[...profile.keys()].map((left) => new Map([...profile].filter(([id]) => id !== left)))];
}
