import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import { type Columns, readColumns } from '../../app/batch/columns.ts';
import type { Mistake, Part, Position } from '../../app/batch/part.ts';
import { PartBuilder } from '../../app/batch/part-builder.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Input, Reading } from './input.ts';
import type { Subjects } from './piece-writer.ts';
import { type Block, csvBoundary, recordBlocks } from './record-blocks.ts';
import { BROKEN_RECORD, type Encoding, isUndecoded, type TextFile, UNDECODED } from './text-file.ts';

/** Opens a CSV file: the first record names the columns. Throws `BatchRefused` where they are no facts. */
export async function openCsv(ruleSet: RuleSet, file: TextFile, reading: Reading): Promise<Input> {
  const header = await readHeader(file);
  const columns = readColumns(ruleSet, header.names, reading.subject);
  return {
    parts: (from) => readParts(ruleSet, file, { ...reading, columns }, from.bytes === 0 ? header.end : from),
    share: ({ bytes }) => bytes / file.size,
    close: () => undefined,
  };
}

interface Header {
  readonly names: readonly string[];
  /** Where the first row begins. */
  readonly end: Position;
}

async function readHeader({ path, encoding }: TextFile): Promise<Header> {
  for await (const { bytes, lines, isBad } of recordBlocks(path, { bytes: 0, lines: 0 }, firstRecord)) {
    const [first] = isBad ? [] : recordsIn(bytes, encoding, 1);
    if (first === undefined || 'mistake' in first) break;
    const names = first.cells.map((name) => name.normalize('NFKC').trim());
    return { names, end: { rows: 0, bytes: bytes.length, lines } };
  }
  throw new BatchRefused({ zh: `文件 ${path} 没有标题行`, en: `the file ${path} has no header` });
}

/** Up to the end of the first record that isn't blank. */
function firstRecord(bytes: Buffer): number {
  for (let end = bytes.indexOf(0x0a) + 1; end > 0; ) {
    const whole = csvBoundary(bytes.subarray(0, end));
    if (whole > 0 && bytes.subarray(0, whole).toString().replace('\uFEFF', '').trim() !== '') return whole;
    const next = bytes.indexOf(0x0a, end) + 1;
    if (next === 0) return 0;
    end = next;
  }
  return 0;
}

type CsvReading = Reading & { readonly columns: Columns };

async function* readParts(
  ruleSet: RuleSet,
  file: TextFile,
  reading: CsvReading,
  from: Position,
): AsyncGenerator<Part<Subjects>> {
  const builder = new PartBuilder(ruleSet, reading.source, reading.partRows);
  let at = from;
  for await (const block of recordBlocks(file.path, from, csvBoundary)) {
    addBlock(builder, block, file, reading.columns);
    const bytes = block.start + block.bytes.length;
    const next = { rows: at.rows + builder.rows, bytes, lines: block.firstLine + block.lines - 1 };
    if (!builder.isFull) continue;
    yield partOf(builder, next);
    at = next;
  }
  if (builder.rows > 0) yield partOf(builder, { rows: at.rows + builder.rows, bytes: file.size, lines: 0 });
}

/** A part whose subjects are texts. */
export function partOf(builder: PartBuilder, next: Position): Part<Subjects> {
  const part = builder.take(next);
  return { ...part, subjects: { kind: 'texts', texts: part.subjects } };
}

function addBlock(builder: PartBuilder, block: Block, { encoding }: TextFile, columns: Columns): void {
  if (block.isBad) {
    builder.addBad(block.firstLine, [BROKEN_RECORD]);
    return;
  }
  for (const record of recordsIn(block.bytes, encoding, block.firstLine)) {
    const mistake = mistakeIn(record, columns.facts.length);
    if (mistake !== undefined) builder.addBad(record.line, [mistake]);
    else if ('cells' in record) {
      const name = columns.subject === null ? '' : (record.cells[columns.subject] ?? '').trim();
      builder.addTexts(record.line, name === '' ? null : name, columns.facts, record.cells);
    }
  }
}

function mistakeIn(record: CsvRecord, expected: number): Mistake | undefined {
  if ('mistake' in record) return record.mistake;
  if (record.cells.length !== expected) return ragged(expected, record.cells.length);
  return record.cells.some(isUndecoded) ? UNDECODED : undefined;
}

function ragged(expected: number, found: number): Mistake {
  return {
    column: null,
    code: 'ragged-row',
    message: {
      zh: `应有 ${expected} 格，实有 ${found} 格`,
      en: `expected ${expected} cells, found ${found}`,
    },
  };
}

type CsvRecord = { readonly line: number } & (
  | { readonly cells: readonly string[] }
  | { readonly mistake: Mistake }
);

/** The records of whole lines; blank lines are none. `line` is the number of the first line. */
function recordsIn(bytes: Buffer, encoding: Encoding, line: number): Iterable<CsvRecord> {
  const text = new TextDecoder(encoding).decode(bytes);
  if (!text.includes('"')) return plainRecords(text, line);
  return parsedRecords(text, line) ?? eachRecord(bytes, encoding, line);
}

/** Without quotes every line is a record and every comma ends a cell. */
function* plainRecords(text: string, first: number): Generator<CsvRecord> {
  let line = first - 1;
  for (const each of text.split('\n')) {
    line += 1;
    const record = each.endsWith('\r') ? each.slice(0, -1) : each;
    if (record !== '') yield { line, cells: record.split(',') };
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: InfoRecord;
}

/** Undefined where any record is broken. */
function parsedRecords(text: string, first: number): readonly CsvRecord[] | undefined {
  try {
    const options = { info: true, relax_column_count: true, skip_empty_lines: true } as const;
    const parsed = parse(text, options) as unknown as readonly Parsed[];
    // The parser names the line on which a record ends.
    return parsed.map(({ record, info }) => ({
      line: first + info.lines - 1 - newlinesIn(record),
      cells: record,
    }));
  } catch (cause) {
    if (cause instanceof CsvError) return undefined;
    throw cause;
  }
}

function newlinesIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** Record by record, so that the broken ones are known. */
function* eachRecord(bytes: Buffer, encoding: Encoding, first: number): Generator<CsvRecord> {
  for (let [from, line] = [0, first]; from < bytes.length; ) {
    const end = from + firstRecord(bytes.subarray(from));
    const record = bytes.subarray(from, end > from ? end : bytes.length);
    const text = new TextDecoder(encoding).decode(record);
    yield* parsedRecords(text, line) ?? [{ line, mistake: BROKEN_RECORD }];
    from += record.length;
    line += text.split('\n').length - 1;
  }
}
