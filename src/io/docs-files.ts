import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const installed = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** A file of the installed swagger-ui-dist. Throws what the file system throws. */
export async function readDocsFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(installed, name)));
}
