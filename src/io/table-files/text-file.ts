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
}

/** What isn't UTF-8 is GB18030. Throws `BatchRefused` for a file that is empty or neither. */
export function textFile(path: string, print: Fingerprint, encoding: Encoding | undefined): TextFile {
  if (print.size === 0)
    throw new BatchRefused({ zh: `文件 ${path} 是空的`, en: `the file ${path} is empty` });
  if (print.isUtf16)
    throw new BatchRefused({
      zh: `文件 ${path} 是 UTF-16 编码，另存为 UTF-8 后再试`,
      en: `the file ${path} is UTF-16: save it as UTF-8`,
    });
  return { path, size: print.size, encoding: encoding ?? (print.isUtf8 ? 'utf-8' : 'gb18030') };
}

/** A line that can't be taken as a record. */
export const TOO_LONG: Mistake = {
  column: null,
  code: 'too-long',
  message: { zh: '这一行超过 8 MB', en: 'a line longer than 8 MB' },
};

/** Whether the bytes were no text of that encoding. */
export function isUndecoded(text: string): boolean {
  return text.includes('\uFFFD') || text.includes('\0');
}

export const UNDECODED: Mistake = {
  column: null,
  code: 'wrong-encoding',
  message: { zh: '含有不属于该编码的字节', en: 'bytes that are no text of the encoding' },
};
