import { BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Mistake } from '../../app/batch/part.ts';
import type { Fingerprint } from './fingerprint.ts';

export const ENCODINGS = ['utf-8', 'gb18030'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A text file and how to read it. */
export interface TextFile {
  readonly path: string;
  readonly size: number;
  readonly encoding: Encoding;
  /** Whether all of its bytes are text of the encoding. */
  readonly isSound: boolean;
}

/** Throws `BatchRefused` for a file that is empty, or whose encoding neither was given nor shows. */
export function textFile(path: string, print: Fingerprint, given: Encoding | undefined): TextFile {
  if (print.size === 0)
    throw new BatchRefused({ zh: `文件 ${path} 是空的`, en: `the file ${path} is empty` });
  if (print.mark === 'utf-16')
    throw new BatchRefused({
      zh: `文件 ${path} 是 UTF-16 编码，另存为 UTF-8 后再试`,
      en: `the file ${path} is UTF-16: save it as UTF-8`,
    });
  const encoding = given ?? encodingOf(print);
  if (encoding === undefined) throw unclear(path, print.utf8.badLine);
  const isSound = encoding === 'utf-8' ? print.utf8.bad === 0 : print.isGb18030;
  return { path, size: print.size, encoding, isSound };
}

/**
 * What is all UTF-8, or has its mark, is UTF-8. Else it is GB18030 where all of it is, unless more characters are Chinese in
 * UTF-8 than places are broken: then it is UTF-8 that was damaged, of which GB18030 would make other characters.
 */
function encodingOf({ mark, utf8, isGb18030 }: Fingerprint): Encoding | undefined {
  if (mark === 'utf-8' || utf8.bad === 0) return 'utf-8';
  return isGb18030 && utf8.wide <= utf8.bad ? 'gb18030' : undefined;
}

function unclear(path: string, line: number): BatchRefused {
  return new BatchRefused({
    zh: `文件 ${path} 不全是 UTF-8（第 ${line} 行），也认不定是 GB18030。用 --encoding utf-8 或 --encoding gb18030 指明，含有别的字节的行会逐行拒绝`,
    en: `the file ${path} is not wholly UTF-8 (line ${line}), nor plainly GB18030: say --encoding utf-8 or --encoding gb18030, and rows with other bytes are refused one by one`,
  });
}

/** A line that can't be taken as a record. */
export const TOO_LONG: Mistake = {
  column: null,
  code: 'too-long',
  message: { zh: '这一行超过 8 MB', en: 'a line longer than 8 MB' },
};

const DECODERS = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { ignoreBOM: true }),
};

/** The text with its byte-order marks, wherever they are. */
export function decoded(bytes: Buffer, encoding: Encoding): string {
  return DECODERS[encoding].decode(bytes);
}

/** Files that were joined have marks in their midst, at the beginning of a line. */
export function withoutMark(line: string): string {
  return line.startsWith('\uFEFF') ? line.slice(1) : line;
}

/** What is in a decoded text that is no text; undefined where it is one. */
export function notText(text: string, { isSound }: TextFile): Mistake | undefined {
  if (text.includes('\0')) return NUL;
  return !isSound && text.includes('\uFFFD') ? UNDECODED : undefined;
}

/** The one character that no text may have, in any format. */
export const NUL: Mistake = {
  column: null,
  code: 'wrong-encoding',
  message: {
    zh: '含有 NUL 字符（U+0000），不是文字',
    en: 'holds a NUL character (U+0000), which is no text',
  },
};

const UNDECODED: Mistake = {
  column: null,
  code: 'wrong-encoding',
  message: { zh: '含有不属于该编码的字节', en: 'bytes that are no text of the encoding' },
};
