import { BatchRefused } from '../../app/batch/batch-refused.ts';
import { type Columns, columnName, readColumns } from '../../app/batch/columns.ts';
import type { Mistake, Part, Position } from '../../app/batch/part.ts';
import { PartBuilder } from '../../app/batch/part-builder.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type CsvRecord, csvRecords, endOfCsvRecord, type Fault, locatedRecords } from './csv-records.ts';
import type { Input, Reading } from './input.ts';
import type { Subjects } from './piece-writer.ts';
import { type Block, recordBlocks } from './record-blocks.ts';
import { notText, type TextFile, TOO_LONG } from './text-file.ts';

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

/** The first record that isn't blank. */
async function readHeader({ path, encoding }: TextFile): Promise<Header> {
  for await (const block of recordBlocks(path, { bytes: 0, lines: 0 }, endOfCsvRecord)) {
    if (block.isTooLong) throw badHeader(path, block.firstLine, TOO_LONG);
    for (const { cells, line, lines, end, fault } of locatedRecords(block.bytes, encoding, block.firstLine)) {
      refuseReturns(path, block.bytes.subarray(0, end));
      if (fault !== null) throw badHeader(path, line, BROKEN[fault]);
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      refuseMarks(path, cells);
      const names = cells.map(columnName);
      const bytes = block.end - block.bytes.length + end;
      return { names, end: { rows: 0, bytes, lines: line + lines - 1 } };
    }
  }
  throw new BatchRefused({ zh: `文件 ${path} 没有标题行`, en: `the file ${path} has no header` });
}

function badHeader(path: string, line: number, { message: { zh, en } }: Mistake): BatchRefused {
  return new BatchRefused({
    zh: `文件 ${path} 的标题行（第 ${line} 行）：${zh}`,
    en: `the header of ${path} (line ${line}): ${en}`,
  });
}

function refuseReturns(path: string, lines: Buffer): void {
  if (/\r(?!\r*\n)/.test(lines.toString('latin1')))
    throw new BatchRefused({
      zh: `文件 ${path} 的行以单个回车（CR）结尾，另存为以换行（LF 或 CRLF）结尾后再试`,
      en: `the lines of ${path} end with CR alone: save it with LF or CRLF`,
    });
}

/** Other marks between the cells make the header one long name. */
function refuseMarks(path: string, cells: readonly string[]): void {
  const mark = cells.length === 1 ? MARKS.find(({ char }) => cells[0]?.includes(char)) : undefined;
  if (mark !== undefined)
    throw new BatchRefused({
      zh: `CSV 各格以逗号分隔；文件 ${path} 的标题行里是${mark.zh}`,
      en: `cells of CSV are separated by commas: the header of ${path} has ${mark.en}`,
    });
}

const MARKS = [
  { char: ';', zh: '分号', en: 'semicolons' },
  { char: '\t', zh: '制表符', en: 'tabs' },
  { char: '|', zh: '竖线', en: 'vertical bars' },
  { char: '；', zh: '全角分号', en: 'full-width semicolons' },
  { char: '，', zh: '全角逗号', en: 'full-width commas' },
];

type CsvReading = Reading & { readonly columns: Columns };

async function* readParts(
  ruleSet: RuleSet,
  file: TextFile,
  reading: CsvReading,
  from: Position,
): AsyncGenerator<Part<Subjects>> {
  const builder = new PartBuilder(ruleSet, reading.source, reading.partRows);
  let { rows } = from;
  let next = from;
  for await (const block of recordBlocks(file.path, from, endOfCsvRecord)) {
    addBlock(builder, block, file, reading.columns);
    next = positionAfter(block, rows + builder.rows);
    if (!builder.isFull) continue;
    yield partOf(builder, next);
    rows = next.rows;
  }
  if (builder.rows > 0) yield partOf(builder, next);
}

/** Where reading goes on after a block with which so many rows have been read. */
export function positionAfter({ firstLine, lines, end }: Block, rows: number): Position {
  return { rows, lines: firstLine + lines - 1, bytes: end };
}

/** A part whose subjects are texts. */
export function partOf(builder: PartBuilder, next: Position): Part<Subjects> {
  const part = builder.take(next);
  return { ...part, subjects: { kind: 'texts', texts: part.subjects } };
}

function addBlock(builder: PartBuilder, block: Block, file: TextFile, columns: Columns): void {
  if (block.isTooLong) builder.addBad(block.firstLine, [TOO_LONG]);
  for (const record of csvRecords(block.bytes, file.encoding, block.firstLine)) {
    const mistake = mistakeIn(record, columns.facts.length, file);
    if (mistake !== undefined) builder.addBad(record.line, [mistake]);
    else {
      const name = columns.subject === null ? '' : (record.cells[columns.subject] ?? '').trim();
      builder.addTexts(record.line, name === '' ? null : name, columns.facts, record.cells);
    }
  }
}

function mistakeIn({ fault, cells }: CsvRecord, expected: number, file: TextFile): Mistake | undefined {
  if (fault !== null) return BROKEN[fault];
  if (cells.length !== expected) return ragged(expected, cells.length);
  for (const cell of cells) {
    const mistake = notText(cell, file);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

const broken = (zh: string, en: string): Mistake => ({
  column: null,
  code: 'broken-record',
  message: { zh, en },
});

const BROKEN: Readonly<Record<Fault, Mistake>> = {
  'open-quote': broken('引号没有闭合', 'a quote that is not closed'),
  'stray-quote': broken(
    '格中有引号：整格加引号，格里的每个引号写两个',
    'a quote within a cell: put the whole cell in quotes, and double each quote in it',
  ),
};

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
