import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BatchBroken, BatchRefused } from '../../src/app/batch/batch-refused.ts';
import { expectSameBytes } from '../expect-same.ts';
import { mayMount, smallDisk } from '../store/small-disk.ts';
import { prepare, run } from './village-run.ts';

const rejects = (output: string) => readFile(`${output}.rejects.ndjson`, 'utf8');

/** What a process that was killed in the midst of a part leaves behind: bytes that the journal doesn't know of. */
async function tear(output: string): Promise<void> {
  const partial = `${output}.partial`;
  await appendFile(join(partial, 'output'), 'half a part');
  await appendFile(join(partial, 'rejects'), '{"line":');
  await appendFile(join(partial, 'journal.ndjson'), '{"next":{"rows":');
  await writeFile(join(partial, 'piece-1'), 'half a piece');
  await writeFile(
    join(partial, 'lock'),
    JSON.stringify({ pid: 2 ** 22 + 1, started: null, host: hostname() }),
  );
}

describe('a run that broke off is taken up', () => {
  const check = (ending: string) =>
    it(`with ${ending}, byte for byte`, async () => {
      const prepared = await prepare(9_000);
      const whole = join(prepared.folder, `whole.${ending}`);
      const { tally } = await run(prepared, whole);
      expect(tally).toMatchObject({ rows: 9_000, rejected: 93 });
      const broken = join(prepared.folder, `broken.${ending}`);
      let [runs, last] = [0, 0];
      for (; ; runs += 1) {
        const { isWhole, resumed, done, tally: now } = await run(prepared, broken, 1);
        expect(resumed).toBe(last);
        last = now.rows;
        if (!isWhole || done > 0) {
          expect(isWhole).toBe(false);
          await tear(broken);
        } else break;
      }
      expect(runs).toBeGreaterThan(3);
      await expectSameBytes(broken, whole);
      expect(await rejects(broken)).toBe(await rejects(whole));
      await expect(stat(`${broken}.partial`)).rejects.toThrow('ENOENT');
    });

  check('csv');
  check('ndjson');
  check('parquet');

  it('where it was killed before the whole output had its name', async () => {
    const prepared = await prepare(3000);
    const output = join(prepared.folder, 'out.csv');
    const { tally } = await run(prepared, output);
    const text = await readFile(output, 'utf8');
    await rm(output);
    await run(prepared, output, 1, { force: true });
    await writeFile(join(`${output}.partial`, 'output'), text);
    const part = { next: {}, tally, bytes: text.length, rejectBytes: 10, whole: true };
    await writeFile(join(`${output}.partial`, 'journal.ndjson'), `${JSON.stringify(part)}\n`);
    expect(await run(prepared, output, 9, { force: true })).toMatchObject({ isWhole: true, done: 0 });
    expect(await readFile(output, 'utf8')).toBe(text);
  });
});

describe('what was begun', () => {
  it('is not taken up under other rules, options or input: it is told what differs, and --force begins anew', async () => {
    const prepared = await prepare(9_000);
    const output = join(prepared.folder, 'out.csv');
    await run(prepared, output, 1);
    await expect(run(prepared, output, 1, { subject: 'subject', partRows: 999 })).rejects.toThrow(
      'is of another run: subject column was not given, is subject; rows of a part was 1000, is 999. Start anew with --force',
    );
    await appendFile(join(prepared.folder, 'in.csv'), 'one more,1001,1,1,\n');
    await expect(run(prepared, output)).rejects.toThrow(BatchRefused);
    expect(await run(prepared, output, 99, { force: true })).toMatchObject({ isWhole: true, resumed: 0 });
  });

  it('stays where the input that was to begin anew is refused, whatever of it is', async () => {
    const prepared = await prepare(9_000);
    const output = join(prepared.folder, 'out.csv');
    const { tally } = await run(prepared, output, 1);
    const [good, bad] = ['in.csv', 'bad.csv'].map((name) => join(prepared.folder, name)) as [string, string];
    const text = await readFile(good, 'utf8');
    for (const content of [text.replace('employees', 'employes'), '\n', text.replace('\n', '"\n')]) {
      await writeFile(bad, content);
      await expect(run(prepared, output, 9, { input: bad, force: true })).rejects.toThrow(BatchRefused);
    }
    await expect(
      run(prepared, output, 9, { input: bad, inputFormat: 'parquet', force: true }),
    ).rejects.toThrow('is no whole Parquet file');
    expect(await run(prepared, output, 1)).toMatchObject({ resumed: tally.rows });
  });

  it('is not taken up where bytes are lost', async () => {
    const prepared = await prepare(9_000);
    const output = join(prepared.folder, 'out.csv');
    await run(prepared, output, 1);
    await writeFile(join(`${output}.partial`, 'output'), 'short');
    await expect(run(prepared, output)).rejects.toThrow('is shorter than was recorded');
  });

  it.each([false, true])(
    'is not touched by a run that is stopped while it looks at the input; force %s',
    async (force) => {
      const prepared = await prepare(9_000);
      const output = join(prepared.folder, 'out.csv');
      const { tally } = await run(prepared, output, 1);
      const stop = new AbortController();
      const running = run(prepared, output, 9, { force, partRows: 900 }, undefined, stop);
      stop.abort();
      expect(await running).toMatchObject({ isWhole: false, tally: { rows: 0 }, rejects: null });
      expect(await run(prepared, output, 1)).toMatchObject({ resumed: tally.rows });
    },
  );

  it('belongs to one run at a time', async () => {
    const prepared = await prepare(10);
    const output = join(prepared.folder, 'out.csv');
    await mkdir(`${output}.partial`);
    const holder = { pid: process.ppid, started: null, host: hostname() };
    await writeFile(join(`${output}.partial`, 'lock'), JSON.stringify(holder));
    await expect(run(prepared, output)).rejects.toThrow(`process ${process.ppid} uses this output`);
    expect(await stat(join(`${output}.partial`, 'lock'))).toBeDefined();
  });
});

