import { DuckDBInstance } from '@duckdb/node-api';
import type { Fact, RuleSet } from '../../src/engine/rule-set.ts';

/** Enterprises as JSON profiles without reports of their own, each with its name. */
export interface Row {
  readonly subject: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/** The facts that any of the rows has, in the order of the rule set. */
export function factsIn(ruleSet: RuleSet, rows: readonly Row[]): readonly Fact[] {
  return [...ruleSet.facts.values()].filter(({ id }) =>
    rows.some(({ profile }) => profile[id] !== undefined),
  );
}

/** What a person types for a value: `write` may bring in other characters for the same. */
function cellOf(json: unknown, write: (text: string) => string): string {
  if (json === undefined) return '';
  if (Array.isArray(json))
    return json.length === 0 ? '[]' : json.map((each) => write(String(each))).join('；');
  return typeof json === 'boolean' ? (json ? '是' : 'FALSE') : write(String(json));
}

export function csvOf(facts: readonly Fact[], rows: readonly Row[], write = (text: string) => text): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map(({ subject, profile }) =>
    [subject, ...facts.map(({ id }) => cellOf(profile[id], write))].map(quoted).join(','),
  );
  return `${['subject', ...facts.map(({ id }) => id)].join(',')}\n${lines.map((line) => `${line}\n`).join('')}`;
}

export function ndjsonOf(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Digits, letters and points as a Chinese input method may give them. */
export function fullWidth(text: string): string {
  return text.replace(/[0-9A-Za-z.]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
}

const PARQUET_TYPES: Readonly<Record<Fact['type']['kind'], string>> = {
  boolean: 'BOOLEAN',
  integer: 'BIGINT',
  number: 'DOUBLE',
  ratio: 'DOUBLE',
  money: 'DECIMAL(18, 2)',
  date: 'DATE',
  enum: 'VARCHAR',
  code: 'VARCHAR',
  text: 'VARCHAR',
  set: 'VARCHAR[]',
};

export async function writeParquet(
  path: string,
  facts: readonly Fact[],
  rows: readonly Row[],
): Promise<void> {
  const text = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`;
  const literal = (value: unknown): string => {
    if (value === undefined) return 'NULL';
    return Array.isArray(value) ? `[${value.map(text).join(', ')}]` : text(value);
  };
  const columns = facts.map(({ id, type }) => `CAST("${id}" AS ${PARQUET_TYPES[type.kind]}) AS "${id}"`);
  const values = rows.map(
    ({ subject, profile }) =>
      `(${[text(subject), ...facts.map(({ id }) => literal(profile[id]))].join(', ')})`,
  );
  const names = ['subject', ...facts.map(({ id }) => `"${id}"`)].join(', ');
  await query(
    `COPY (SELECT ${['subject', ...columns].join(', ')} FROM (VALUES ${values.join(', ')}) t(${names})) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
  );
}

export async function query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
