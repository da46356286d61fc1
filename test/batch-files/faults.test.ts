import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BatchBroken, BatchRefused } from '../../src/app/batch/batch-refused.ts';
import { lockFile } from '../../src/io/store/folder-lock.ts';
import { expectSameBytes } from '../expect-same.ts';
import { mayMount, smallDisk } from '../store/small-disk.ts';
import { prepare, run } from './village-run.ts';

type Failure = typeof BatchBroken | typeof BatchRefused;

async function expectFailure(running: Promise<unknown>, kind: Failure, says: string): Promise<void> {
  const cause = await running.catch((thrown: unknown) => thrown);
  expect(cause).toBeInstanceOf(kind);
  expect((cause as BatchRefused).text.en).toContain(says);
}

/** Makes a link to itself of a file: it is there, and can't be looked at. */
function loop(path: string): void {
  rmSync(path);
  symlinkSync(path, path);
}

/** Lists what is there, before and after. */
async function expectUntouched(folder: string, work: () => Promise<void>): Promise<void> {
  const before = await readdir(folder, { recursive: true });
  await work();
  expect(await readdir(folder, { recursive: true })).toEqual(before);
}

describe('refused before anything is read or written, with and without --force', () => {
  const CASES: readonly {
    readonly name: string;
    readonly input?: string;
    readonly output?: string;
    /** What is there: a folder where it ends in a slash, a link to a folder where it ends in `@`. */
    readonly there?: string;
    readonly says: string;
  }[] = [
    { name: 'an input that is the output', output: 'in.csv', says: "can't be input and output" },
    {
      name: 'an input that is the list of rejects',
      input: 'a.csv.rejects.ndjson',
      there: 'a.csv.rejects.ndjson',
      output: 'a.csv',
      says: 'a.csv.rejects.ndjson is a file that this output replaces; choose another --out',
    },
    {
      name: 'an input in the folder of the output',
      input: 'a.csv.partial/output',
      there: 'a.csv.partial/output',
      output: 'a.csv',
      says: 'a.csv.partial/output is a file that this output replaces',
    },
    { name: 'an output that is a folder', there: 'out.csv/', says: 'out.csv is there and is not a regular' },
    {
      name: 'rejects that are a folder',
      there: 'out.csv.rejects.ndjson/',
      says: 'out.csv.rejects.ndjson is there and is not a regular file; choose another --out',
    },
    {
      name: 'a file where the folder is to be',
      there: 'out.csv.partial',
      says: 'out.csv.partial is there and is not a directory; choose another --out',
    },
    {
      name: 'a link where the folder is to be',
      there: 'out.csv.partial@',
      says: 'out.csv.partial is there and is not a directory; choose another --out',
    },
    ...['notes.txt', 'output/', 'output/notes.txt', 'piece-0.txt', 'spilled'].map((name) => ({
      name: `a folder of somebody's own in its place, with ${name}`,
      there: `out.csv.partial/${name}`,
      says: 'out.csv.partial is there and is not of a run; choose another --out',
    })),
    {
      name: 'a name that the rejects make too long',
      output: `${'x'.repeat(246)}.csv`,
      says: '.csv.rejects.ndjson: the name is too long; choose another --out',
    },
    { name: 'a missing input', input: 'none.csv', says: 'none.csv: it is not there, or the link leads no' },
    { name: 'an input that is a folder', input: 'rules', says: "can't read the file rules: a directory" },
    { name: 'an input that is no file', input: '/dev/null', says: '/dev/null: not a regular file' },
    { name: 'a missing folder', output: 'none/out.csv', says: 'there is no directory none' },
    { name: 'a file for a folder', output: 'in.csv/out.csv', says: 'there is no directory in.csv' },
  ];

  it.each(CASES)('$name', async ({ input = 'in.csv', output = 'out.csv', there, says }) => {
    const prepared = await prepare(3);
    const { folder } = prepared;
    const at = (path: string) => (path.startsWith('/') ? path : join(folder, path));
    if (there?.endsWith('/')) await mkdir(at(there), { recursive: true });
    else if (there?.endsWith('@')) await symlink(folder, at(there.slice(0, -1)));
    else if (there !== undefined) {
      await mkdir(join(at(there), '..'), { recursive: true });
      await writeFile(at(there), await readFile(at('in.csv')));
    }
    for (const force of [true, false])
      await expectUntouched(folder, async () => {
        const running = run(prepared, at(output), 9, { input: at(input), force }).catch((cause) => {
          if (cause instanceof BatchRefused)
            throw new BatchRefused({ zh: '', en: cause.message.replaceAll(`${folder}/`, '') });
          throw cause;
        });
        await expectFailure(running, BatchRefused, says);
      });
  });

  it.skipIf(!mayMount())('a read-only file system', async () => {
    const disk = smallDisk(1);
    onTestFinished(() => disk.remove());
    execFileSync('mount', ['-o', 'remount,ro', disk.folder]);
    const running = run(await prepare(3), join(disk.folder, 'out.csv'));
    await expectFailure(running, BatchRefused, 'out.csv: the file system is read-only; choose another --out');
  });
});

