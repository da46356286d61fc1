import type { DuckDBConnection } from '@duckdb/node-api';
import { FOUND_OUTCOMES, type FoundRows } from '../../batch/found-rows.ts';
import { codeAnswers } from './answer-codes.ts';
import { appendNumbers, appendTexts, type Database, outputInSql, textInSql } from './duckdb.ts';
import type { Format } from './format.ts';

/**
 * What the rows of a part are called: texts in order, null for a row without one; or a query for the rows from one up to
 * another, with the columns `n` (from 0) and `subject`, and what it means where that fails. A row without a subject is
 * called by its number.
 */
export type Subjects =
  | { readonly kind: 'texts'; readonly texts: readonly (string | null)[] }
  | {
      readonly kind: 'query';
      sql(first: number, end: number): string;
      explained(cause: unknown): unknown;
    };

/** The subjects of some rows. */
export function sliceOf(subjects: Subjects, first: number, end: number): Subjects {
  return subjects.kind === 'texts'
    ? { kind: 'texts', texts: subjects.texts.slice(first, end) }
    : { ...subjects, sql: () => subjects.sql(first, end) };
}

/** Writes what a part found as a file of its own, one part at a time. */
export interface PieceWriter {
  /** Takes the rows over, and resolves to what writes the file: it may run while other parts are matched. */
  take(found: FoundRows, subjects: Subjects, rowsBefore: number): Promise<(file: string) => Promise<void>>;
  close(): void;
}

export async function createPieceWriter(
  database: Database,
  format: Format,
  policies: readonly string[],
): Promise<PieceWriter> {
  const connection = await database.connect();
  await connection.run('CREATE TEMP TABLE policies (n INTEGER, id VARCHAR)');
  await appendTexts(connection, 'policies', policies);
  return {
    async take(found, subjects, rowsBefore) {
      for (const statement of TABLES) await connection.run(statement);
      await takeSubjects(connection, subjects);
      await takeFound(connection, found);
      return async (file) => {
        await connection.run(ANSWERS);
        await connection.run(
          `COPY (${rowsOf(format, rowsBefore)}) TO ${outputInSql(file)} (${OPTIONS[format]})`,
        );
      };
    },
    close: () => connection.closeSync(),
  };
}

const TABLES = [
  'CREATE OR REPLACE TEMP TABLE subjects (n INTEGER, subject VARCHAR)',
  'CREATE OR REPLACE TEMP TABLE found (row INTEGER, answer INTEGER)',
  'CREATE OR REPLACE TEMP TABLE missing_lists (n INTEGER, ids VARCHAR)',
  `CREATE OR REPLACE TEMP TABLE answer_codes
     (n INTEGER, policy INTEGER, outcome UTINYINT, amount DOUBLE, paid DOUBLE, missing INTEGER)`,
];

async function takeSubjects(connection: DuckDBConnection, subjects: Subjects): Promise<void> {
  if (subjects.kind === 'texts') await appendTexts(connection, 'subjects', subjects.texts);
  else
    await connection.run(`INSERT INTO temp.subjects ${subjects.sql(0, 0)}`).catch((cause) => {
      throw subjects.explained(cause);
    });
}

async function takeFound(connection: DuckDBConnection, found: FoundRows): Promise<void> {
  const { codes, first } = codeAnswers(found);
  const pick = <T extends Int32Array | Float64Array | Uint8Array>(column: T): T =>
    first.map((at) => column[at] ?? 0) as unknown as T;
  await appendNumbers(connection, 'found', [found.row.slice(), codes]);
  await appendNumbers(connection, 'answer_codes', [
    first.map((_, code) => code),
    pick(found.policy),
    Uint8Array.from(first, (at) => found.outcome[at] ?? 0),
    Float64Array.from(first, (at) => found.amountFen[at] ?? Number.NaN),
    Float64Array.from(first, (at) => found.paidFen[at] ?? Number.NaN),
    pick(found.missing),
  ]);
  await appendTexts(
    connection,
    'missing_lists',
    found.missingLists.map((ids) => ids.join(';')),
  );
}

const yuan = (fen: string) =>
  `CASE WHEN isnan(${fen}) THEN NULL ELSE CAST(CAST(${fen} AS BIGINT) * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(18, 2)) END`;

const ANSWERS = `
  CREATE OR REPLACE TEMP TABLE answers AS
  SELECT a.n, p.id AS policy, [${FOUND_OUTCOMES.map(textInSql).join(', ')}][a.outcome + 1] AS outcome,
    ${yuan('a.amount')} AS amount, ${yuan('a.paid')} AS paid, m.ids AS missing
  FROM answer_codes a JOIN policies p ON p.n = a.policy LEFT JOIN missing_lists m ON m.n = a.missing`;

/** In the order of `found`: inner joins whose small side is built keep it, where one thread runs them. */
function rowsOf(format: Format, rowsBefore: number): string {
  const amount = (name: string) =>
    format === 'ndjson' ? `CAST(a.${name} AS VARCHAR) AS ${name}` : `a.${name}`;
  const missing =
    format === 'ndjson'
      ? "coalesce(string_split(a.missing, ';'), CAST([] AS VARCHAR[])) AS missing"
      : 'a.missing';
  return `
    SELECT coalesce(s.subject, CAST(s.n + ${rowsBefore + 1} AS VARCHAR)) AS subject, a.policy, a.outcome,
      ${amount('amount')}, ${amount('paid')}, ${missing}
    FROM found f JOIN subjects s ON s.n = f.row JOIN answers a ON a.n = f.answer`;
}

const OPTIONS: Readonly<Record<Format, string>> = {
  csv: 'FORMAT csv, HEADER false',
  ndjson: 'FORMAT json',
  parquet: 'FORMAT parquet',
};
