import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { folderOf } from './folder.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

/** The built program in a folder that has the village's rules and nothing else. */
async function begin() {
  const rules = (files: object, folder: string) =>
    Object.entries(files).map(([path, json]) => [`${folder}/${path}`, json] as const);
  const stricter = {
    ...VILLAGE_RULES,
    'policies/1001/small-subsidy.json': {
      ...(VILLAGE_RULES['policies/1001/small-subsidy.json'] as object),
      conditions: { fact: 'employees', operator: 'lessThan', value: 5 },
    },
  };
  const folder = await folderOf(
    Object.fromEntries([
      ...rules(VILLAGE_RULES, 'rules'),
      ...rules(stricter, 'stricter'),
      ['seeds/none.txt', 'no documents'],
    ]),
  );
  const start = (args: readonly string[], cwd = folder) => {
    const env = {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: 'data',
      SEEDS_DIR: 'seeds',
    };
    const child = spawn(process.execPath, ['--disallow-code-generation-from-strings', built.main, ...args], {
      cwd,
      env,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const run = async (args: readonly string[], cwd = folder) => {
    const child = start([...args, '--lang', 'en'], cwd);
    const exited = once(child, 'exit') as Promise<[number | null]>;
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
    return { code, out, err };
  };
  return { folder, start, run, serve: () => serve(start(['serve', '--rules', 'rules', '--lang', 'en'])) };
}

async function serve(child: ChildProcess) {
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  let [out, err] = ['', ''];
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('/docs')) resolve();
    });
    child.once('exit', () => reject(new Error(err)));
  });
  const address = /listens on (\S+)/.exec(out)?.[1] ?? '';
  const stop = async () => {
    child.kill('SIGTERM');
    return exited;
  };
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${address}${path}`, init);
    return { status: response.status, text: await response.text() };
  };
  const match = async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await ask('/v1/matches', {
      method: 'POST',
      headers,
      body: JSON.stringify(VILLAGE_REQUEST),
    });
    return (JSON.parse(answer.text) as { decisionId: string }).decisionId;
  };
  return { stop, ask, match, notices: () => err };
}

describe('a decision on a real process', () => {
  it('is recorded, found after a restart, proved elsewhere, replayed, erased', async () => {
    const { folder, run, serve: startService } = await begin();
    const first = await startService();
    await vi.waitFor(() =>
      expect(first.notices()).toMatch(
        /embedded database .* for trial[\s\S]*a signing key was made, .*ledger-key\.pem/,
      ),
    );
    expect((await stat(join(folder, 'data/ledger-key.pem'))).mode & 0o777).toBe(0o600);
    const id = await first.match();
    const busy = await run(['decisions']);
    expect([busy.code, busy.err]).toEqual([
      2,
      expect.stringContaining('uses this data directory; stop it first'),
    ]);
    expect(await first.stop()).toEqual([0, null]);

    const second = await startService();
    expect(second.notices()).not.toContain('a signing key was made');
    expect((await second.ask(`/v1/decisions/${id}`)).status).toBe(200);
    const receipt = (await second.ask(`/v1/decisions/${id}/receipt?opening=true`)).text;
    const key = (await second.ask('/v1/ledger/key')).text;
    // Asked before the signal, answered after it.
    const late = second.match();
    await new Promise((resolve) => setImmediate(resolve));
    await late;
    expect(await second.stop()).toEqual([0, null]);

    const elsewhere = await folderOf({ 'receipt.json': receipt, 'key.txt': key });
    const verified = await run(['verify', 'receipt.json', '--key', 'key.txt'], elsewhere);
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('the receipt is valid')]);
    expect((await readdir(elsewhere)).toSorted()).toEqual(['key.txt', 'receipt.json']);

    const replayed = await run(['replay', id, '--json']);
    expect(JSON.parse(replayed.out)).toMatchObject({ result: 'identical', referenceDifferences: [] });
    const other = await run(['replay', '--all', '--with', 'stricter', '--json']);
    expect(JSON.parse(other.out)).toMatchObject({
      policies: [{ policy: 'small-subsidy', loses: [{ decisionId: id }, {}] }],
    });
    expect((await run(['ledger', 'erase', id, '--reason', 'asked for'])).code).toBe(0);
    expect((await run(['replay', id])).out).toContain('erased');
    expect((await run(['verify', 'receipt.json', '--key', 'key.txt'], elsewhere)).code).toBe(0);
    const whole = await run(['ledger', 'verify']);
    expect([whole.code, whole.err]).toEqual([0, '']);
  });

  it('replays in spite of being killed, to the file of an undisturbed run', async () => {
    const { folder, start, run, serve: startService } = await begin();
    const service = await startService();
    for (let count = 0; count < 300; count += 1) await service.match();
    await service.stop();
    expect((await run(['replay', '--all', '--out', 'whole.ndjson'])).code).toBe(0);
    const killed = start(['replay', '--all', '--out', 'killed.ndjson']);
    const lines = async () =>
      (await readFile(join(folder, 'killed.ndjson'), 'utf8').catch(() => '')).split('\n').length;
    while ((await lines()) < 20 && killed.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    killed.kill('SIGKILL');
    await once(killed, 'exit').catch(() => undefined);
    const again = await run(['replay', '--all', '--out', 'killed.ndjson']);
    expect(again.code).toBe(0);
    const [whole, resumed] = await Promise.all(
      ['whole', 'killed'].map((name) => readFile(join(folder, `${name}.ndjson`), 'utf8')),
    );
    expect(resumed).toBe(whole);
  });
});

describe('a setting that can’t be', () => {
  const check = (environment: Readonly<Record<string, string>>, says: string) =>
    it(JSON.stringify(environment), async () => {
      const { folder } = await begin();
      await writeFile(join(folder, 'no-key.pem'), 'no key');
      const env = { PATH: process.env.PATH, DATA_DIR: 'data', PORT: '0', ...environment };
      const child = spawn(process.execPath, [built.main, 'serve', '--lang', 'en'], { cwd: folder, env });
      const exited = once(child, 'exit') as Promise<[number | null]>;
      const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(says);
      expect(err).not.toContain('    at ');
    });
  check({ LEDGER_HASH: 'md5' }, "LEDGER_HASH must be sha256 or sm3: 'md5'");
  check({ LEDGER_NAME: 'two words' }, 'LEDGER_NAME must have no white space');
  check({ LEDGER_KEY: 'secret' }, 'LEDGER_KEY is not an Ed25519 private key');
  check({ LEDGER_KEY_FILE: 'no-key.pem' }, 'no-key.pem is not an Ed25519 private key');
  check({ LEDGER_KEY: 'a', LEDGER_KEY_FILE: 'b' }, 'set either LEDGER_KEY or LEDGER_KEY_FILE');
  check({ LEDGER_KEY_FILE: 'no-key.pem/below' }, "can't read or write the signing key");
  check({ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be postgres://');
});