describe('what somebody else put into the folder of a run', () => {
  it.each([
    ['takes it up', false],
    ['begins anew', true],
  ])('stays when the run %s', async (_name, force) => {
    const prepared = await prepare(3000);
    const output = join(prepared.folder, 'out.csv');
    await run(prepared, output, 1);
    const notes = ['notes.txt', 'piece-0.txt'].map((name) => join(`${output}.partial`, name));
    for (const path of notes) await writeFile(path, 'mine');
    await run(prepared, output, 9, force ? { force, partRows: 900 } : {});
    for (const path of notes) expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await readdir(`${output}.partial`)).toHaveLength(2);
  });
});

it("a manifest of somebody else's beside it makes no folder that of a run", async () => {
  const prepared = await prepare(3);
  const output = join(prepared.folder, 'out.csv');
  await mkdir(`${output}.partial`);
  for (const name of ['manifest.json', 'index.html'])
    await writeFile(join(`${output}.partial`, name), '{"name":"an app"}');
  await expectUntouched(prepared.folder, () =>
    expectFailure(run(prepared, output, 9, { force: true }), BatchRefused, 'is there and is not of a run'),
  );
});

describe('what is damaged', () => {
  it.each<[string, string, (text: string) => string]>([
    ['manifest.json', 'manifest.json is damaged', (text) => text.slice(0, 20)],
    ['manifest.json', 'manifest.json is damaged', () => 'null'],
    ['journal.ndjson', 'journal.ndjson is damaged', (text) => `{"next":\n${text}`],
    ['journal.ndjson', 'journal.ndjson is damaged', (text) => `${text}{}\n`],
    ['output', 'output is shorter than was recorded', (text) => text.slice(0, -1)],
    ['rejects', 'rejects is shorter than was recorded', () => ''],
  ])('%s: %s; --force begins anew', async (name, says, damage) => {
    const prepared = await prepare(3000);
    const [whole, output] = ['whole.csv', 'out.csv'].map((each) => join(prepared.folder, each)) as [
      string,
      string,
    ];
    await run(prepared, whole);
    await run(prepared, output, 1);
    const file = join(`${output}.partial`, name);
    await writeFile(file, damage(await readFile(file, 'utf8')));
    await expectFailure(run(prepared, output), BatchRefused, says);
    await expectFailure(run(prepared, output), BatchRefused, 'tart anew with --force');
    expect(await run(prepared, output, 9, { force: true })).toMatchObject({ isWhole: true, resumed: 0 });
    await expectSameBytes(output, whole);
  });
});

