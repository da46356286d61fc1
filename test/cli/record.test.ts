import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyConsistencyFile } from '../../src/ledger/consistency.ts';
import { newPrivateKey } from '../../src/ledger/note-key.ts';
import { verifyReceipt } from '../../src/ledger/receipt.ts';
import { digestOf } from '../../src/rules/digest.ts';
import { storeWithout } from '../ledger/memory-ledger.ts';
import { folderOf } from './folder.ts';
import { mianshen, SIGNING_KEY } from './mianshen.ts';
import { recordedVillage, SUBJECT } from './recorded.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('decisions', () => {
  it('lists them, newest first, and says how to go on', async () => {
    const { record, run } = await recordedVillage();
    const ids = [await record({ subject: SUBJECT }), await record(), await record()];
    const { code, out, err } = await run('decisions', '--limit', '2');
    expect(code).toBe(0);
    const lines = out.trim().split('\n').slice(1);
    expect(lines.map((line) => line.split('  ')[1])).toEqual([ids[2], ids[1]]);
    const cursor = /--cursor (\d+)/.exec(err)?.[1] ?? '';
    const rest = await run('decisions', '--limit', '2', '--cursor', cursor);
    expect(rest.out).toContain(ids[0]);
    expect(rest.out).toContain(SUBJECT);
    expect(rest.err).toBe('');
  });

  it('finds by what is asked for', async () => {
    const { record, run, village } = await recordedVillage();
    const ids = [await record({ subject: SUBJECT }), await record({ profile: { employees: 30 } })];
    const check = async (args: readonly string[], ...expected: readonly (string | undefined)[]) => {
      const { out } = await run('decisions', '--json', ...args);
      const { decisions } = JSON.parse(out) as { decisions: { decisionId: string }[] };
      expect(
        decisions.map(({ decisionId }) => decisionId),
        args.join(' '),
      ).toEqual(expected);
    };
    await check(['--subject', SUBJECT], ids[0]);
    await check(['--policy', 'small-subsidy', '--outcome', 'eligible'], ids[0]);
    await check(['--policy', 'large-award'], ids[1], ids[0]);
    await check(['--oldest'], ids[0], ids[1]);
    await check(['--rule-set', village.ruleSet.digest], ids[1], ids[0]);
    await check(['--rule-set', digestOf({})]);
    await check(['--from', '2000-01-01', '--to', '2000-12-31']);
    await check(['--engine', '9.9.9']);
  });

  it('shows one with its titles, its profile and its amounts', async () => {
    const { record, run } = await recordedVillage();
    const id = await record({ subject: SUBJECT });
    const { code, out } = await run('decisions', 'show', id, '--lang', 'en');
    expect(code).toBe(0);
    expect(out).toContain(SUBJECT);
    expect(out).toContain('"employees": 8');
    expect(out).toMatch(/eligible +small firm subsidy \(small-subsidy\)/);
    const { out: json } = await run('decisions', 'show', id, '--json');
    expect(JSON.parse(json)).toMatchObject({ decisionId: id, request: { subject: SUBJECT } });
  });

  it('doesn’t show what was altered', async () => {
    const { record, run, contents } = await recordedVillage();
    const id = await record();
    contents.decisions = contents.decisions.map((each) => ({
      ...each,
      payload: each.payload && { ...each.payload, outcome: new TextEncoder().encode('{"policies":{}}') },
    }));
    const { code, out, err } = await run('decisions', 'show', id);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('曾被改动');
  });
});

describe('receipt, consistency, checkpoint, key', () => {
  it('are what the service gives', async () => {
    const { record, run, ledger } = await recordedVillage();
    const id = await record();
    const trustedKeys = [(await run('ledger', 'key')).out.trim()];
    expect(trustedKeys).toEqual([ledger.key]);
    const receipt = JSON.parse((await run('receipt', id, '--opening')).out) as unknown;
    expect(verifyReceipt(receipt, { trustedKeys })).toMatchObject({ ok: true, opening: 'checked' });
    const proof = JSON.parse((await run('ledger', 'consistency', '1', '2')).out) as unknown;
    expect(verifyConsistencyFile(proof, { trustedKeys }).ok).toBe(true);
    expect((await run('ledger', 'checkpoint')).out).toBe((await ledger.checkpoint()).note);
  });

  it('go to a file, never over another', async () => {
    const { record, run } = await recordedVillage();
    const id = await record();
    const out = join(await folderOf({}), 'r.json');
    expect(await run('receipt', id, '--out', out)).toEqual({ code: 0, out: '', err: '' });
    const written = await readFile(out, 'utf8');
    expect(JSON.parse(written)).toMatchObject({ format: 'mianshen receipt 1' });
    const again = await run('receipt', id, '--out', out);
    expect([again.code, again.err]).toEqual([2, `文件 ${out} 已存在，请换一个文件名\n`]);
    expect(await readFile(out, 'utf8')).toBe(written);
  });
});

describe('ledger erase', () => {
  it('erases once, and the log still verifies', async () => {
    const { record, run, contents } = await recordedVillage();
    const id = await record({ subject: SUBJECT });
    const erased = await run('ledger', 'erase', id, '--reason', '企业申请');
    expect([erased.code, erased.out]).toEqual([0, `已抹除 ${id} 的内容，其证明仍有效\n`]);
    expect((await run('ledger', 'erase', id, '--reason', 'again')).out).toBe(`${id} 早已抹除\n`);
    expect(contents.leaves).toHaveLength(3);
    expect((await run('decisions', 'show', id)).out).toContain('企业申请');
    expect((await run('receipt', id, '--opening')).err).toContain('内容已抹除');
    expect((await run('replay', id)).out).toContain('已抹除');
    const verified = await run('ledger', 'verify', '--lang', 'en');
    expect(verified.code).toBe(0);
    expect(verified.out).toMatch(/erased +1\n/);
  });

  for (const reason of [' ', 'x'.repeat(501), 'a\u0007'])
    it(`takes a reason that can be read: ${JSON.stringify(reason.slice(0, 9))}`, async () => {
      const { record, run, contents } = await recordedVillage();
      const { code } = await run('ledger', 'erase', await record(), '--reason', reason);
      expect([code, contents.leaves.length]).toEqual([2, 2]);
    });
});

