import { type FileHandle, open } from 'node:fs/promises';

/** Whole records of a text file: their bytes and where they stand. `isBad` is a line that begins a record without an end. */
export interface Block {
  readonly bytes: Buffer;
  /** Offset of its first byte. */
  readonly start: number;
  /** Line numbers count from 1. */
  readonly firstLine: number;
  readonly lines: number;
  readonly isBad: boolean;
}

/** Says up to where the bytes, which begin with a record, hold whole records. */
export type Boundary = (bytes: Buffer) => number;

const [NEWLINE, QUOTE, COMMA] = [0x0a, 0x22, 0x2c];
const READ = 1 << 16;
/** A record of more bytes is taken for a quote that isn't closed, or for no record at all. */
export const LONGEST_RECORD = 1 << 23;

/**
 * Reads a file in blocks of whole records; which they are depends on the bytes alone. Newlines and quotes are the same bytes in
 * UTF-8 and GB18030, and no part of any other character. `from` is where a block began.
 */
export async function* recordBlocks(
  path: string,
  from: { readonly bytes: number; readonly lines: number },
  boundary: Boundary,
  longest = LONGEST_RECORD,
): AsyncGenerator<Block> {
  const file = await open(path);
  try {
    yield* blocksOf(file, { start: from.bytes, lines: from.lines }, boundary, longest);
  } finally {
    await file.close();
  }
}

async function* blocksOf(
  file: FileHandle,
  at: { start: number; lines: number },
  boundary: Boundary,
  longest: number,
): AsyncGenerator<Block> {
  let pending: Buffer = Buffer.alloc(0);
  const cut = (length: number, isBad = false): Block => {
    const bytes = pending.subarray(0, length);
    const block = { bytes, start: at.start, firstLine: at.lines + 1, lines: countLines(bytes), isBad };
    at.start += length;
    at.lines += block.lines;
    pending = pending.subarray(length);
    return block;
  };
  for (;;) {
    const read = await readFully(file, at.start + pending.length);
    pending = Buffer.concat([pending, read]);
    const isEnd = read.length < READ;
    for (;;) {
      const whole = boundary(pending);
      if (whole > 0) yield cut(whole);
      // What is left has no end of its own: at the end of the file that is how a last line may be.
      if (pending.length === 0 || (!isEnd && pending.length <= longest)) break;
      const line = pending.indexOf(NEWLINE) + 1;
      if (line === 0 && !isEnd) yield cut(pending.length, true);
      else if (line === 0) yield cut(pending.length, pending.length > longest);
      else yield cut(line, true);
    }
    if (isEnd) return;
  }
}

/** As many bytes as there are, however the system hands them out. */
async function readFully(file: FileHandle, position: number): Promise<Buffer> {
  const buffer = Buffer.alloc(READ);
  let length = 0;
  while (length < READ) {
    const { bytesRead } = await file.read(buffer, length, READ - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/** Every line is a record. */
export function lineBoundary(bytes: Buffer): number {
  return bytes.lastIndexOf(NEWLINE) + 1;
}

/** A record ends at a newline that isn't within quotes; a quote opens at the beginning of a cell only. */
export function csvBoundary(bytes: Buffer): number {
  let [end, at] = [0, 0];
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at);
    const newline = bytes.lastIndexOf(NEWLINE, quote < 0 ? bytes.length : quote) + 1;
    if (newline > at) end = newline;
    if (quote < 0) return end;
    const before = bytes[quote - 1];
    if (quote > 0 && before !== COMMA && before !== NEWLINE && !followsMark(bytes, quote)) at = quote + 1;
    else {
      at = afterQuoted(bytes, quote + 1);
      if (at < 0) return end;
    }
  }
}

/** Offset after the closing quote; −1 where there is none. Two quotes stand for one. */
function afterQuoted(bytes: Buffer, from: number): number {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(QUOTE, at);
    if (at < 0) return -1;
    if (bytes[at + 1] !== QUOTE) return at + 1;
  }
}

function followsMark(bytes: Buffer, at: number): boolean {
  return at === 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** A last line without a newline counts. */
function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return bytes.at(-1) === NEWLINE ? count : count + 1;
}