describe('kill -9', () => {
  it('at any moment costs the part in hand, no more', async () => {
    const prepared = await prepare(9_000);
    const whole = join(prepared.folder, 'whole.parquet');
    await run(prepared, whole, 99, { language: 'en' });
    const output = join(prepared.folder, 'killed.parquet');
    const start = () => {
      const rules = ['--rules', join(prepared.folder, 'rules'), '--as-of', '2024-09-01', '--source', 'tax'];
      const args = [
        '--import',
        'tsx',
        'src/main.ts',
        'batch',
        join(prepared.folder, 'in.csv'),
        '--out',
        output,
      ];
      const child = spawn(process.execPath, [...args, ...rules, '--lang', 'en'], {
        env: { PATH: process.env.PATH, MIANSHEN_BATCH_PART_ROWS: '1000' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      let err = '';
      child.stderr.on('data', (text: Buffer) => {
        err += text.toString();
      });
      return { child, exited: once(child, 'exit') as Promise<[number | null]>, err: () => err };
    };
    let kills = 0;
    for (const parts of [1, 2, 4]) {
      const { child, exited } = start();
      // As soon as the journal has so many lines: in the midst of the next part.
      const killer = (async () => {
        while (child.exitCode === null && (await linesIn(`${output}.partial/journal.ndjson`)) < parts)
          await sleep(1);
        await sleep(3 * parts);
        if (child.kill('SIGKILL')) kills += 1;
      })();
      await Promise.all([exited, killer]);
    }
    expect(kills).toBe(3);
    const { exited, err } = start();
    expect(await exited).toEqual([1, null]);
    expect(err()).toMatch(/^going on: the first \d+ rows are done\n/);
    await expectSameBytes(output, whole);
    expect(await rejects(output)).toBe(await rejects(whole));
  });
});

async function linesIn(path: string): Promise<number> {
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').length - 1;
}

describe.skipIf(!mayMount())('a full disk', () => {
  it('is told, and with room again it goes on', async () => {
    const disk = smallDisk(12);
    onTestFinished(() => disk.remove());
    const prepared = await prepare(9_000);
    const whole = join(prepared.folder, 'whole.ndjson');
    await run(prepared, whole);
    const output = join(disk.folder, 'out.ndjson');
    await disk.leave(2);
    const failure = await run(prepared, output).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(BatchBroken);
    expect(String(failure)).toContain('the disk is full; what was done is kept in');
    expect(await readdir(`${output}.partial`)).toEqual([
      'journal.ndjson',
      'manifest.json',
      'output',
      'rejects',
    ]);
    await disk.free();
    const rest = await run(prepared, output).catch((cause: unknown) => cause);
    // The whole output may need more than the disk has; then it was told again.
    if (rest instanceof BatchBroken) throw new Error('the test needs a larger disk');
    expect((rest as { resumed: number }).resumed).toBeGreaterThan(0);
    await expectSameBytes(output, whole);
  });
});
