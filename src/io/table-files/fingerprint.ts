import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Utf8Check } from './utf8-check.ts';

/** What a whole file is like. */
export interface Fingerprint {
  readonly size: number;
  readonly digest: string;
  /** The byte-order mark that it begins with. */
  readonly mark: 'utf-8' | 'utf-16' | null;
  readonly utf8: Pick<Utf8Check, 'wide' | 'bad' | 'badLine'>;
  readonly isGb18030: boolean;
}

/** Reads a file once, whole; what encoding it has is told of text. Rejects with what the file system says. */
export async function fingerprint(path: string, isText: boolean, signal?: AbortSignal): Promise<Fingerprint> {
  const hash = createHash('sha256');
  const [utf8, gb18030] = [new Utf8Check(), new Gb18030Check()];
  let size = 0;
  let mark: Fingerprint['mark'] = null;
  const stream = createReadStream(path, {
    highWaterMark: 1 << 20,
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (size === 0) mark = markOf(chunk);
    size += chunk.length;
    hash.update(chunk);
    if (!isText) continue;
    utf8.take(chunk);
    gb18030.take(chunk);
  }
  utf8.end();
  gb18030.end();
  return { size, digest: `sha256:${hash.digest('hex')}`, mark, utf8, isGb18030: gb18030.isAll };
}

function markOf(chunk: Buffer): Fingerprint['mark'] {
  const hex = chunk.toString('hex', 0, 3);
  if (hex === 'efbbbf') return 'utf-8';
  return hex.startsWith('fffe') || hex.startsWith('feff') ? 'utf-16' : null;
}

/** Decodes from the first byte that isn't ASCII up to the first that isn't GB18030: text in UTF-8 soon has one. */
class Gb18030Check {
  isAll = true;
  private readonly decoder = new TextDecoder('gb18030', { fatal: true });
  private isBegun = false;

  take(chunk: Buffer): void {
    this.isBegun ||= !isAscii(chunk);
    if (this.isBegun && this.isAll) this.decode(() => this.decoder.decode(chunk, { stream: true }));
  }

  end(): void {
    if (this.isAll) this.decode(() => this.decoder.decode());
  }

  private decode(decode: () => string): void {
    try {
      decode();
    } catch {
      this.isAll = false;
    }
  }
}
