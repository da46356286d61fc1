import type { DuckDBConnection } from '@duckdb/node-api';
import { type ColumnEncoder, createEncoder } from '../../app/batch/column-encoder.ts';
import type { Fact, RuleSet, Text } from '../../engine/rule-set.ts';
import { NUMERIC_KINDS, type ValueKind } from '../../engine/value.ts';
import { nameInSql, textInSql } from './duckdb.ts';
import type { FileColumn } from './parquet-file.ts';

/** A column of a Parquet file that holds a fact, and how its values come as numbers. */
export interface ParquetColumn {
  readonly fact: Fact;
  readonly encoder: ColumnEncoder;
  /** What to select for it: a DOUBLE (NaN is absent), an INTEGER (−1 is absent), or a VARCHAR where `texts` is set. */
  readonly sql: string;
  /** What to select to read a row as a whole: a VARCHAR, as a cell of a text table. */
  readonly cell: string;
  /** By the code that is selected: the code in the dictionary; −2 where the row must be read as a whole. */
  readonly codes?: Int32Array;
  /** Too many different values for a dictionary of the whole file. */
  readonly texts?: true;
}

const WHOLE_NUMBERS = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;
/** DuckDB takes decimals of more digits for doubles, and wrongly. */
const DECIMAL = /^DECIMAL\(([12]?\d|3[0-8]),(\d+)\)$/;

const TYPES: Readonly<Record<'subject' | 'number' | 'boolean' | 'date' | 'set' | 'text', string>> = {
  subject: 'VARCHAR, TINYINT…HUGEINT, DECIMAL(n,0), UUID',
  number: 'TINYINT…HUGEINT, DECIMAL(1…38,n), DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE, VARCHAR',
  set: 'VARCHAR[], VARCHAR',
  text: 'VARCHAR',
};

/** What is wrong with the type of a column for its fact, or for the subject; undefined where nothing is. */
export function typeFault(fact: Fact | null, { name, type }: FileColumn): Text | undefined {
  const wanted = fact === null ? 'subject' : wantedOf(fact.type.kind);
  if (isFit(wanted, type)) return undefined;
  return {
    zh: `列“${name}”的类型应为 ${TYPES[wanted]}，实为 ${type}`,
    en: `column '${name}': expected the type ${TYPES[wanted]}, found ${type}`,
  };
}

function wantedOf(kind: ValueKind): keyof typeof TYPES {
  if (NUMERIC_KINDS.includes(kind)) return 'number';
  return kind === 'boolean' || kind === 'date' || kind === 'set' ? kind : 'text';
}

/** FLOAT is left out: its values aren't the decimals that somebody wrote. */
function isFit(wanted: keyof typeof TYPES, type: string): boolean {
  const isText = type === 'VARCHAR' || type.startsWith('ENUM(');
  switch (wanted) {
    case 'subject':
      return isText || WHOLE_NUMBERS.test(type) || DECIMAL.exec(type)?.[2] === '0' || type === 'UUID';
    case 'number':
      return type === 'DOUBLE' || WHOLE_NUMBERS.test(type) || DECIMAL.test(type);
    case 'boolean':
      return type === 'BOOLEAN';
    case 'date':
      return type === 'DATE' || isText;
    case 'set':
      return type === 'VARCHAR[]' || isText;
    case 'text':
      return isText;
  }
}

/** Prepares to read a column of a type that fits. `from` is the table in SQL. */
export async function prepareColumn(
  connection: DuckDBConnection,
  ruleSet: RuleSet,
  { fact, column, from }: { readonly fact: Fact; readonly column: FileColumn; readonly from: string },
): Promise<ParquetColumn> {
  const encoder = createEncoder(ruleSet, fact);
  const { sql: name, type } = column;
  if (NUMERIC_KINDS.includes(fact.type.kind))
    return { fact, encoder, sql: numberSql(name, type), cell: `CAST(${name} AS VARCHAR)` };
  const cell = type === 'VARCHAR[]' ? `CAST(to_json(${name}) AS VARCHAR)` : `CAST(${name} AS VARCHAR)`;
  return { fact, encoder, cell, ...(await dictionary(connection, encoder, cell, from)) };
}

/** What isn't surely a decimal of 15 digits comes as infinity, which no column takes. */
function numberSql(name: string, type: string): string {
  const double = `CAST(${name} AS DOUBLE)`;
  const [, digits = '0', scale = '0'] = DECIMAL.exec(type) ?? [];
  const isUnsure = Number(digits) > 15 ? `abs(${double}) >= 1e${15 - Number(scale)}` : `isnan(${double})`;
  return `coalesce(CASE WHEN ${isUnsure} THEN CAST('inf' AS DOUBLE) ELSE ${double} END, CAST('nan' AS DOUBLE))`;
}

/**
 * The code for the text of a cell; −2 where the row must be read as a whole. A NUL, plain or in a JSON list, is no part of
 * a value, and DuckDB takes it for the end of a statement.
 */
export function codeOfText(encoder: ColumnEncoder, text: string): number {
  return mayHaveNul(text) ? -2 : (encoder.encodeText(text) ?? -2);
}

function mayHaveNul(text: string): boolean {
  return text.includes('\0') || text.includes('\\u0000');
}

/** More different values than this are read as texts, row by row. */
const MOST = 50_000;

/** Every different value is looked at once; the rows come as its number. */
async function dictionary(
  connection: DuckDBConnection,
  encoder: ColumnEncoder,
  cell: string,
  from: string,
): Promise<Pick<ParquetColumn, 'sql' | 'codes' | 'texts'>> {
  const distinct = `SELECT DISTINCT ${cell} AS value FROM ${from} WHERE ${cell} IS NOT NULL LIMIT ${MOST + 1}`;
  const values = (await connection.runAndReadAll(distinct)).getColumns()[0] as readonly string[] | undefined;
  if (values === undefined || values.length === 0)
    return { sql: 'CAST(-1 AS INTEGER)', codes: new Int32Array() };
  if (values.length > MOST) return { sql: cell, texts: true };
  const type = nameInSql(`values of ${encoder.fact.id}`);
  const listed = values.filter((value) => !mayHaveNul(value));
  await connection.run(`CREATE TYPE ${type} AS ENUM (${listed.map(textInSql).join(', ')})`);
  return {
    sql: `CASE WHEN ${cell} IS NULL THEN -1 ELSE coalesce(CAST(enum_code(TRY_CAST(${cell} AS ${type})) AS INTEGER), -2) END`,
    codes: Int32Array.from(listed, (value) => codeOfText(encoder, value)),
  };
}
