import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Something that a command writes. A `new` file must not be there yet; another one is replaced whole. */
export interface Writing {
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
}

/** Writes all, or, where one can't be written, none of the new ones. Throws what the file system throws. */
export async function writeAll(writings: readonly Writing[]): Promise<void> {
  const made: string[] = [];
  try {
    for (const { path, text, isNew } of writings.toSorted((a, b) => Number(b.isNew) - Number(a.isNew))) {
      await mkdir(dirname(path), { recursive: true });
      if (isNew) {
        await writeFile(path, text, { flag: 'wx' });
        made.push(path);
      } else await replace(path, text);
    }
  } catch (cause) {
    for (const path of made) await rm(path);
    throw cause;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  await writeFile(beside, text);
  await rename(beside, path);
}
