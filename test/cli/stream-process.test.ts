import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { folderOf } from './folder.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

/** How many lines go through the command line; for a longer run set MIANSHEN_STREAM_LINES=1000000. */
const LINES = Number(process.env.MIANSHEN_STREAM_LINES ?? 100_000);
const MANY_LINES_TIMEOUT = 600_000;
/** Megabytes: far less than the lines come to, far more than the program needs. */
const MOST_RESIDENT = 300;

const LINE = `${JSON.stringify({ ...VILLAGE_REQUEST, explain: 'none' })}\n`;

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

async function start(args: readonly string[]) {
  const folder = await folderOf({
    ...Object.fromEntries(Object.entries(VILLAGE_RULES).map(([path, json]) => [`rules/${path}`, json])),
    'seeds/none.txt': 'no documents',
  });
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: 'data',
    SEEDS_DIR: 'seeds',
  };
  const strict = ['--disallow-code-generation-from-strings', '--max-old-space-size=80'];
  const all = [...args, '--rules', 'rules', '--lang', 'en'];
  const child = spawn(process.execPath, [...strict, built.main, ...all], { cwd: folder, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`]);
  return Number(stdout) / 1024;
}

describe('the command', () => {
  it('answers each line before the next one is there', async () => {
    const child = await start(['stream']);
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    for (const expected of [1, 2, 3]) {
      child.stdin.write(LINE);
      expect(JSON.parse((await answers.next()).value).line).toBe(expected);
    }
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = await start(['stream']);
    child.stdin.on('error', () => undefined);
    child.stdin.write(LINE);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(LINE.repeat(1000));
    const [err, exited] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([exited, err]).toEqual([[0, null], '']);
  });

  it(
    `takes ${LINES} lines in bounded memory, from a reader slower than the writer`,
    async () => {
      const child = await start(['stream']);
      let written = 0;
      const writing = (async () => {
        const block = LINE.repeat(1000);
        for (; written < LINES; written += 1000)
          if (!child.stdin.write(block)) await once(child.stdin, 'drain');
      })();
      let [answered, most, last] = [0, 0, ''];
      for await (const answer of createInterface(child.stdout)) {
        answered += 1;
        last = answer;
        if (answered % (LINES / 20) === 0) most = Math.max(most, await residentMegabytes(child));
        if (answered === LINES) child.stdin.end();
      }
      await writing;
      expect(answered).toBe(LINES);
      expect(JSON.parse(last).line).toBe(LINES);
      expect(most).toBeGreaterThan(0);
      expect(most).toBeLessThan(MOST_RESIDENT);
      expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
    },
    MANY_LINES_TIMEOUT,
  );
});

async function serve() {
  const child = await start(['serve']);
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  let out = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    out += chunk.toString();
    if (out.includes('/docs')) break;
  }
  return { child, exited, address: /listens on (\S+)/.exec(out)?.[1] ?? '' };
}

function openStream(address: string): ClientRequest {
  const headers = { 'Content-Type': 'application/x-ndjson' };
  return request(`${address}/v1/matches:stream`, { method: 'POST', headers });
}

describe('the service', () => {
  it('answers each line before the next one is there, and others meanwhile', async () => {
    const { address } = await serve();
    const stream = openStream(address);
    stream.write(LINE);
    const [response] = await once(stream, 'response');
    const answers = createInterface(response)[Symbol.asyncIterator]();
    for (const expected of [1, 2, 3]) {
      expect(JSON.parse((await answers.next()).value).line).toBe(expected);
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      stream.write(LINE);
    }
    stream.end();
    expect(JSON.parse((await answers.next()).value).line).toBe(4);
    expect((await answers.next()).done).toBe(true);
  });

  it('on SIGTERM finishes the streams that are open, and ends with 0', async () => {
    const { child, exited, address } = await serve();
    const stream = openStream(address);
    stream.write(LINE);
    const [response] = await once(stream, 'response');
    const answers = createInterface(response)[Symbol.asyncIterator]();
    await answers.next();
    child.kill('SIGTERM');
    // A new connection: one that is kept alive is still answered.
    const { hostname, port } = new URL(address);
    const knock = async () => {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      await once(socket, 'connect');
      socket.destroy();
    };
    await vi.waitFor(() => expect(knock()).rejects.toThrow('ECONNREFUSED'), { timeout: 10_000 });
    stream.end(LINE);
    expect(JSON.parse((await answers.next()).value).line).toBe(2);
    expect((await answers.next()).done).toBe(true);
    expect(await exited).toEqual([0, null]);
  });

  it('doesn’t read on for a client that doesn’t, and answers others', async () => {
    const { child, address } = await serve();
    const before = await residentMegabytes(child);
    const stream = openStream(address);
    stream.on('error', () => undefined);
    const block = LINE.repeat(10_000);
    const total = 100 * block.length;
    for (let sent = 0; sent < total; sent += block.length) stream.write(block);
    // The answer is never read.
    await once(stream, 'response');
    for (let turn = 0; turn < 100; turn += 1) {
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
      await setImmediate();
    }
    expect((await residentMegabytes(child)) - before).toBeLessThan(100);
    expect(stream.writableLength).toBeGreaterThan(total / 2);
    stream.destroy();
  });

  it('stops working for a client that goes away', async () => {
    const { child, exited, address } = await serve();
    const stream = openStream(address);
    stream.on('error', () => undefined);
    stream.write(LINE.repeat(10_000));
    const [response] = await once(stream, 'response');
    response.on('error', () => undefined);
    stream.destroy();
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(await text(child.stderr)).not.toContain('rror');
  });
});
