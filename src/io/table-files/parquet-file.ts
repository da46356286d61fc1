import type { DuckDBConnection } from '@duckdb/node-api';
import { BatchBroken, BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Text } from '../../engine/rule-set.ts';
import { inputInSql, nameInSql } from './duckdb.ts';

/** What a Parquet file has. */
export interface ParquetFile {
  readonly path: string;
  /** The table in SQL, with the number of the row, from 0, as `file_row_number`. */
  readonly from: string;
  readonly columns: readonly FileColumn[];
  readonly rows: number;
}

export interface FileColumn {
  readonly name: string;
  /** In SQL: DuckDB gives names another form where they are empty or differ in case alone. */
  readonly sql: string;
  readonly type: string;
}

/** Reads the footer of a file. Throws `BatchRefused` where it can't be read. */
export async function describeParquet(connection: DuckDBConnection, path: string): Promise<ParquetFile> {
  const file = inputInSql(path);
  // What is in the file, and nothing else: names of folders are no columns.
  const from = `read_parquet(${file}, hive_partitioning = false, file_row_number = true)`;
  try {
    const entries = await topLevel(connection, file);
    if (entries.some(({ name }) => name.toLowerCase() === ROW_NUMBER)) throw nameTaken(path);
    const typed = await rowsOf(connection, `DESCRIBE SELECT * EXCLUDE (${ROW_NUMBER}) FROM ${from}`);
    const [[rows, grouped] = []] = await rowsOf(connection, countsIn(file));
    if (rows !== grouped) throw new Error(`${grouped} rows in its row groups, ${rows} by its footer`);
    const columns = entries.map(({ name, wide }, place) => {
      const [sql, type] = typed[place] ?? [];
      return { name, sql: nameInSql(String(sql)), type: wide ?? String(type) };
    });
    return { path, from, columns, rows: Number(rows) };
  } catch (cause) {
    throw cause instanceof BatchRefused ? cause : refused(path, cause as Error);
  }
}

const ROW_NUMBER = 'file_row_number';

/** By the file as a whole, and by its row groups. */
function countsIn(file: string): string {
  const groups = `SELECT DISTINCT row_group_id, row_group_num_rows AS n FROM parquet_metadata(${file})`;
  return `SELECT num_rows::DOUBLE, (SELECT coalesce(sum(n), 0)::DOUBLE FROM (${groups})) FROM parquet_file_metadata(${file})`;
}

async function rowsOf(connection: DuckDBConnection, sql: string) {
  return (await connection.runAndReadAll(sql)).getRows();
}

/** The columns in the schema, which is a tree. `wide` is a decimal of more digits than DuckDB reads rightly. */
async function topLevel(connection: DuckDBConnection, file: string) {
  const tree = await rowsOf(
    connection,
    `SELECT name, coalesce(num_children, 0)::INTEGER, precision::INTEGER, scale::INTEGER FROM parquet_schema(${file})`,
  );
  const top: { readonly name: string; readonly wide: string | undefined }[] = [];
  let inside = 0;
  for (const [name, children, precision, scale] of tree.slice(1)) {
    const wide = Number(precision) > 38 ? `DECIMAL(${precision},${scale})` : undefined;
    if (inside === 0) top.push({ name: String(name), wide });
    inside = Math.max(inside - 1, 0) + Number(children);
  }
  return top;
}

function nameTaken(path: string): BatchRefused {
  return new BatchRefused({
    zh: `${path} 有一列叫 ${ROW_NUMBER}，这个名字另有用处：请改名`,
    en: `${path} has a column called ${ROW_NUMBER}, a name that is taken: rename it`,
  });
}

function refused(path: string, { message }: Error): BatchRefused {
  if (OF_MEMORY.test(message)) return new BatchRefused(tooLarge(path));
  const [reason = ''] = message.split('\n');
  return new BatchRefused({
    zh: `${path} 不是完整的 Parquet 文件：${reason}`,
    en: `${path} is no whole Parquet file: ${reason}`,
  });
}

/** What DuckDB says of a file, and not of a statement. */
const OF_A_FILE = /^(?!Parser|Binder|Catalog)[A-Z][A-Za-z ]* Error: /;
const OF_MEMORY = /^Out of Memory Error/;

/** Why a column couldn't be looked through before the run. */
export function unreadable({ path }: ParquetFile, cause: unknown): unknown {
  return cause instanceof Error && OF_A_FILE.test(cause.message) ? refused(path, cause) : cause;
}

/** Why the rows from one up to another couldn't be read in the midst of the run. */
export function broken({ path }: ParquetFile, first: number, end: number, cause: unknown): unknown {
  if (!(cause instanceof Error) || !OF_A_FILE.test(cause.message)) return cause;
  if (OF_MEMORY.test(cause.message)) return new BatchBroken(tooLarge(path), cause);
  const [reason = ''] = cause.message.split('\n');
  return new BatchBroken(brokenText(path, `${first + 1}–${end}`, reason), cause);
}

function tooLarge(path: string): Text {
  return {
    zh: `${path} 的行组过大，内存放不下：请按较小的行组（如每组 10 万行）重新写出，加 --force 从头开始`,
    en: `the row groups of ${path} are too large for the memory: write it with smaller ones (100,000 rows, say), and start anew with --force`,
  };
}

function brokenText(path: string, rows: string, reason: string): Text {
  return {
    zh: `${path} 第 ${rows} 行读不出来：${reason}。文件已损坏，请换成完好的文件，加 --force 从头开始`,
    en: `${path} can't be read in rows ${rows}: ${reason}. The file is damaged: replace it by a whole one, and start anew with --force`,
  };
}
