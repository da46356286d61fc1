import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One profile as text and what to call it: a line of a file (`profiles.ndjson:12`), or a file of a folder. */
export interface NamedText {
  readonly place: string;
  readonly text: string;
  /** How much of all the bytes has been read; null where the whole isn't known. */
  readonly done: number | null;
}

/** A line longer than this is cut: it is refused as JSON, and memory stays bounded. */
const LONGEST_LINE = 5_000_001;

/**
 * Reads profiles one by one: the lines of a file, blank ones left out, or the `.json` files of a folder in order. What
 * isn't UTF-8 comes out as U+FFFD, which the parser refuses. Throws what the file system throws.
 */
export async function* readProfileTexts(path: string): AsyncGenerator<NamedText> {
  const { size } = await stat(path).then((found) => (found.isDirectory() ? { size: null } : found));
  if (size === null) yield* readFolder(path);
  else yield* readLines(path, size);
}

async function* readFolder(path: string): AsyncGenerator<NamedText> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).toSorted();
  for (const [index, name] of names.entries()) {
    const text = await readFile(join(path, name), 'utf8');
    yield { place: join(path, name), text, done: (index + 1) / names.length };
  }
}

async function* readLines(path: string, size: number): AsyncGenerator<NamedText> {
  const decoder = new TextDecoder('utf-8');
  let [rest, line, read] = ['', 0, 0];
  const named = (text: string): NamedText => ({
    place: `${path}:${line}`,
    text: text.trim(),
    done: size === 0 ? null : Math.min(1, read / size),
  });
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    read += chunk.length;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const text of lines) {
      line += 1;
      if (text.trim() !== '') yield named(text);
    }
  }
  line += 1;
  const last = rest + decoder.decode();
  if (last.trim() !== '') yield named(last);
}
