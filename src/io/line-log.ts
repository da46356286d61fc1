import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';

/** A file of JSON lines that is only added to. */
export interface LineLog {
  /** The lines that are there, parsed; undefined for one that isn't JSON. */
  lines(): AsyncGenerator<unknown>;
  append(value: unknown): Promise<void>;
  close(): Promise<void>;
}

const NEWLINE = 0x0a;

/** Opens the file, or makes it. A last line that wasn't finished is cut off. Rejects with what the file system says. */
export async function openLineLog(path: string): Promise<LineLog> {
  const file = await open(path, 'a+');
  try {
    await file.truncate(await endOfLastLine(file));
  } catch (cause) {
    await file.close();
    throw cause;
  }
  return {
    async *lines() {
      const input = createReadStream(path, { encoding: 'utf8' });
      for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
        yield parse(line);
    },
    append: (value) => file.appendFile(`${JSON.stringify(value)}\n`),
    close: () => file.close(),
  };
}

const CHUNK = 65_536;

async function endOfLastLine(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const buffer = Buffer.alloc(CHUNK);
  for (let end = size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const { bytesRead } = await file.read(buffer, 0, end - start, start);
    const newline = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (newline >= 0) return start + newline + 1;
  }
  return 0;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
