import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { compareFound } from '../../src/cli/watch-check.ts';
import { diagnose } from '../../src/rules/diagnostic.ts';
import { BASE_FILES } from '../broken/base-files.ts';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { folderOf } from './folder.ts';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

const LOAN = 'policies/341800/loan.json';
const textOf = (path: string) => BASE_FILES.find((file) => file.path === path)?.text ?? '';

/** A watch of the base, in a process of its own. */
class Watching {
  readonly rules: string;
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private readonly exited: Promise<[number | null, string | null]>;
  private said = '';

  constructor(folder: string) {
    this.rules = join(folder, 'rules');
    const args = ['check', this.rules, '--seeds', join(folder, 'seeds'), '--watch'];
    this.child = spawn(process.execPath, [built.main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = once(this.child, 'exit') as Promise<[number | null, string | null]>;
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.said += chunk.toString();
      });
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  /** Waits until all of the texts have been said since the last wait, and gives what was. */
  async hears(...texts: readonly string[]): Promise<string> {
    while (!texts.every((text) => this.said.includes(text))) {
      if (this.child.exitCode !== null) throw new Error(`ended: ${this.said}`);
      await sleep(20);
    }
    const { said } = this;
    this.said = '';
    return said;
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.rules, path)), { recursive: true });
    await writeFile(join(this.rules, path), text);
  }

  async end(signal: NodeJS.Signals): Promise<readonly [number | null, string | null]> {
    this.child.kill(signal);
    return this.exited;
  }
}

async function watchBase(): Promise<Watching> {
  const files = BASE_FILES.map(({ path, text }): [string, string] => [
    path.startsWith('seeds/') ? path : `rules/${path}`,
    text,
  ]);
  const watching = new Watching(await folderOf(Object.fromEntries(files)));
  await watching.hears('正在监视', '按 Ctrl-C 结束');
  return watching;
}

describe('check --watch', () => {
  it('says what a change brought and what it put right', async () => {
    const watching = await watchBase();
    await watching.write(LOAN, textOf(LOAN).replace('"employees"', '"emploees"'));
    // What is found goes to the other stream: it may come before or after the rest.
    const page = (code: string) => `docs/checks/${code}.md`;
    const said = await watching.hears('有改动：新出现', page('unknown-fact'), '处提醒');
    expect(said).toContain('新出现 1 处，改好 0 处');
    expect(said).toContain('错误[unknown-fact] 没有编号为“emploees”的指标');
    expect(said).toContain('│                 ^^^^^^^^^^');

    await watching.write(LOAN, textOf(LOAN).replace('"automatic"', '"automatc"'));
    const next = await watching.hears('有改动：新出现', '✓', page('wrong-value'), '处提醒');
    expect(next).toContain('新出现 1 处，改好 1 处');
    expect(next).toMatch(/✓ \S+loan\.json \[unknown-fact\] 没有编号为“emploees”的指标/);
    expect(next).toContain('错误[wrong-value]');

    await watching.write(LOAN, textOf(LOAN));
    expect(await watching.hears('有改动', '✓', '处提醒')).toContain('新出现 0 处，改好 1 处');
    expect(await watching.end('SIGINT')).toEqual([0, null]);
  });

  it('sees files that are new, renamed and removed, in new folders too', async () => {
    const watching = await watchBase();
    const other = textOf('conditions/not-large.json').replace('"not-large"', '"small"');
    await watching.write('conditions/deep/er/small.json', other);
    await watching.hears('新出现 1 处', '[unused-condition]', '处提醒');
    await rename(
      join(watching.rules, 'conditions/deep/er/small.json'),
      join(watching.rules, 'conditions/small.json'),
    );
    await watching.hears('新出现 1 处，改好 1 处', '处提醒');
    await rm(join(watching.rules, 'conditions/small.json'));
    await watching.hears('新出现 0 处，改好 1 处', '处提醒');
    expect(await watching.end('SIGTERM')).toEqual([0, null]);
  });

  it('goes on while the directory is away', async () => {
    const watching = await watchBase();
    await rename(watching.rules, `${watching.rules}-away`);
    await watching.hears('读不到目录');
    await rename(`${watching.rules}-away`, watching.rules);
    await watching.hears('检查结果不变', '处提醒');
    expect(await watching.end('SIGINT')).toEqual([0, null]);
  });
});

describe('what is new and what is put right', () => {
  const at = (pointer: string, found: string) => diagnose('unknown-fact', { file: 'f', pointer }, { found });
  const check = (
    name: string,
    before: readonly ReturnType<typeof at>[],
    now: readonly ReturnType<typeof at>[],
    added: readonly string[],
    gone: readonly string[],
  ) =>
    it(name, () => {
      const found = compareFound(before, now);
      expect(found.added.map(({ pointer }) => pointer)).toEqual(added);
      expect(found.gone.map(({ pointer }) => pointer)).toEqual(gone);
    });

  check('nothing', [at('/a', 'x')], [at('/a', 'x')], [], []);
  check('one more', [at('/a', 'x')], [at('/a', 'x'), at('/b', 'y')], ['/b'], []);
  check('one less', [at('/a', 'x'), at('/b', 'y')], [at('/b', 'y')], [], ['/a']);
  check('one that moved', [at('/a/0', 'x')], [at('/a/1', 'x')], [], []);
  check('one of two alike', [at('/a/0', 'x'), at('/a/1', 'x')], [at('/a/1', 'x')], [], ['/a/0']);
  check(
    'a third alike',
    [at('/a', 'x'), at('/b', 'x')],
    [at('/a', 'x'), at('/c', 'x'), at('/b', 'x')],
    ['/c'],
    [],
  );
});
