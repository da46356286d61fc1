import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Encoded } from '../../app/batch/column-encoder.ts';
import { joined, readColumns } from '../../app/batch/columns.ts';
import type { Aside, Part, Position } from '../../app/batch/part.ts';
import { jsonOf, readAside } from '../../app/batch/part-builder.ts';
import type { Column } from '../../batch/table.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type Database, inputInSql, nameInSql } from './duckdb.ts';
import type { Input, Reading } from './input.ts';
import { type ParquetColumn, prepareColumn, typeFault } from './parquet-column.ts';
import type { Subjects } from './piece-writer.ts';

/** Opens a Parquet file whose columns are facts. Throws `BatchRefused` where they aren't, or where it can't be read. */
export async function openParquet(
  ruleSet: RuleSet,
  path: string,
  reading: Reading,
  database: Database,
): Promise<Input> {
  const connection = await database.connect();
  const from = tableIn(path, 'file_row_number = true');
  const found = await describe(connection, path).catch((cause: Error) => {
    throw unreadable(path, cause);
  });
  const names = found.columns.map(([name]) => name);
  const columns = readColumns(ruleSet, names, reading.subject);
  const typed = columns.facts.flatMap((fact, place) =>
    fact === null ? [] : [{ fact, type: found.columns[place]?.[1] ?? '', from }],
  );
  const faults = typed.flatMap(({ fact, type }) => typeFault(fact, type) ?? []);
  if (faults.length > 0) throw new BatchRefused(joined(faults));
  const prepared: ParquetColumn[] = [];
  for (const each of typed) prepared.push(await prepareColumn(connection, ruleSet, each));
  const subject = columns.subject === null ? 'NULL' : nameInSql(names[columns.subject] ?? '');
  const file = { ruleSet, connection, from, columns: prepared, subject, rows: found.rows };
  return {
    parts: (position) => readParts(file, reading, position),
    share: ({ rows }) => (found.rows === 0 ? 1 : rows / found.rows),
    close: () => connection.closeSync(),
  };
}

interface ParquetFile {
  readonly ruleSet: RuleSet;
  readonly connection: DuckDBConnection;
  readonly from: string;
  readonly columns: readonly ParquetColumn[];
  readonly subject: string;
  readonly rows: number;
}

/** What is in the file, and nothing else: names of folders are no columns. */
function tableIn(path: string, ...options: readonly string[]): string {
  return `read_parquet(${[inputInSql(path), 'hive_partitioning = false', ...options].join(', ')})`;
}

