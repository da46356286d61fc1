import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Encoded } from '../../app/batch/column-encoder.ts';
import { joined, readColumns } from '../../app/batch/columns.ts';
import type { Aside, Mistake, Part, Position } from '../../app/batch/part.ts';
import { jsonOf, readAside } from '../../app/batch/part-builder.ts';
import type { Column } from '../../batch/table.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type Database, textInSql } from './duckdb.ts';
import type { Input, Reading } from './input.ts';
import { codeOfText, type ParquetColumn, prepareColumn, typeFault } from './parquet-column.ts';
import { broken, describeParquet, type FileColumn, type ParquetFile, unreadable } from './parquet-file.ts';
import type { Subjects } from './piece-writer.ts';
import { NUL } from './text-file.ts';

/** Opens a Parquet file whose columns are facts. Throws `BatchRefused` where they aren't, or where it can't be read. */
export async function openParquet(
  ruleSet: RuleSet,
  path: string,
  reading: Reading,
  database: Database,
): Promise<Input> {
  const connection = await database.connect();
  const file = await describeParquet(connection, path);
  const names = file.columns.map(({ name }) => name);
  const columns = readColumns(ruleSet, names, reading.subject);
  const typed = columns.facts.map((fact, place) => ({ fact, column: file.columns[place] }));
  const faults = typed.flatMap(({ fact, column }) => (column && typeFault(fact, column)) ?? []);
  if (faults.length > 0) throw new BatchRefused(joined(faults));
  const prepared: ParquetColumn[] = [];
  for (const { fact, column } of typed)
    if (fact !== null && column !== undefined)
      prepared.push(
        await prepareColumn(connection, ruleSet, { fact, column, from: file.from }).catch((cause) => {
          throw unreadable(file, cause);
        }),
      );
  const subject = columns.subject === null ? undefined : file.columns[columns.subject];
  const open = { ruleSet, connection, file, columns: prepared, subject };
  return {
    parts: (position) => readParts(open, reading, position),
    share: ({ rows }) => (file.rows === 0 ? 1 : rows / file.rows),
    close: () => connection.closeSync(),
  };
}

interface Open {
  readonly ruleSet: RuleSet;
  readonly connection: DuckDBConnection;
  readonly file: ParquetFile;
  readonly columns: readonly ParquetColumn[];
  readonly subject: FileColumn | undefined;
}

async function* readParts(
  open: Open,
  { source, partRows }: Reading,
  at: Position,
): AsyncGenerator<Part<Subjects>> {
  const { file } = open;
  for (let first = at.rows; first < file.rows; first += partRows) {
    const end = Math.min(first + partRows, file.rows);
    const explained = (cause: unknown) => broken(file, first, end, cause);
    const part = await readPart(open, source, first, end).catch((cause) => {
      throw explained(cause);
    });
    const sql = (from: number, to: number) => subjectsIn(open, first + from, first + to);
    yield { ...part, subjects: { kind: 'query', sql, explained } };
  }
}

async function readPart(open: Open, source: string | null, first: number, end: number) {
  const rows = end - first;
  const unclear = new Set(await rowsWithNul(open, first, end));
  const values = await readColumnsOf(open, first, end, unclear);
  const columns = new Map<string, Column>();
  for (const [place, { fact, encoder, texts }] of open.columns.entries()) {
    const encoded = values[place];
    if (encoded !== undefined) columns.set(fact.id, encoder.column(encoded, rows));
    // The codes of a dictionary of the whole file are for all its parts.
    if (texts === true) encoder.trim();
  }
  return {
    table: { rows, columns },
    aside: await readUnclear(open, source, first, unclear),
    lineOf: (row: number) => first + row + 1,
    next: { rows: end, lines: 0, bytes: 0 },
    release() {
      for (const [place, { encoder }] of open.columns.entries()) encoder.recycle(values[place] as Encoded);
    },
  };
}

const nameOf = (subject: FileColumn | undefined) => `CAST(${subject?.sql ?? 'NULL'} AS VARCHAR)`;
const within = (first: number, end: number) => `file_row_number >= ${first} AND file_row_number < ${end}`;

/** What JavaScript trims of a text: DuckDB by itself leaves tabs and line breaks. */
const BLANKS = textInSql(
  Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code))
    .filter((char) => char.trim() === '')
    .join(''),
);

function subjectsIn({ file, subject }: Open, first: number, end: number): string {
  return `
    SELECT CAST(file_row_number - ${first} AS INTEGER) AS n, nullif(trim(${nameOf(subject)}, ${BLANKS}), '') AS subject
    FROM ${file.from} WHERE ${within(first, end)}`;
}

/** The rows whose subject has the character that no text file may have. */
async function rowsWithNul({ connection, file, subject }: Open, first: number, end: number) {
  const found = await connection.runAndReadAll(
    `SELECT CAST(file_row_number - ${first} AS INTEGER) FROM ${file.from}
     WHERE ${within(first, end)} AND contains(${nameOf(subject)}, chr(0))`,
  );
  return found.getRows().map(([row]) => Number(row));
}

async function readColumnsOf(
  { connection, file, columns }: Open,
  first: number,
  end: number,
  unclear: Set<number>,
): Promise<readonly Encoded[]> {
  const values = columns.map(({ encoder }) => encoder.blank(end - first));
  const selected = columns.map(({ sql }) => sql).join(', ');
  if (columns.length === 0) return values;
  // Not streamed: read in the background while the part before is matched.
  const result = await connection.run(`SELECT ${selected} FROM ${file.from} WHERE ${within(first, end)}`);
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
      if (encoded !== undefined) encoded[row] = encoder.absent;
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
    if (texts) code = codeOfText(encoder, (vector.getItem(row) as string | null) ?? '');
    else if (codes === undefined) code = Number.isNaN(item) ? item : encoder.encode(item);
    else if (item >= 0) code = codes[item] ?? -2;
    if (code === undefined || code === -2) unclear.add(firstRow + row);
    else into[row] = code;
  }
}

/** Reads rows as a whole, as if they were rows of texts. */
async function readUnclear(
  { ruleSet, connection, file, columns, subject }: Open,
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
    `SELECT CAST(file_row_number AS DOUBLE), ${nameOf(subject)}${selected} FROM ${file.from} WHERE file_row_number IN (${rows})`,
  );
  for await (const some of result.yieldRows())
    for (const [number, name, ...cells] of some) {
      const texts = cells.map((cell, place) => textOf(cell as string | null, columns[place]));
      const json = jsonOf(facts, texts);
      const line = Number(number) + 1;
      const mistakes = nulsIn([[subject?.name ?? '', name], ...Object.entries(json)]);
      const isBad = mistakes.length > 0;
      aside.set(
        line - 1 - first,
        isBad ? { kind: 'bad', line, mistakes } : readAside(ruleSet, line, json, source),
      );
    }
  return aside;
}

function nulsIn(cells: readonly (readonly [string, unknown])[]): readonly Mistake[] {
  const hasNul = (json: unknown): boolean =>
    Array.isArray(json) ? json.some(hasNul) : typeof json === 'string' && json.includes('\0');
  return cells.flatMap(([column, json]) => (hasNul(json) ? { ...NUL, column } : []));
}

/** Zeros at the end of a decimal come of the column's type, and so does a missing zero before its point. */
function textOf(cell: string | null, column: ParquetColumn | undefined): string {
  if (cell === null) return '';
  return column?.codes === undefined && column?.texts === undefined && /^-?\d*\.\d+$/.test(cell)
    ? cell.replace(/^(-?)\./, '$10.').replace(/\.?0+$/, '')
    : cell;
}
