import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { HEADER, prepare } from '../cli/village-batch.ts';

/** A thread runs what Node runs by itself, so the package is built. */
let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

/** Enterprises of every sort, a bad one here and there. */
const rows = Array.from({ length: 7_000 }, (_, row) => {
  const employees = row % 97 === 5 ? 'many' : `${row % 40}`;
  return `firm ${row},${row % 5 === 0 ? '20' : '1001'},${employees},${row % 7 === 0 ? '' : row},${row % 3 === 0 ? 'mill;inn' : ''}\n`;
});

it('threads write what one thread writes, byte for byte', async () => {
  const folder = await prepare('in.csv', `${HEADER}\n${rows.join('')}`);
  const batch = (threads: string) => {
    const files = [
      'batch',
      join(folder, 'in.csv'),
      '--out',
      join(folder, `${threads}.csv`),
      '--threads',
      threads,
    ];
    const rules = ['--rules', join(folder, 'rules'), '--as-of', '2024-09-01', '--source', 'tax'];
    const env = { ...process.env, MIANSHEN_BATCH_PART_ROWS: '1000' };
    return new Promise<number | undefined>((resolve) => {
      const child = execFile(process.execPath, [built.main, ...files, ...rules], { env }, () =>
        resolve(child.exitCode ?? undefined),
      );
    });
  };
  expect([await batch('1'), await batch('3')]).toEqual([1, 1]);
  for (const name of ['csv', 'csv.rejects.ndjson']) {
    const [one, three] = [`1.${name}`, `3.${name}`].map((file) => readFile(join(folder, file), 'utf8'));
    expect((await one)?.length).toBeGreaterThan(5_000);
    expect(await three).toBe(await one);
  }
});
