import { describe, expect, it } from 'vitest';
import { checkFully } from '../../src/app/check-fully.ts';
import { compareEvaluators } from '../../src/app/compare-evaluators.ts';
import { referenceMatch } from '../../src/reference/reference.ts';
import type { Diagnostic } from '../../src/rules/diagnostic.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { applyAll, type Edit, set } from '../rules/edits.ts';
import { checkFiles, GOOD_FILES, LOAN, NOT_LARGE } from '../rules/good-rule-set.ts';

const UNNOTICED = [
  "unnoticed-change conditions/not-large.json#/conditions/value/1: if the list were without 'size is medium', no example would notice",
  'unnoticed-change policies/341800/loan.json#/validFrom: if the first day in force 2024-01-01 were 2024-01-02, no example would notice',
  'unnoticed-change policies/341800/loan.json#/validFrom: if the first day in force 2024-01-01 were 2023-12-31, no example would notice',
  "unnoticed-change policies/341800/loan.json#/delivery: if 'without application' were 'by application', no example would notice",
  "unnoticed-change policies/341800/loan.json#/conditions/all/1/value: if 'employees is below 300 人' were 'employees is below 299 人', no example would notice",
] as const;

const [medium, later, earlier, delivery, staff] = UNNOTICED;

const profile = { registeredRegion: '341802', size: 'small', employees: 80 };
const good = { name: 'another', asOf: '2024-09-01', source: 'hub', profile, outcome: 'eligible' };
const another = (changes: object): Edit => set(LOAN, '/examples/5', { ...good, ...changes });

const reason = (entry: object): Edit =>
  set(LOAN, '/unnoticed', [{ reason: 'the document gives no example', ...entry }]);

describe('changes that no example notices', () => {
  const check = (name: string, edits: readonly Edit[], ...expected: readonly string[]) =>
    it(name, async () => expect(await found(...edits)).toEqual(expected));

  check('are said where they are', [], ...UNNOTICED);
  check(
    'a value just inside the boundary notices another boundary',
    [another({ profile: { ...profile, employees: 299 } })],
    ...[medium, later, earlier, delivery],
  );
  check(
    'each member of a list takes an example of its own',
    [another({ profile: { ...profile, size: 'medium' } })],
    ...[later, earlier, delivery, staff],
  );
  check(
    'the first day notices a later one',
    [another({ asOf: '2024-01-01' })],
    ...[medium, earlier, delivery, staff],
  );
  check(
    'the day before notices an earlier one',
    [another({ asOf: '2023-12-31', outcome: 'not-in-force' })],
    ...[medium, later, delivery, staff],
  );
  check(
    'the word of the enterprise alone notices the delivery',
    [another({ source: 'self', outcome: 'conditional' })],
    ...[medium, later, earlier, staff],
  );
});

describe('a reason why no example need notice', () => {
  const check = (name: string, edits: readonly Edit[], ...expected: readonly string[]) =>
    it(name, async () => expect(await found(...edits)).toEqual(expected));
  const stale = (at: string) =>
    `stale-reason policies/341800/loan.json#/unnoticed/0: this reason is not needed: an example notices the change at ${at}, or there is no such change`;

  check('is heard', [reason({ at: '/delivery', mutation: 'swapped' })], ...[medium, later, earlier, staff]);
  check(
    'speaks of one change',
    [reason({ at: '/validFrom', mutation: 'raised' })],
    ...[medium, earlier, delivery, staff],
  );
  check('or of all at one place', [reason({ at: '/validFrom' })], ...[medium, delivery, staff]);
  check('or below it', [reason({ at: '/conditions/*' })], ...[medium, later, earlier, delivery]);
  check(
    'in the file where the change is',
    [set(NOT_LARGE, '/unnoticed', [{ at: '/conditions/value/1', reason: 'the document gives none' }])],
    ...[later, earlier, delivery, staff],
  );
  check(
    'is stale where an example notices',
    [reason({ at: '/conditions/all/1/operator' })],
    ...[medium, later, earlier, delivery, staff, stale('/conditions/all/1/operator')],
  );
  check(
    'is stale where nothing can be changed',
    [reason({ at: '/title/zh' })],
    ...[medium, later, earlier, delivery, staff, stale('/title/zh')],
  );
  check(
    'is stale where the change is another one',
    [reason({ at: '/delivery', mutation: 'dropped' })],
    ...[medium, later, earlier, delivery, staff, stale('/delivery')],
  );
});

it('an outcome that nobody has confirmed is refused, and nothing is asked of the examples then', async () =>
  expect(await found(another({ outcome: '?' }))).toEqual([
    "unconfirmed-example policies/341800/loan.json#/examples/5/outcome: nobody has confirmed the outcome of the example 'another' yet",
  ]));

describe('the two evaluators', () => {
  const { ruleSet, policyFiles } = checkFiles(GOOD_FILES);
  const [loan] = policyFiles;
  if (ruleSet === null || loan === undefined) throw new Error('the good rule set has mistakes');

  it('agree', async () => expect(await compareEvaluators(ruleSet, loan)).toEqual([]));

  it('a difference is said of each example that shows it', async () => {
    const wrong: typeof referenceMatch = async (...given) =>
      (await referenceMatch(...given)).map((match) =>
        match.outcome === 'undetermined' ? { ...match, outcome: 'ineligible' } : match,
      );
    expect((await compareEvaluators(ruleSet, loan, wrong)).map(shown)).toEqual([
      "evaluators-differ policies/341800/loan.json#/examples/4: the example 'unknown size' comes out differently on the two evaluators: undetermined and ineligible",
    ]);
  });
});

async function found(...edits: readonly Edit[]): Promise<readonly string[]> {
  const files = applyAll(edits, GOOD_FILES);
  const [rules, seeds] = [files.filter((file) => !isSeed(file)), files.filter(isSeed)];
  const { diagnostics } = await checkFully(rules, seeds, { mutation: true });
  // Reasons stand at the end of their file.
  return diagnostics
    .map(shown)
    .toSorted((a, b) => Number(a.startsWith('stale')) - Number(b.startsWith('stale')));
}

function isSeed({ path }: RuleFile): boolean {
  return path.startsWith('seeds/');
}

function shown({ code, file, pointer, message }: Diagnostic): string {
  return `${code} ${file}#${pointer}: ${message.en}`;
}
