import { resolve } from 'node:path';
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';

/** Loaded when it is needed: other commands don't pay for it. */
export function loadDuckDb(): Promise<typeof import('@duckdb/node-api')> {
  return import('@duckdb/node-api');
}

export interface Database {
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/**
 * A database in memory. Every connection runs its statements in one thread, so that rows keep their order and files come out
 * the same byte by byte; several connections run side by side. What doesn't fit into memory goes to `temporary`.
 */
export async function openDatabase(temporary: string): Promise<Database> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: '320MB',
    temp_directory: resolve(temporary),
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return {
    async connect() {
      const connection = await instance.connect();
      // The rows found stay on the side of a join that keeps its order.
      await connection.run("SET disabled_optimizers = 'join_order,build_side_probe_side'");
      return connection;
    },
    close: () => instance.closeSync(),
  };
}

export function textInSql(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A file to write: the path as a whole, in which DuckDB sees no home folder and no address. */
export function outputInSql(path: string): string {
  return textInSql(resolve(path));
}

/** A file to read, and no other that its name would match as a pattern. */
export function inputInSql(path: string): string {
  return textInSql(resolve(path).replace(/[*?[]/g, '[$&]'));
}

export function nameInSql(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Numbers as DuckDB's vectors hold them. */
export type Numbers = Int32Array | Float64Array | Uint8Array;

/** Adds rows to a temporary table whose columns are INTEGER, DOUBLE or UTINYINT, as the arrays are. */
export async function appendNumbers(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Numbers[],
): Promise<void> {
  const { DuckDBDataChunk, INTEGER, DOUBLE, UTINYINT } = await loadDuckDb();
  const typeOf = (column: Numbers): DuckDBType => {
    if (column instanceof Int32Array) return INTEGER;
    return column instanceof Float64Array ? DOUBLE : UTINYINT;
  };
  const rows = columns[0]?.length ?? 0;
  const appender = await connection.createAppender(table, 'main', 'temp');
  let chunk = DuckDBDataChunk.create(columns.map(typeOf), Math.min(CHUNK, rows));
  for (let from = 0; from < rows; from += CHUNK) {
    if (rows - from < CHUNK) chunk = DuckDBDataChunk.create(columns.map(typeOf), rows - from);
    for (const [place, column] of columns.entries()) {
      const vector = chunk.getColumnVector(place) as unknown as { items: Numbers; flush(): void };
      vector.items.set(column.subarray(from, from + CHUNK));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Adds rows of an INTEGER and a VARCHAR to a temporary table: the places from 0, and the texts. */
export async function appendTexts(
  connection: DuckDBConnection,
  table: string,
  texts: readonly (string | null)[],
): Promise<void> {
  const { DuckDBDataChunk, INTEGER, VARCHAR } = await loadDuckDb();
  const appender = await connection.createAppender(table, 'main', 'temp');
  for (let from = 0; from < texts.length; from += CHUNK) {
    const some = texts.slice(from, from + CHUNK);
    const chunk = DuckDBDataChunk.create([INTEGER, VARCHAR], some.length);
    chunk.setColumns([some.map((_, place) => from + place), some]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Rows of a data chunk. */
const CHUNK = 2048;
