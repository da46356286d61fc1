import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { RuleFile } from '../rules/parse-files.ts';

/** Reads every `.json` file below a directory, ordered by path. Throws what the file system throws. */
export function readJsonFiles(directory: string): Promise<readonly RuleFile[]> {
  return readFiles(directory, '.json');
}

/** Reads every `.txt` file below a directory, ordered by path. Throws what the file system throws. */
export function readTextFiles(directory: string): Promise<readonly RuleFile[]> {
  return readFiles(directory, '.txt');
}

async function readFiles(directory: string, ending: string): Promise<readonly RuleFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  return Promise.all(
    paths.map(async (path) => ({
      path: relative(directory, path).split(sep).join('/'),
      text: decode(await readFile(path)),
    })),
  );
}

/** UTF-8 without byte-order mark, NFC. A file of another encoding comes out as U+FFFD, which the parser refuses. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes).normalize('NFC');
}
