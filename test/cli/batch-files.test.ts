import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOUND, GOOD, isThere, prepare, read, runBatch as run } from './village-batch.ts';

describe('an output that is there', () => {
  it('is refused, and replaced with --force', async () => {
    const folder = await prepare('in.csv', GOOD);
    await writeFile(join(folder, 'out.csv'), 'mine');
    await writeFile(join(folder, 'out.csv.rejects.ndjson'), 'of old');
    const { code, err } = await run(folder, 'in.csv', '--lang', 'en');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'the file out.csv is there already: choose another, or replace it with --force\n',
    });
    expect(await read(folder)).toBe('mine');
    expect(await isThere(folder, 'out.csv.partial')).toBe(false);
    expect(await run(folder, 'in.csv', '--force')).toMatchObject({ code: 0 });
    expect(await read(folder)).toBe(FOUND);
    expect(await isThere(folder, 'out.csv.rejects.ndjson')).toBe(false);
  });

  it('nor is the input', async () => {
    const folder = await prepare('in.csv', GOOD);
    const { code, err } = await run(
      folder,
      'in.csv',
      '--out',
      join(folder, 'in.csv'),
      '--force',
      '--lang',
      'en',
    );
    expect({ code, err }).toEqual({ code: 2, err: "in.csv can't be input and output\n" });
    expect(await read(folder, 'in.csv')).toBe(GOOD);
  });
});
