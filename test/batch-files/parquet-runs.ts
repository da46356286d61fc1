import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { type Files, runBatchFiles } from '../../src/io/table-files/batch-files.ts';
import { readFooter } from '../../src/io/table-files/parquet-footer.ts';
import { type List, type Struct, writeStruct } from '../../src/io/table-files/thrift.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { folderOf } from '../cli/folder.ts';
import { VILLAGE_RULES } from '../cli/village-rules.ts';
import { query } from './tables.ts';

const fact = (id: string, type: string) => ({
  id,
  type,
  label: { zh: id, en: id },
  description: id,
  mutable: true,
});

/** The village's, and a fact of every other type. */
const RULES = {
  ...VILLAGE_RULES,
  'facts/more.json': {
    subject: { zh: '其他', en: 'others' },
    facts: [
      fact('share', 'ratio'),
      fact('begun', 'date'),
      fact('motto', 'text'),
      fact('local', 'boolean'),
    ].map((each) => ({ ...each, authorities: ['tax'] })),
  },
  'policies/1001/share.json': {
    ...(VILLAGE_RULES['policies/1001/loan.json'] as object),
    id: 'share',
    conditions: { fact: 'share', operator: 'greaterThan', value: 0.5 },
  },
};

export async function prepare() {
  const rules = Object.entries(RULES).map(([path, json]) => [`rules/${path}`, json]);
  const folder = await folderOf(Object.fromEntries(rules));
  const { ruleSet } = parseRuleSet(await readJsonFiles(join(folder, 'rules')));
  if (ruleSet === null) throw new Error('the rules have mistakes');
  return { folder, ruleSet };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Runs a batch over small parts: rows found as `subject policy outcome`, and rejects as `line column code`. */
export async function run({ folder, ruleSet }: Prepared, input: string, more: Partial<Files> = {}) {
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
export async function write(path: string, select: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await query(`COPY (${select}) TO '${resolve(path).replaceAll("'", "''")}' (FORMAT parquet)`);
  return path;
}

/** Runs a batch over rows `subject, column` of SQL, all of Upton. */
export async function runRows(column: string, rows: readonly string[], more: Partial<Files> = {}) {
  const prepared = await prepare();
  const select = `SELECT s AS subject, x AS "${column}" FROM (VALUES ${rows.join(', ')}) t(s, x)`;
  return run(prepared, await write(join(prepared.folder, 'in.parquet'), select), more);
}

/** Gives a file another footer. */
export async function editFooter(path: string, edit: (footer: Struct) => Struct): Promise<void> {
  const { metadata, end } = await readFooter(path);
  const footer = writeStruct(edit(metadata));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  const data = (await readFile(path)).subarray(0, end);
  await writeFile(path, Buffer.concat([data, footer, length, Buffer.from('PAR1')]));
}

/** The structs in a list that is a field. */
export function listIn(struct: Struct, id: number): Struct[] {
  const list = struct.find((field) => field.id === id)?.value as List | undefined;
  return (list?.items ?? []) as Struct[];
}

/** Sets a field of a struct that has it. */
export function set(struct: Struct, id: number, value: Struct[number]['value']): void {
  for (const field of struct) if (field.id === id) field.value = value;
}
