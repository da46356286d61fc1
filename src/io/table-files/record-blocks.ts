import { type FileHandle, open } from 'node:fs/promises';

/** Whole records of a text file: their bytes and where they stand. */
export interface Block {
  readonly bytes: Buffer;
  /** Offset after its last byte. */
  readonly end: number;
  /** Line numbers count from 1. */
  readonly firstLine: number;
  readonly lines: number;
  /** A line that is longer than any record may be: the block is that line, and holds none of its bytes. */
  readonly isTooLong: boolean;
}

/**
 * Offset after the record that begins at `from`, its newline included; undefined where the bytes don't tell. `isEnd` says that
 * nothing comes after them.
 */
export type EndOfRecord = (bytes: Buffer, from: number, isEnd: boolean) => number | undefined;

const [NEWLINE, QUOTE] = [0x0a, 0x22];

/** Bytes of one read, and of the longest record. */
const SIZES = { read: 1 << 16, longest: 1 << 23 };

/**
 * Reads a file in blocks of whole records. Where a block ends depends on nothing but the file and where the block begins, so
 * that who goes on from an earlier end meets the same blocks. Newlines and quotes are the same bytes in UTF-8 and GB18030, and
 * no part of any other character.
 */
export async function* recordBlocks(
  path: string,
  from: { readonly bytes: number; readonly lines: number },
  endOfRecord: EndOfRecord,
  sizes = SIZES,
): AsyncGenerator<Block> {
  const file = await open(path);
  try {
    let [start, lines] = [from.bytes, from.lines];
    for (;;) {
      const next = await blockAt(file, start, endOfRecord, sizes);
      if (next === undefined) return;
      const count = next.isTooLong ? 1 : linesIn(next.bytes);
      yield { ...next, firstLine: lines + 1, lines: count };
      start = next.end;
      lines += count;
    }
  } finally {
    await file.close();
  }
}

type Found = Pick<Block, 'bytes' | 'end' | 'isTooLong'>;

/** What one read holds whole; where it isn't one record whole, that record. Undefined at the end of the file. */
async function blockAt(
  file: FileHandle,
  start: number,
  endOfRecord: EndOfRecord,
  { read, longest }: typeof SIZES,
): Promise<Found | undefined> {
  const bytes = await readAt(file, start, read);
  const length = endOfWhole(bytes, bytes.length < read, endOfRecord);
  if (length > 0) return { bytes: bytes.subarray(0, length), end: start + length, isTooLong: false };
  return bytes.length === 0 ? undefined : longRecord(file, start, endOfRecord, { read, longest });
}

/** Without quotes every line is a record, in any format. */
function endOfWhole(bytes: Buffer, isEnd: boolean, endOfRecord: EndOfRecord): number {
  if (!bytes.includes(QUOTE)) return isEnd ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1;
  for (let end = 0; ; ) {
    const next = end < bytes.length ? endOfRecord(bytes, end, isEnd) : undefined;
    if (next === undefined) return end;
    end = next;
  }
}

/** A record of more than one read. Where it has no end within the longest that one may be, its first line is taken alone. */
async function longRecord(
  file: FileHandle,
  start: number,
  endOfRecord: EndOfRecord,
  { read, longest }: typeof SIZES,
): Promise<Found> {
  for (let size = read * 2; ; size *= 2) {
    const bytes = await readAt(file, start, Math.min(size, longest));
    const isEnd = bytes.length < Math.min(size, longest);
    const isLast = size >= longest;
    const length = endOfRecord(bytes, 0, isEnd) ?? (isLast ? bytes.indexOf(NEWLINE) + 1 : undefined);
    if (length === 0)
      return {
        bytes: bytes.subarray(0, 0),
        end: await endOfLine(file, start + longest, read),
        isTooLong: true,
      };
    if (length !== undefined)
      return { bytes: bytes.subarray(0, length), end: start + length, isTooLong: false };
  }
}

async function endOfLine(file: FileHandle, from: number, read: number): Promise<number> {
  for (let start = from; ; start += read) {
    const bytes = await readAt(file, start, read);
    const newline = bytes.indexOf(NEWLINE);
    if (newline >= 0) return start + newline + 1;
    if (bytes.length < read) return start + bytes.length;
  }
}

/** As many bytes as there are, however the system hands them out; fewer than asked for at the end of the file only. */
async function readAt(file: FileHandle, position: number, size: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await file.read(buffer, length, size - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** Every line is a record. */
export function endOfLineRecord(bytes: Buffer, from: number, isEnd: boolean): number | undefined {
  const newline = bytes.indexOf(NEWLINE, from);
  if (newline >= 0) return newline + 1;
  return isEnd ? bytes.length : undefined;
}

export function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}

/** A last line without a newline counts. */
export function linesIn(bytes: Buffer): number {
  return countNewlines(bytes) + (bytes.at(-1) === NEWLINE ? 0 : 1);
}
