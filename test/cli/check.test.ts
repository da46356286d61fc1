import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_RULES } from './village-rules.ts';

const LOAN = 'policies/1001/loan.json';

/** The file as text with one thing in it replaced. */
function spoiled(path: string, before: string, after: string): Readonly<Record<string, string>> {
  const text = `${JSON.stringify(VILLAGE_RULES[path], null, 2)}\n`;
  if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
  return { [path]: text.replace(before, after) };
}

/** Where the text stands, from 1: what a diagnostic must say. */
function placeOf(files: Readonly<Record<string, string>>, path: string, text: string): string {
  const before = files[path]?.split(text)[0] ?? '';
  return `${path}:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`;
}

it('the rules that are shipped pass', async () => {
  const { code, out, err } = await mianshen(['check']);
  expect(err).not.toContain('错误');
  expect(out).toMatch(/^\d+ 项政策，\d+ 个例子，0 处错误，\d+ 处提醒\nsha256:[0-9a-f]{64}\n$/);
  expect(code).toBe(0);
});

/** The village has no examples, which is not what these tests are about. */
const EXAMPLES = / (few-examples|example-coverage)$/;

describe('every mistake is found at its place', () => {
  const check = (name: string, files: Readonly<Record<string, string>>, ...found: readonly string[]) =>
    it(name, async () => {
      const folder = await folderOf({ ...VILLAGE_RULES, ...files });
      const { code, out, err } = await mianshen(['check', folder]);
      const errors = err.split('\n').filter((line) => line.includes('错误['));
      const places = errors.map((line) => relative(folder, line).replace(/ .*错误\[(.*)\] .*/, ' $1'));
      expect(places.filter((place) => !EXAMPLES.test(place))).toEqual([...found]);
      expect(out).not.toContain('sha256:');
      expect(code).toBe(1);
    });

  const typo = spoiled(LOAN, '"revenue"', '"revenu"');
  const comma = spoiled('policies/1001/mill-visit.json', '"basis": "indicator",', '"basis": "indicator"');
  const key = spoiled('authorities.json', '"authorities"', '"authority"');
  const code = spoiled('policies/1001/small-subsidy.json', '"region": "1001"', '"region": "1002"');
  check('an unknown fact', typo, `${placeOf(typo, LOAN, '"revenu"')} unknown-fact`);
  check(
    'two files, two mistakes',
    { ...typo, ...code },
    `${placeOf(typo, LOAN, '"revenu"')} unknown-fact`,
    `${placeOf(code, 'policies/1001/small-subsidy.json', '"1002"')} unknown-code`,
  );
  check(
    'a comma that is missing',
    comma,
    `${placeOf(comma, 'policies/1001/mill-visit.json', '"benefit"')} not-json`,
  );
  check(
    'an unknown key',
    key,
    'authorities.json:1:1 missing-key',
    `${placeOf(key, 'authorities.json', '"authority"')} unknown-key`,
  );
});

describe('what it says', () => {
  const paths = { ...VILLAGE_RULES, ...spoiled(LOAN, '"revenue"', '"revenu"') };

  it('names the place in the file, and what to do', async () => {
    const folder = await folderOf(paths);
    const { err } = await mianshen(['check', folder]);
    expect(err.replaceAll(/^ {4}\d+ │/gm, '    N │')).toContain(`
    /conditions/all/0/fact
    N │         "fact": "revenu",
       │                 ^^^^^^^^
    → 是不是想写“revenue”？
    说明 docs/checks/unknown-fact.md
`);
  });

  it('paths below the working directory are relative, so that an editor opens them', async () => {
    const folder = await folderOf({});
    const { out } = await mianshen(['check', folder, '--json']);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { file: string }[] };
    expect(diagnostics.map(({ file }) => file)).toContain(join(folder, 'rule-set.json'));
    const { err } = await mianshen(['check', 'examples/enterprises']);
    expect(err).toMatch(/^examples\/enterprises\//m);
  });

  it('--json gives every diagnostic', async () => {
    const folder = await folderOf(paths);
    const { code, out, err } = await mianshen(['check', folder, '--json']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { ok, ruleSet, diagnostics } = JSON.parse(out) as Record<string, unknown>;
    expect({ ok, ruleSet }).toEqual({ ok: false, ruleSet: null });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'unknown-fact',
        severity: 'error',
        file: join(folder, LOAN),
        line: expect.any(Number),
        column: expect.any(Number),
        found: 'revenu',
      }),
    );
  });

  it('with --seeds it compares policies and clauses', async () => {
    const [rules, seeds] = [await folderOf(VILLAGE_RULES), await folderOf({})];
    const { code, err } = await mianshen(['check', rules, '--seeds', seeds]);
    expect(err).toContain('[unknown-document]');
    expect(code).toBe(1);
  });
});
