import { linesIn } from './record-blocks.ts';
import { decoded, type Encoding, withoutMark } from './text-file.ts';

const [NEWLINE, RETURN, QUOTE, COMMA] = [0x0a, 0x0d, 0x22, 0x2c];

/** Why a line is no record: a quote that stands within a cell, or one that opens a cell and doesn't close it. */
export type Fault = 'stray-quote' | 'open-quote';

export interface CsvRecord {
  /** The number of its first line. */
  readonly line: number;
  readonly fault: Fault | null;
  /** None where it has a fault. */
  readonly cells: readonly string[];
}

/** The records of whole lines; blank lines are none. `line` is the number of the first line. */
export function csvRecords(bytes: Buffer, encoding: Encoding, line: number): Iterable<CsvRecord> {
  return bytes.includes(QUOTE) ? locatedRecords(bytes, encoding, line) : plainRecords(bytes, encoding, line);
}

/** Without quotes every line is a record and every comma ends a cell. */
function* plainRecords(bytes: Buffer, encoding: Encoding, first: number): Generator<CsvRecord> {
  let line = first - 1;
  for (const each of decoded(bytes, encoding).split('\n')) {
    line += 1;
    const text = bare(each);
    if (text !== '') yield { line, fault: null, cells: text.split(',') };
  }
}

interface LocatedRecord extends CsvRecord {
  readonly lines: number;
  /** Offset after it among the bytes. */
  readonly end: number;
}

/** As `csvRecords`, and where each of them ends. */
export function* locatedRecords(bytes: Buffer, encoding: Encoding, first: number): Generator<LocatedRecord> {
  for (let [from, line] = [0, first]; from < bytes.length; ) {
    const extent = extentOf(bytes, from, true);
    if (extent === undefined) return;
    const { end, fault } = extent;
    const record = bytes.subarray(from, end);
    const lines = linesIn(record);
    const text = bare(decoded(record, encoding));
    if (text !== '') yield { line, lines, end, fault, cells: fault === null ? cellsOf(text) : [] };
    from = end;
    line += lines;
  }
}

/** Without its line end and byte-order mark. */
function bare(line: string): string {
  let end = line.endsWith('\n') ? line.length - 1 : line.length;
  if (line[end - 1] === '\r') end -= 1;
  return withoutMark(line.slice(0, end));
}

function cellsOf(text: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const isQuoted = text[at] === '"';
    const end = isQuoted ? closingQuote(text, at + 1) + 1 : text.indexOf(',', at);
    const cell = text.slice(at, end < 0 ? undefined : end);
    cells.push(isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    at = end < 0 ? text.length + 1 : end + 1;
  }
  return cells;
}

/** Two quotes stand for one. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** As `EndOfRecord` says. */
export function endOfCsvRecord(bytes: Buffer, from: number, isEnd: boolean): number | undefined {
  return extentOf(bytes, from, isEnd)?.end;
}

interface Extent {
  /** Offset after its line end. */
  readonly end: number;
  readonly fault: Fault | null;
}

/**
 * The record that begins there, as RFC 4180 has it: a quote opens at the beginning of a cell, and what it closes is the whole
 * cell. Of what isn't so the first line alone is taken, so that a stray quote doesn't cost the good lines after it: unless a
 * later quote happens to close it at the end of a cell.
 */
function extentOf(bytes: Buffer, from: number, isEnd: boolean): Extent | undefined {
  for (let at = afterMark(bytes, from); ; at += 1) {
    at = bytes[at] === QUOTE ? afterQuoted(bytes, at + 1) : afterPlain(bytes, at);
    const [next, after] = [bytes[at], bytes[at + 1]];
    if (next === COMMA) continue;
    if (next === NEWLINE) return { end: at + 1, fault: null };
    if (next === RETURN && after === NEWLINE) return { end: at + 2, fault: null };
    const isEndOfBytes = next === undefined || (next === RETURN && after === undefined);
    if (isEndOfBytes && !isEnd) return undefined;
    if (isEndOfBytes && at <= bytes.length) return { end: bytes.length, fault: null };
    return faultyLine(bytes, from, at, isEnd);
  }
}

/** `at` is where the record turned out to be none. */
function faultyLine(bytes: Buffer, from: number, at: number, isEnd: boolean): Extent | undefined {
  const newline = bytes.indexOf(NEWLINE, from);
  if (newline < 0 && !isEnd) return undefined;
  const end = newline < 0 ? bytes.length : newline + 1;
  return { end, fault: at < end ? 'stray-quote' : 'open-quote' };
}

function afterMark(bytes: Buffer, at: number): number {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? at + 3 : at;
}

/** Offset after the closing quote; more than there are bytes where there is none. */
function afterQuoted(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] !== QUOTE) continue;
    if (bytes[at + 1] !== QUOTE) return at + 1;
    at += 1;
  }
  return bytes.length + 1;
}

/** Offset of what ends a cell without quotes, or of a quote in it. */
function afterPlain(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA || byte === NEWLINE || byte === QUOTE) return at;
  }
  return bytes.length;
}
