import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';

/** Vitest's own comparison takes seconds over files of a megabyte. */
export async function expectSameBytes(file: string, expected: string | Buffer): Promise<void> {
  const [found, wanted] = await Promise.all([
    readFile(file),
    typeof expected === 'string' ? readFile(expected) : expected,
  ]);
  const at = found.findIndex((byte, place) => byte !== wanted[place]);
  const is = found.equals(wanted) ? 'the same' : `another from byte ${at < 0 ? found.length : at} on`;
  expect(is).toBe('the same');
}

/** The same of traces and long lists. */
export function expectSame<T>(found: T, expected: T): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
}
