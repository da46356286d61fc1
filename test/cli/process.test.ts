import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { mianshen } from './mianshen.ts';

const HAULIER = 'examples/enterprises/xuancheng-container-haulier.json';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

/** Starts the built program as `npm start` does. */
function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, ['--disallow-code-generation-from-strings', built.main, ...args], {
    cwd: built.folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = start(args, environment);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

/** Starts the service on a free port and waits for its greeting. */
async function serve() {
  const child = start(['serve', '--lang', 'en'], { PORT: '0', LOG_LEVEL: 'silent' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  let out = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    out += chunk.toString();
    if (out.includes('/docs')) break;
  }
  const address = /listens on (\S+)/.exec(out)?.[1] ?? '';
  return { child, exited, address };
}

describe('the built program', () => {
  it('matches, and a pipe gets no colours', async () => {
    const { code, out, err } = await run(['match', HAULIER]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe((await mianshen(['match', HAULIER])).out);
    expect(out).not.toContain('\u001b');
  });

  it('answers through json-rules-engine without generating code', async () => {
    const { code, out } = await run(['match', HAULIER, '--engine', 'reference']);
    expect(code).toBe(0);
    expect(out).toContain('待确认  宣城国际陆港集装箱车通行费减半\n');
  });

  it('exits 1 on findings, 2 on wrong use', async () => {
    expect(await run(['check', 'examples'])).toMatchObject({
      code: 1,
      err: expect.stringContaining(' 错误['),
    });
    expect(await run(['check', 'nowhere'])).toMatchObject({
      code: 2,
      out: '',
      err: '读不到目录 nowhere：不存在（符号链接则所指不存在）\n',
    });
  });

  it.skipIf(!existsSync('/dev/full'))('says that its output is full, and exits 3', async () => {
    const command = `"$0" "$1" match ${HAULIER} --lang en > /dev/full`;
    const child = spawn('sh', ['-c', command, process.execPath, built.main], { cwd: built.folder });
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ code, err }).toEqual({
      code: 3,
      err: 'writing to standard output broke off: the disk is full\n',
    });
  });

  it('stops quietly when the reader of its pipe goes away', async () => {
    const child = start(['match', HAULIER, '--all', '--verbose']);
    child.stdout.destroy();
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('takes the rules from RULES_DIR', async () => {
    const { code, err } = await run(['match', HAULIER], { RULES_DIR: 'nowhere' });
    expect({ code, err }).toEqual({ code: 2, err: '读不到目录 nowhere：不存在（符号链接则所指不存在）\n' });
  });
});

describe('the service', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`answers, and ends with 0 on ${signal}`, async () => {
      const { child, exited, address } = await serve();
      const health = await fetch(`${address}/healthz`);
      expect(health.status).toBe(200);
      await health.text();
      child.kill(signal);
      expect(await exited).toEqual([0, null]);
    });

  it('refuses a port that is taken, with advice', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, out, err } = await run(['serve'], { PORT: `${port}` });
    other.close();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    // What must be said of the store was said before.
    expect(err.trimEnd().split('\n').at(-1)).toBe(
      `端口 ${port} 已被占用，换一个：PORT=${port + 1} npm start`,
    );
  });
});