async function describe(connection: DuckDBConnection, path: string) {
  const columns = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${tableIn(path)}`);
  const counts = await connection.runAndReadAll(
    `SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata(${inputInSql(path)})`,
  );
  return {
    columns: columns.getRows().map(([name, type]): readonly [string, string] => [String(name), String(type)]),
    rows: Number(counts.getRows()[0]?.[0] ?? 0),
  };
}

function unreadable(path: string, { message }: Error): BatchRefused {
  const [reason = ''] = message.split('\n');
  return new BatchRefused({
    zh: `${path} 不是完整的 Parquet 文件：${reason}`,
    en: `${path} is no whole Parquet file: ${reason}`,
  });
}

async function* readParts(
  file: ParquetFile,
  { source, partRows }: Reading,
  at: Position,
): AsyncGenerator<Part<Subjects>> {
  for (let first = at.rows; first < file.rows; first += partRows)
    yield await readPart(file, source, first, Math.min(first + partRows, file.rows));
}

async function readPart(
  file: ParquetFile,
  source: string | null,
  first: number,
  end: number,
): Promise<Part<Subjects>> {
  const rows = end - first;
  const range = `file_row_number >= ${first} AND file_row_number < ${end}`;
  const unclear = new Set<number>();
  const values = await readColumnsOf(file, range, rows, unclear);
  const columns = new Map<string, Column>();
  for (const [place, { fact, encoder }] of file.columns.entries()) {
    const encoded = values[place];
    if (encoded !== undefined) columns.set(fact.id, encoder.column(encoded, rows));
  }
  const subjects = (from: number, to: number) => `
    SELECT CAST(file_row_number - ${first + from} AS INTEGER) AS n, nullif(trim(CAST(${file.subject} AS VARCHAR)), '') AS subject
    FROM ${file.from} WHERE file_row_number >= ${first + from} AND file_row_number < ${first + to}`;
  return {
    table: { rows, columns },
    subjects: { kind: 'query', sql: subjects },
    aside: await readUnclear(file, source, first, unclear),
    lineOf: (row) => first + row + 1,
    next: { rows: end, lines: 0, bytes: 0 },
  };
}

async function readColumnsOf(
  { connection, from, columns }: ParquetFile,
  range: string,
  rows: number,
  unclear: Set<number>,
): Promise<readonly Encoded[]> {
  const values = columns.map(({ encoder }) => encoder.blank(rows));
  const selected = columns.map(({ sql }) => sql).join(', ');
  if (columns.length === 0) return values;
  // Not streamed: read in the background while the part before is matched.
  const result = await connection.run(`SELECT ${selected} FROM ${from} WHERE ${range}`);
  for (let row = 0; ; ) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    for (const [place, column] of columns.entries()) {
      const encoded = values[place];
      if (encoded !== undefined) fill(column, chunk, place, encoded.subarray(row), row, unclear);
    }
    row += chunk.rowCount;
  }
  for (const row of unclear)
    for (const [place, { encoder }] of columns.entries()) {
      const encoded = values[place];
      if (encoded !== undefined) encoded[row] = encoder.encode(undefined) ?? -1;
    }
  return values;
}

/** Takes a column of a chunk over; rows that must be read as a whole are added to `unclear`. */
function fill(
  { encoder, codes, texts }: ParquetColumn,
  chunk: DuckDBDataChunk,
  place: number,
  into: Encoded,
  firstRow: number,
  unclear: Set<number>,
): void {
  const { rowCount } = chunk;
  const vector = chunk.getColumnVector(place);
  const items = texts ? [] : (vector as unknown as { readonly items: Encoded }).items;
  for (let row = 0; row < rowCount; row += 1) {
    const item = items[row] ?? -1;
    let code: number | undefined = item;
    if (texts) code = encoder.encodeText((vector.getItem(row) as string | null) ?? '');
    else if (codes === undefined) code = Number.isNaN(item) ? item : encoder.encode(item);
    else if (item >= 0) code = codes[item];
    if (code === undefined || code === -2) unclear.add(firstRow + row);
    else into[row] = code;
  }
}

/** Reads rows as a whole, as if they were rows of texts. */
async function readUnclear(
  { ruleSet, connection, from, columns }: ParquetFile,
  source: string | null,
  first: number,
  unclear: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Aside>> {
  const aside = new Map<number, Aside>();
  if (unclear.size === 0) return aside;
  const facts = columns.map(({ fact }) => fact);
  const rows = [...unclear].map((row) => row + first).join(', ');
  const selected = columns.map(({ cell }) => `, ${cell}`).join('');
  const result = await connection.stream(
    `SELECT CAST(file_row_number AS DOUBLE)${selected} FROM ${from} WHERE file_row_number IN (${rows})`,
  );
  for await (const some of result.yieldRows())
    for (const [number, ...cells] of some) {
      const texts = cells.map((cell, place) => textOf(cell as string | null, columns[place]));
      const row = Number(number) - first;
      aside.set(row, readAside(ruleSet, Number(number) + 1, jsonOf(facts, texts), source));
    }
  return aside;
}

/** Zeros at the end of a decimal come of the column's type. */
function textOf(cell: string | null, column: ParquetColumn | undefined): string {
  if (cell === null) return '';
  return column?.codes === undefined && column?.texts === undefined && /^-?\d+\.\d+$/.test(cell)
    ? cell.replace(/\.?0+$/, '')
    : cell;
}
