import type { DuckDBConnection } from '@duckdb/node-api';
import { BatchBroken, BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Text } from '../../engine/rule-set.ts';
import { isDiskFull } from '../file-faults.ts';
import { readingBroken } from './broken.ts';
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
    if (rows !== grouped) throw new Mismatch(`${grouped} rows in its row groups, ${rows} by its footer`);
    const columns = entries.map(({ name, wide }, place) => {
      const [sql, type] = typed[place] ?? [];
      return { name, sql: nameInSql(String(sql)), type: wide ?? String(type) };
    });
    return { path, from, columns, rows: Number(rows) };
  } catch (cause) {
    throw cause instanceof Mismatch ? refused(path, cause.message) : unreadable({ path }, cause);
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

/** The footer doesn't go with the file. */
class Mismatch extends Error {}

/** What DuckDB says of bytes that it can't make out. */
const OF_BYTES =
  /^(Invalid( Input)?|Serialization) Error: |TProtocolException|^IO Error: Could not read enough bytes/;
/** What it says of a form of Parquet that it doesn't read. */
const OF_FORM = /^Not implemented Error: /;
const OF_MEMORY = /^Out of Memory Error/;

type Kind = 'bytes' | 'form' | 'memory';

/** Undefined for what isn't about the file: a fault of the disk, or a mistake of ours. */
function kindOf(cause: unknown): Kind | undefined {
  if (!(cause instanceof Error) || isDiskFull(cause)) return undefined;
  const { message } = cause;
  if (OF_BYTES.test(message)) return 'bytes';
  if (OF_FORM.test(message)) return 'form';
  return OF_MEMORY.test(message) ? 'memory' : undefined;
}

const reasonOf = (cause: unknown) => (cause as Error).message.split('\n')[0] ?? '';

/** Why a file couldn't be looked through before the run; what isn't about the file is passed on. */
export function unreadable({ path }: Pick<ParquetFile, 'path'>, cause: unknown): unknown {
  switch (kindOf(cause)) {
    case 'bytes':
      return refused(path, reasonOf(cause));
    case 'form':
      return new BatchRefused(unknownForm(path, reasonOf(cause)));
    case 'memory':
      return new BatchRefused({
        zh: `${path} 有一列的值内存放不下：请缩短过长的值，或按较小的行组重新写出`,
        en: `the values of a column of ${path} are too large for the memory: shorten the long ones, or write it with smaller row groups`,
      });
    default:
      return cause;
  }
}

function refused(path: string, reason: string): BatchRefused {
  return new BatchRefused({
    zh: `${path} 不是完整的 Parquet 文件：${reason}`,
    en: `${path} is no whole Parquet file: ${reason}`,
  });
}

/** Why the rows from one up to another couldn't be read in the midst of the run. */
export function broken({ path }: ParquetFile, first: number, end: number, cause: unknown): unknown {
  switch (kindOf(cause)) {
    case 'bytes':
      return new BatchBroken(damaged(path, `${first + 1}–${end}`, reasonOf(cause)), cause);
    case 'form':
      return new BatchBroken(unknownForm(path, reasonOf(cause)), cause);
    case 'memory':
      return new BatchBroken(tooLarge(path), cause);
    default:
      return readingBroken(path, cause);
  }
}

function unknownForm(path: string, reason: string): Text {
  return {
    zh: `${path} 用了不支持的 Parquet 写法：${reason}。请换一种写法（压缩、编码）重新写出`,
    en: `${path} is Parquet of a kind that isn't read: ${reason}. Write it with another compression or encoding`,
  };
}

function tooLarge(path: string): Text {
  return {
    zh: `${path} 的行组过大，内存放不下：请按较小的行组（如每组 10 万行）重新写出，再加 --force 运行`,
    en: `the row groups of ${path} are too large for the memory: write it with smaller ones (100,000 rows, say), and run it again with --force`,
  };
}

function damaged(path: string, rows: string, reason: string): Text {
  return {
    zh: `${path} 第 ${rows} 行读不出来：${reason}。文件已损坏：请换成完好的文件再运行，内容若有变，加 --force`,
    en: `${path} can't be read in rows ${rows}: ${reason}. The file is damaged: replace it by a whole one and run it again, with --force if its content is another`,
  };
}
