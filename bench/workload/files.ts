import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { REPORTED } from './catalogue.ts';
import type { Enterprise, Reported } from './enterprises.ts';
import { createRuleSet, ruleFiles, SEED } from './rule-set.ts';
import { enterprisesFor } from './workload.ts';

/** So many enterprises are written to a piece of text at once. */
const PIECE = 200_000;

/** Where the workload's files are kept between runs: a folder for each state of the generator. */
export function workloadFolder(): string {
  const hash = createHash('sha256');
  const here = new URL('.', import.meta.url);
  for (const name of readdirSync(here).toSorted()) hash.update(readFileSync(new URL(name, here)));
  const folder = join(tmpdir(), `mianshen-bench-${hash.update(String(SEED)).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A directory with the rules of so many policies. */
export async function writeRules(policies: number): Promise<string> {
  const folder = join(workloadFolder(), `rules-${policies}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  for (const { path, text } of ruleFiles(policies)) {
    await mkdir(dirname(join(partial, path)), { recursive: true });
    await writeFile(join(partial, path), text);
  }
  await rename(partial, folder);
  return folder;
}

/** A Parquet file with the first so many enterprises, a column for each fact and one for the subject. */
export async function writeParquet(rows: number): Promise<string> {
  const file = join(workloadFolder(), `enterprises-${rows}.parquet`);
  if (existsSync(file)) return file;
  const draw = enterprisesFor(createRuleSet(1));
  const pieces: string[] = [];
  for (let first = 0; first < rows; first += PIECE) {
    const piece = `${file}.${first}.csv`;
    await writeFile(piece, textOf(draw, first, Math.min(first + PIECE, rows)));
    pieces.push(piece);
  }
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '4GB' });
  const connection = await instance.connect();
  const columns = [
    `'subject': 'VARCHAR'`,
    ...REPORTED.map(({ id, type }) => `'${id}': '${SQL_TYPES[type]}'`),
  ];
  const list = pieces.map((piece) => `'${piece}'`).join(', ');
  const selected = REPORTED.map(({ id, type }) => (type === 'set' ? `${listSql(id)} AS ${id}` : id));
  await connection.run(
    `COPY (SELECT subject, ${selected.join(', ')}
       FROM read_csv([${list}], header = false, quote = '', escape = '', columns = {${columns.join(', ')}}))
     TO '${file}.partial' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  await rename(`${file}.partial`, file);
  for (const piece of pieces) await rm(piece);
  return file;
}

const SQL_TYPES: Readonly<Record<(typeof REPORTED)[number]['type'], string>> = {
  ...{ boolean: 'BOOLEAN', integer: 'INTEGER', number: 'DOUBLE', ratio: 'DOUBLE', money: 'DOUBLE' },
  ...{ date: 'DATE', text: 'VARCHAR', enum: 'VARCHAR', code: 'VARCHAR', set: 'VARCHAR' },
};

/** In a piece a set is a text: its members with semicolons, `-` where it is known to have none. */
function listSql(id: string): string {
  return `CASE WHEN ${id} = '-' THEN CAST([] AS VARCHAR[]) ELSE string_split(${id}, ';') END`;
}

function textOf(draw: (index: number) => Enterprise, first: number, end: number): string {
  const lines: string[] = [];
  for (let index = first; index < end; index += 1)
    lines.push(`E${String(index).padStart(9, '0')},${draw(index).map(cellOf).join(',')}`);
  return `${lines.join('\n')}\n`;
}

function cellOf(value: Reported): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  return value.length === 0 ? '-' : value.join(';');
}