describe('ledger verify', () => {
  it('names what was altered', async () => {
    const { record, run, contents } = await recordedVillage();
    await record();
    contents.leaves = contents.leaves.map((each) =>
      each.index === 1
        ? { ...each, leaf: Uint8Array.from(each.leaf, (byte, at) => (at === 9 ? byte ^ 1 : byte)) }
        : each,
    );
    const { code, err } = await run('ledger', 'verify', '--lang', 'en');
    expect(code).toBe(1);
    expect(err).toContain('leaf 1 was altered');
    const json = JSON.parse((await run('ledger', 'verify', '--json')).out) as { ok: boolean; leaves: number };
    expect(json).toMatchObject({ ok: false, leaves: 2 });
  });

  it('asks for the trusted keys', async () => {
    const { record, run, ledger } = await recordedVillage();
    await record();
    expect((await run('ledger', 'verify', '--key', ledger.key)).code).toBe(0);
    expect((await run('ledger', 'verify', '--key', 'nonsense')).code).toBe(2);
  });
});

describe('rule-set', () => {
  it('writes the files back, to the same digest', async () => {
    const { run, village } = await recordedVillage();
    const { digest } = village.ruleSet;
    const folder = await folderOf({});
    const { code } = await run('rule-set', digest, '--out', folder);
    expect(code).toBe(0);
    const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.json'));
    const files = await Promise.all(
      paths.map(async (path) => [path, JSON.parse(await readFile(join(folder, path), 'utf8'))] as const),
    );
    expect(digestOf(Object.fromEntries(files))).toBe(digest);
    expect((await run('rule-set', digest, '--out', folder)).code).toBe(2);
  });

  it('writes nothing that isn’t what its digest says', async () => {
    const { run, village, contents } = await recordedVillage();
    const { digest } = village.ruleSet;
    contents.ruleSets.set(digest, { digest, policies: [], files: new TextEncoder().encode('{"x.json":{}}') });
    const folder = await folderOf({});
    expect((await run('rule-set', digest, '--out', folder)).code).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('wrong use', () => {
  const check = (args: readonly string[], says: string) =>
    it(`mianshen ${args.join(' ')}`, async () => {
      const { record, run } = await recordedVillage();
      await record();
      const { code, out, err } = await run(...args, '--lang', 'en');
      expect(err).toContain(says);
      expect({ code, out }).toEqual({ code: 2, out: '' });
    });
  check(['decisions', '--subject', '1'], 'expected 18 characters');
  check(['decisions', '--outcome', 'maybe'], 'Allowed choices are');
  check(['decisions', '--from', '2024-02-30'], 'Expected a day that exists');
  check(['decisions', '--limit', '201'], 'Expected an integer from 1 to 200');
  check(['decisions', '--limit', '0'], 'Expected an integer from 1 to 200');
  check(['decisions', '--cursor', 'x'], 'Expected what the page before ended with');
  for (const command of [['decisions', 'show'], ['replay'], ['receipt']]) {
    check([...command, '7'], 'a UUID in lower case');
    check([...command, NOBODY], `there is no recorded decision ${NOBODY}`);
  }
  check(['ledger', 'erase', NOBODY, '--reason', 'why'], `there is no recorded decision ${NOBODY}`);
  check(['ledger', 'erase', NOBODY], "required option '--reason <text>' not specified");
  check(['ledger', 'consistency', '1', '9'], 'there is no checkpoint of size 9');
  check(['ledger', 'consistency', '2', '1'], 'the first not above the second');
  check(['rule-set', digestOf([]), '--out', 'x'], 'is not in the record');
  check(['replay'], 'give one of');
  check(['replay', NOBODY, '--all'], 'give one of');
  check(['replay', '--all', '--with', digestOf([])], 'is not in the record');
  check(['replay', '--all', '--with', 'no-such-folder'], "can't read the directory");
});

describe('a store that can’t be used', () => {
  it('in which nothing was recorded is said to be so', async () => {
    for (const args of [
      ['receipt', NOBODY],
      ['ledger', 'verify'],
      ['ledger', 'key'],
    ]) {
      const { code, err } = await mianshen(args);
      expect([code, err]).toEqual([2, expect.stringContaining('这里还没有判断记录')]);
    }
  });

  it('that is away exits 3 with one line', async () => {
    const { record, store } = await recordedVillage();
    const id = await record();
    const down = storeWithout(store, 'find', 'decision', 'ruleSet', 'head');
    for (const args of [['decisions'], ['decisions', 'show', id], ['replay', '--all'], ['replay', id]]) {
      const { code, err } = await mianshen([...args, '--lang', 'en'], { store: down });
      const says = 'the database is unavailable, try again later: the database is away\n';
      expect([code, err]).toEqual([3, says]);
    }
  });

  it('signed with another key is not added to', async () => {
    const { record, run, contents } = await recordedVillage();
    const id = await record();
    process.env.LEDGER_KEY = newPrivateKey();
    try {
      const { code, err } = await run('receipt', id);
      expect([code, err]).toEqual([2, expect.stringContaining('不是用这把密钥')]);
      expect(contents.leaves).toHaveLength(2);
    } finally {
      process.env.LEDGER_KEY = SIGNING_KEY;
    }
  });
});
