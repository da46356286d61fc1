import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DiffView } from '../../src/app/diff/diff-view.ts';
import { approve } from '../rules/approve.ts';
import { changedNational, FIRMS } from './changed-national.ts';
import { folderOf } from './folder.ts';
import { mianshen, type Ran } from './mianshen.ts';
import { VILLAGE_RULES } from './village-rules.ts';

const DAY = ['--as-of', '2025-09-01'];

async function diffNational(...options: readonly string[]): Promise<Ran & { readonly page: string }> {
  const { old, now } = await changedNational();
  const folder = await folderOf({ 'firms.ndjson': `${FIRMS.join('\n')}\n` });
  const page = join(folder, 'page.html');
  const places = ['--profiles', join(folder, 'firms.ndjson'), '--html', page];
  const ran = await mianshen(['diff', old, now, ...DAY, ...places, ...options]);
  const anywhere = (text: string) =>
    text
      .replaceAll(now, 'NEW')
      .replaceAll(folder, 'FOLDER')
      .replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…');
  return {
    code: ran.code,
    out: anywhere(ran.out),
    err: anywhere(ran.err),
    page: anywhere(await readFile(page, 'utf8')),
  };
}

describe('a year of changes', () => {
  for (const language of ['zh', 'en'])
    it(`as text, as a page and what can't be read (${language})`, async () => {
      const { code, out, err, page } = await diffNational('--lang', language);
      expect(code).toBe(1);
      approve(`diff-${language}`, [out, err]);
      approve(`diff-page-${language}`, [page]);
    });

  it('as JSON', async () => {
    const { out } = await diffNational('--json');
    approve('diff-json', [out]);
  });

  it('a witness is what match takes, and each side says of it what was printed', async () => {
    const { old, now } = await changedNational();
    const { out } = await mianshen(['diff', old, now, ...DAY, '--json']);
    const view = JSON.parse(out) as DiffView;
    for (const policy of view.policies)
      for (const { request, ...said } of policy.aspects.flatMap(({ witnesses }) => witnesses)) {
        const file = join(await folderOf({ 'request.json': request }), 'request.json');
        for (const [rules, state] of [
          [old, said.old],
          [now, said.new],
        ] as const) {
          if (state.outcome === 'absent' || state.outcome === 'not-in-force') continue;
          const ran = await mianshen(['match', file, '--rules', rules, '--all', '--json']);
          const { matches } = JSON.parse(ran.out) as { matches: { policyId: string; outcome: string }[] };
          expect(matches.find(({ policyId }) => policyId === policy.id)?.outcome).toBe(state.outcome);
        }
      }
  });
});

/** The village rules with some files replaced. */
const village = (files: object = {}) => folderOf({ ...VILLAGE_RULES, ...files });
const SUBSIDY = 'policies/1001/small-subsidy.json';
const subsidy = VILLAGE_RULES[SUBSIDY] as object;

describe('exit codes', () => {
  const check = (name: string, code: number, files: object, ...said: readonly string[]) =>
    it(name, async () => {
      const [old, now] = [await village(), await village(files)];
      const ran = await mianshen(['diff', old, now, '--lang', 'en', ...DAY]);
      expect(ran.code).toBe(code);
      for (const line of said) expect(`${ran.out}${ran.err}`).toContain(line);
    });

  check('nothing changed', 0, {}, 'changed 0 · unchanged 4');
  check('other words', 0, { [SUBSIDY]: { ...subsidy, title: { zh: '补助', en: 'aid' } } }, '[same meaning]');
  check(
    'the same said otherwise',
    0,
    {
      [SUBSIDY]: {
        ...subsidy,
        conditions: { not: { fact: 'employees', operator: 'greaterThanInclusive', value: 20 } },
      },
    },
    'unchanged 4',
  );
  check(
    'the same people by another figure',
    0,
    {
      [SUBSIDY]: { ...subsidy, conditions: { fact: 'employees', operator: 'lessThanInclusive', value: 19 } },
    },
    '[same meaning]',
  );
  check(
    'wider',
    1,
    { [SUBSIDY]: { ...subsidy, conditions: { fact: 'employees', operator: 'lessThan', value: 30 } } },
    '[wider]',
  );
  check(
    'mistakes in one of them',
    2,
    { [SUBSIDY]: '{' },
    'error[not-json]',
    'the new rules',
    'nothing was compared',
  );
});

describe('wrong use', () => {
  const check = (name: string, args: (rules: string) => readonly string[], said: string) =>
    it(name, async () => {
      const rules = await village();
      const { code, out, err } = await mianshen(['diff', ...args(rules), '--lang', 'en']);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(said);
    });

  check('a directory that is not there', (rules) => [rules, 'no-such'], "can't read the directory no-such");
  check('the same directory twice', (rules) => [rules, `${rules}/.`], 'both are the same directory');
  check('one directory', (rules) => [rules], 'missing required argument');
  check('a day that does not exist', (rules) => [rules, rules, '--as-of', '2025-02-30'], 'a day that exists');
  it('profiles that are not there', async () => {
    const [old, now] = [await village(), await village()];
    const { code, err } = await mianshen(['diff', old, now, '--profiles', 'no-such.ndjson', '--lang', 'en']);
    expect({ code, err }).toEqual({ code: 2, err: "can't read the profiles no-such.ndjson\n" });
  });
  it('a page that cannot be written', async () => {
    const [old, now] = [await village(), await village()];
    const { code, err } = await mianshen(['diff', old, now, '--html', 'no-such/page.html', '--lang', 'en']);
    expect({ code, err }).toEqual({ code: 2, err: "can't write the file no-such/page.html\n" });
  });
});

it('what stands in rule files and profiles is text on the page, never markup', async () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u0007';
  const [old, now] = [
    await village(),
    await village({
      [SUBSIDY]: { ...subsidy, title: { zh: hostile, en: hostile }, delivery: 'application' },
    }),
  ];
  const profiles = join(
    await folderOf({
      'p.ndjson': JSON.stringify({
        name: hostile,
        source: 'tax',
        profile: { registeredRegion: '1001', employees: 3 },
      }),
    }),
    'p.ndjson',
  );
  const page = join(await folderOf({ 'README.md': '' }), 'page.html');
  await mianshen(['diff', old, now, '--profiles', profiles, '--html', page, ...DAY]);
  const text = await readFile(page, 'utf8');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).not.toMatch(/<script|<img|<[^>]*(src|href)=|url\(|@import/);
  expect(text).not.toContain('\u0007');
});
