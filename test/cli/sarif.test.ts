import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_RULES } from './village-rules.ts';

interface Log {
  readonly runs: readonly [
    {
      readonly columnKind: string;
      readonly tool: { readonly driver: { readonly rules: readonly { id: string; helpUri: string }[] } };
      readonly results: readonly Result[];
    },
  ];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: { uri: string }; readonly region?: object } },
  ];
}

const LOAN = 'policies/1001/loan.json';

/** The schema is of draft 4; ajv reads what it uses of it under the newer names. */
function schema(): object {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const text = readFileSync(new URL('lib/schemas/sarif-2.1.0-rtm.5.json', `file://${path}`), 'utf8');
  const { $schema: _draft, id: _id, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return rest;
}

const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema());

async function sarifOf(files: Readonly<Record<string, unknown>>, ...more: readonly string[]): Promise<Log> {
  const folder = await folderOf(files);
  const { out, err } = await mianshen(['check', folder, '--sarif', ...more]);
  expect(err).toBe('');
  const log = JSON.parse(out.replaceAll(folder, '/rules')) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log;
}

const spoiled = (before: string, after: string) => ({
  ...VILLAGE_RULES,
  [LOAN]: JSON.stringify(VILLAGE_RULES[LOAN], null, 2).replace(before, after),
});

it('the schema refuses what is no SARIF', () => {
  expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  expect(validate({ version: '2.0.0', runs: [] })).toBe(false);
});

describe('a log fits the SARIF schema', () => {
  const check = (name: string, files: Readonly<Record<string, unknown>>) =>
    it(name, async () => {
      const [{ tool, results }] = (await sarifOf(files)).runs;
      for (const { ruleId, ruleIndex, locations } of results) {
        expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
        expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^file:\/\/\/rules\//);
      }
      for (const { id, helpUri } of tool.driver.rules)
        expect(new URL(helpUri).pathname).toMatch(new RegExp(`/docs/checks/${id}\\.md$`));
    });

  check('without files', {});
  check('with findings', VILLAGE_RULES);
  check('of a file that is no JSON', spoiled('"id"', '“id”'));
  check('of names with blanks and Chinese', { ...VILLAGE_RULES, 'policies/1001/贷 款.json': '{}' });
});

describe('what a result says', () => {
  it('has its place in UTF-16 units, and says so', async () => {
    const files = spoiled('"title"', '"𠮷𠮷": 1, "title"');
    const [{ columnKind, results }] = (await sarifOf(files)).runs;
    const result = results.find(({ ruleId }) => ruleId === 'unknown-key');
    expect(columnKind).toBe('utf16CodeUnits');
    expect(result?.locations[0].physicalLocation.region).toEqual({
      ...{ startLine: 3, startColumn: 3, endLine: 3, endColumn: 3 + '"𠮷𠮷"'.length },
    });
  });

  it('is in the language asked for', async () => {
    const files = spoiled('"revenue"', '"revenu"');
    const texts = async (...more: readonly string[]) =>
      (await sarifOf(files, ...more)).runs[0].results
        .filter(({ ruleId }) => ruleId === 'unknown-fact')
        .map(({ message }) => message.text);
    expect(await texts()).toEqual(['没有编号为“revenu”的指标\n是不是想写“revenue”？']);
    expect(await texts('--lang', 'en')).toEqual(["there is no fact 'revenu'\ndid you mean 'revenue'?"]);
  });

  it('ends with 1 where there are errors, and not together with --json', async () => {
    const folder = await folderOf(spoiled('"revenue"', '"revenu"'));
    expect((await mianshen(['check', folder, '--sarif'])).code).toBe(1);
    expect((await mianshen(['check', folder, '--sarif', '--json'])).code).toBe(2);
  });
});
