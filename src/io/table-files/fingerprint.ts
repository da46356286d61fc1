import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What a whole file is like. */
export interface Fingerprint {
  readonly size: number;
  readonly digest: string;
  readonly isUtf8: boolean;
  /** Begins with a byte-order mark of UTF-16. */
  readonly isUtf16: boolean;
}

/** Reads a file once, whole; whether it is UTF-8 is told of text. Rejects with what the file system says. */
export async function fingerprint(path: string, isText: boolean): Promise<Fingerprint> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [size, isUtf8, isUtf16] = [0, isText, false];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    if (size === 0) isUtf16 = ['fffe', 'feff'].includes(chunk.subarray(0, 2).toString('hex'));
    size += chunk.length;
    hash.update(chunk);
    isUtf8 &&= decodes(() => decoder.decode(chunk, { stream: true }));
  }
  isUtf8 &&= decodes(() => decoder.decode());
  return { size, digest: `sha256:${hash.digest('hex')}`, isUtf8, isUtf16 };
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}
