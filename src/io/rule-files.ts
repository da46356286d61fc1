import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleFile } from '../rules/parse-files.ts';

/** A file or folder that can't be read, and the error code of the file system, such as EACCES or ELOOP. */
export interface Unreadable {
  readonly path: string;
  readonly code: string;
}

/** Thrown where anything below a directory can't be read: a rule left out in silence would change decisions. */
export class UnreadableFiles extends Error {
  readonly unreadable: readonly Unreadable[];

  constructor(unreadable: readonly Unreadable[]) {
    super(unreadable.map(({ path, code }) => `${path}: ${code}`).join(', '));
    this.unreadable = unreadable;
  }
}

/** Reads every `.json` file below a directory, ordered by path. Throws `UnreadableFiles`. */
export function readJsonFiles(directory: string): Promise<readonly RuleFile[]> {
  return readFiles(directory, '.json');
}

/** Reads every `.txt` file below a directory, ordered by path. Throws `UnreadableFiles`. */
export function readTextFiles(directory: string): Promise<readonly RuleFile[]> {
  return readFiles(directory, '.txt');
}

async function readFiles(directory: string, ending: string): Promise<readonly RuleFile[]> {
  const unreadable: Unreadable[] = [];
  const attempt = async <T>(path: string, work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      unreadable.push({ path, code: (cause as NodeJS.ErrnoException).code ?? 'EIO' });
      return otherwise;
    }
  };
  const paths = await filesBelow(directory, '', ending, [], attempt);
  const files = await Promise.all(
    paths
      .toSorted()
      .map((path) =>
        attempt(path, async () => [{ path, text: decode(await readFile(join(directory, path))) }], []),
      ),
  );
  if (unreadable.length > 0)
    throw new UnreadableFiles(unreadable.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
  return files.flat();
}

type Attempt = <T>(path: string, work: () => Promise<T>, otherwise: T) => Promise<T>;

/**
 * The files below a folder, links followed; a link back to a folder that it lies in can't be. Names that begin with two
 * dots are passed over: Kubernetes keeps the files behind its links there.
 */
async function filesBelow(
  directory: string,
  folder: string,
  ending: string,
  above: readonly string[],
  attempt: Attempt,
): Promise<readonly string[]> {
  const real = await attempt(folder, () => realpath(join(directory, folder)), '');
  const names = await attempt(folder, () => readdir(join(directory, folder)), []);
  if (real === '') return [];
  const found = names
    .filter((name) => !name.startsWith('..'))
    .map(async (name): Promise<readonly string[]> => {
      const path = folder === '' ? name : `${folder}/${name}`;
      const kind = await attempt(path, () => kindOf(join(directory, path), [...above, real]), 'other');
      if (kind === 'folder') return filesBelow(directory, path, ending, [...above, real], attempt);
      return kind === 'file' && name.endsWith(ending) ? [path] : [];
    });
  return (await Promise.all(found)).flat();
}

async function kindOf(path: string, above: readonly string[]): Promise<'folder' | 'file' | 'other'> {
  const entry = await stat(path);
  if (!entry.isDirectory()) return entry.isFile() ? 'file' : 'other';
  if (above.includes(await realpath(path))) throw Object.assign(new Error('a loop'), { code: 'ELOOP' });
  return 'folder';
}

/**
 * Text that changes whenever a `.json` file below one of the directories is written, added, renamed or removed. What
 * can't be read counts by its reason, so that a directory may go and come back.
 */
export async function stateOf(directories: readonly string[]): Promise<string> {
  const lines = await Promise.all(
    directories.map(async (directory) => {
      const attempt: Attempt = (_path, work, otherwise) => work().catch(() => otherwise);
      const paths = await filesBelow(directory, '', '.json', [], attempt);
      const stats = paths.toSorted().map(async (path) => {
        const { mtimeMs, size, ino } = await stat(join(directory, path));
        return `${path} ${mtimeMs} ${size} ${ino}`;
      });
      return (await Promise.allSettled(stats)).map((each) =>
        each.status === 'fulfilled' ? each.value : 'gone',
      );
    }),
  );
  return lines.flat().join('\n');
}

/** UTF-8 without byte-order mark, NFC. A file of another encoding comes out as U+FFFD, which the parser refuses. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes).normalize('NFC');
}