describe('a whole output that was killed while it got its names', () => {
  /** A folder with everything of a whole output in it, and what the output holds. */
  async function prepareWhole() {
    const prepared = await prepare(3000);
    const output = join(prepared.folder, 'out.csv');
    const { tally } = await run(prepared, output);
    const whole = { output: await readFile(output), rejects: await readFile(`${output}.rejects.ndjson`) };
    await run(prepared, output, 1, { force: true });
    const partial = `${output}.partial`;
    const part = {
      next: {},
      tally,
      bytes: whole.output.length,
      rejectBytes: whole.rejects.length,
      whole: true,
    };
    await writeFile(join(partial, 'journal.ndjson'), `${JSON.stringify(part)}\n`);
    for (const [name, bytes] of Object.entries(whole)) await writeFile(join(partial, name), bytes);
    return { prepared, output, partial, whole };
  }

  it.each([[[]], [['rejects']], [['rejects', 'output']]])('named already: %j', async (named) => {
    const { prepared, output, partial, whole } = await prepareWhole();
    if (!named.includes('output')) await rm(output);
    if (!named.includes('rejects')) await rm(`${output}.rejects.ndjson`);
    for (const name of named) await rm(join(partial, name));
    expect(await run(prepared, output)).toMatchObject({ isWhole: true, done: 0, resumed: 3000 });
    await expectSameBytes(output, whole.output);
    await expectSameBytes(`${output}.rejects.ndjson`, whole.rejects);
    await expect(stat(partial)).rejects.toThrow('ENOENT');
  });

  it('is not taken for whole where the output is gone', async () => {
    const { prepared, output, partial } = await prepareWhole();
    for (const path of [output, `${output}.rejects.ndjson`, join(partial, 'output')]) await rm(path);
    await expectFailure(run(prepared, output), BatchRefused, 'is damaged: start anew with --force');
    expect(await run(prepared, output, 9, { force: true })).toMatchObject({ isWhole: true, resumed: 0 });
  });

  it("doesn't replace what somebody else put there", async () => {
    const { prepared, output } = await prepareWhole();
    await writeFile(output, 'mine');
    await expectFailure(run(prepared, output), BatchRefused, 'is there already');
    expect(await readFile(output, 'utf8')).toBe('mine');
  });
});

describe('a run that something breaks', () => {
  it('keeps the parts that were matched, and goes on after them', async () => {
    const prepared = await prepare(6000);
    const output = join(prepared.folder, 'out.ndjson');
    let matched = 0;
    const running = run(prepared, output, 9, {}, (done, rows) => {
      matched = rows;
      if (done === 3) throw new Error('anything');
    });
    await expect(running).rejects.toThrow('anything');
    const kept = await readdir(`${output}.partial`);
    expect(kept).toEqual(['journal.ndjson', 'manifest.json', 'output', 'rejects']);
    expect(await run(prepared, output)).toMatchObject({ isWhole: true, resumed: matched });
  });

  it.each<[string, (input: string) => void]>([
    ['changed while it was read, so there', (input) => appendFileSync(input, 'one more,1001,1,1,\n')],
    ['changed while it was read, so there', (input) => truncateSync(input, 200_000)],
    ['changed while it was read, so there', (input) => utimesSync(input, 0, 0)],
    ['is gone since it was begun', (input) => rmSync(input)],
    ['is gone since it was begun', (input) => renameSync(input, `${input}.old`)],
    ['broke off: its links run in a circle; run the same', loop],
  ])('an input that %s', async (says, change) => {
    const prepared = await prepare(6000);
    const output = join(prepared.folder, 'out.csv');
    const input = join(prepared.folder, 'in.csv');
    const running = run(prepared, output, 99, {}, (done) => {
      if (done === 2) change(input);
    });
    await expectFailure(running, BatchBroken, `in.csv ${says}`);
    await expect(stat(output)).rejects.toThrow('ENOENT');
  });

  it.each<[string, (input: string) => void, string]>([
    ['says so', () => undefined, 'anything'],
    ['says so, where the input can be looked at no more', loop, 'anything'],
    [
      'tells of the change that may be the cause',
      (input) => utimesSync(input, 0, 0),
      'changed while it was read',
    ],
  ])('%s', async (_name, change, says) => {
    const prepared = await prepare(3000);
    const running = run(prepared, join(prepared.folder, 'out.csv'), 99, {}, () => {
      change(join(prepared.folder, 'in.csv'));
      throw new Error('anything');
    });
    await expect(running).rejects.toThrow(says);
  });
});

describe.skipIf(!mayMount())('a disk that is full from the start', () => {
  it('is told, and with room the same command runs', async () => {
    const disk = smallDisk(4);
    onTestFinished(() => disk.remove());
    const prepared = await prepare(10);
    const output = join(disk.folder, 'out.csv');
    await disk.leave(0);
    await expectFailure(run(prepared, output), BatchBroken, 'the disk is full; run the same command again');
    expect(await readdir(disk.folder)).toEqual(['ballast']);
    await disk.free();
    expect(await run(prepared, output)).toMatchObject({ isWhole: true });
  });

  it('leaves no lock behind', async () => {
    const disk = smallDisk(1);
    onTestFinished(() => disk.remove());
    await disk.leave(0);
    await expect(lockFile(join(disk.folder, 'lock'))).rejects.toThrow('ENOSPC');
    expect(await readdir(disk.folder)).toEqual(['ballast']);
  });
});
