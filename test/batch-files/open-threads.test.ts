import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { prepare, run } from './village-run.ts';

/** Threads that are open, counted instead of started. */
const open = vi.hoisted(() => ({ now: 0, ever: 0 }));

vi.mock(import('../../src/io/match-threads.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    openMatching: (ruleSet) => {
      open.now += 1;
      open.ever += 1;
      const matching = real.openMatching(ruleSet, 1);
      const close = async () => {
        open.now -= 1;
      };
      return { ...matching, close };
    },
  };
});

beforeEach(() => Object.assign(open, { now: 0, ever: 0 }));

async function prepared() {
  const village = await prepare(3000);
  return { ...village, output: join(village.folder, 'out.csv') };
}

it('threads are closed when the run ends', async () => {
  const village = await prepared();
  await run(village, village.output);
  expect(open).toEqual({ now: 0, ever: 1 });
});

it.each<[string, (input: string) => unknown]>([
  [
    'a defect',
    () => {
      throw new Error('anything');
    },
  ],
  ['an input that changed', (input) => void appendFile(input, 'x')],
])('threads are closed when it breaks off: %s', async (_name, breakIt) => {
  const village = await prepared();
  const running = run(village, village.output, 9, {}, () => breakIt(join(village.folder, 'in.csv')));
  await expect(running).rejects.toThrow();
  expect(open).toEqual({ now: 0, ever: 1 });
});

it('an output that was whole already needs none', async () => {
  const village = await prepared();
  const { tally } = await run(village, village.output, 1);
  const partial = `${village.output}.partial`;
  const part = { next: {}, tally, bytes: 0, rejectBytes: 0, whole: true };
  await writeFile(join(partial, 'journal.ndjson'), `${JSON.stringify(part)}\n`);
  Object.assign(open, { now: 0, ever: 0 });
  expect(await run(village, village.output)).toMatchObject({ isWhole: true, done: 0 });
  expect(open).toEqual({ now: 0, ever: 0 });
});

it('files that can’t be used are refused before any is started', async () => {
  const village = await prepared();
  await expect(run(village, village.output, 9, { subject: 'none' })).rejects.toThrow('no column');
  expect(open).toEqual({ now: 0, ever: 0 });
});
