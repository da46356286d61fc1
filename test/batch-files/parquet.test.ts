import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { type Files, runBatchFiles } from '../../src/io/table-files/batch-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { folderOf } from '../cli/folder.ts';
import { VILLAGE_RULES } from '../cli/village-rules.ts';
import { query } from './tables.ts';

async function prepare() {
  const rules = Object.entries(VILLAGE_RULES).map(([path, json]) => [`rules/${path}`, json]);
  const folder = await folderOf(Object.fromEntries(rules));
  const { ruleSet } = parseRuleSet(await readJsonFiles(join(folder, 'rules')));
  if (ruleSet === null) throw new Error('the rules have mistakes');
  return { folder, ruleSet };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Runs a batch over small parts: rows found as `subject policy outcome`, and rejects as `line column code`. */
async function run({ folder, ruleSet }: Prepared, input: string, more: Partial<Files> = {}) {
  const output = join(folder, 'out.csv');
  const question = { ruleSet, matcher: createMatcher(ruleSet), asOf: '2024-09-01', source: 'tax' } as const;
  const result = await runBatchFiles(
    { ...question, policies: undefined, only: undefined },
    {
      ...{ input, output, inputFormat: 'parquet', outputFormat: 'csv', encoding: undefined },
      ...{ subject: undefined, threads: 1, force: true, language: 'en', partRows: 5, ...more },
    },
    { signal: new AbortController().signal, onStart: () => undefined, onPart: () => undefined },
  );
  const found = (await readFile(more.output ?? output, 'utf8')).split('\n').slice(1, -1);
  const rejects = result.rejects === null ? '' : await readFile(result.rejects, 'utf8');
  return {
    tally: result.tally,
    found: found.map((line) => line.split(',').slice(0, 3).join(' ')),
    rejects: rejects.split('\n').slice(0, -1).map(inShort),
  };
}

function inShort(reject: string): string {
  const { line, errors } = JSON.parse(reject);
  const told = errors.map((each: Readonly<Record<string, string>>) => `${each.column} ${each.code}`);
  return `${line} ${told.join(', ')}`;
}

/** Writes a Parquet file of the rows that a query gives. */
async function write(path: string, select: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await query(`COPY (${select}) TO '${resolve(path).replaceAll("'", "''")}' (FORMAT parquet)`);
  return path;
}

it.each([
  ['a[1].parquet', 'a1.parquet'],
  ['a*.parquet', 'ab.parquet'],
  ['a?.parquet', 'ab.parquet'],
  ['a[!b].parquet', 'ac.parquet'],
  ['[1]/a.parquet', '1/a.parquet'],
  ['h=1/a.parquet', 'h=2/a.parquet'],
  ['employees=90/a.parquet', 'a.parquet'],
  ['{甲},%20"%s\'.parquet', '甲.parquet'],
])('%s is read and written under that very name', async (name, other) => {
  const prepared = await prepare();
  const row = (employees: number) =>
    `SELECT '甲' AS subject, '1001' AS registeredRegion, ${employees} AS employees`;
  const input = await write(join(prepared.folder, name), row(5));
  await write(join(prepared.folder, other), row(50));
  const output = `${input}.csv`;
  const { found } = await run(prepared, input, { output });
  expect(found).toEqual(['甲 loan undetermined', '甲 mill-visit undetermined', '甲 small-subsidy eligible']);
});

it('a path that begins with ~ is no home folder', async () => {
  const prepared = await prepare();
  const before = process.cwd();
  process.chdir(prepared.folder);
  onTestFinished(() => process.chdir(before));
  const input = await write('~a.parquet', `SELECT '1001' AS registeredRegion, 5 AS employees`);
  const { found } = await run(prepared, input, { output: '~out.csv' });
  expect(found).toContain('1 small-subsidy eligible');
});
