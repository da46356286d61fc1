import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newPrivateKey, signerFrom } from '../../src/ledger/note-key.ts';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { recordedVillage, SUBJECT } from './recorded.ts';

/** Files of a record: two receipts and a consistency proof, and the key. */
async function proofs() {
  const { record, ledger } = await recordedVillage();
  const id = await record({ subject: SUBJECT });
  await record();
  const folder = await folderOf({
    'plain.json': await ledger.receipt(id, { opening: false }),
    'open.json': await ledger.receipt(id, { opening: true }),
    'consistency.json': await ledger.consistency(1, 3),
    'key.txt': `${ledger.key}\n`,
  });
  return { folder, id, key: ledger.key, file: (name: string) => join(folder, name) };
}

describe('a good proof', () => {
  it('without a key agrees with itself only, and that is said', async () => {
    const { file, id } = await proofs();
    const { code, out, err } = await mianshen(['verify', file('plain.json'), '--lang', 'en']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^the receipt agrees with itself; who signed it is not confirmed\n/);
    expect(out).toContain(id);
    const [, proved = '', notProved = ''] = out.split(/\n(?:not )?proved\n/);
    expect(proved).toContain('is in the log');
    expect(proved).not.toContain('a key given by --key signed it');
    expect(notProved).toMatch(/who signed it.*\n.*what was asked and answered.*\n.*facts given were true/);
  });

  it('with the key it proves who signed, with an opening what was recorded', async () => {
    const { file, key } = await proofs();
    for (const given of [key, file('key.txt')]) {
      const { code, out } = await mianshen(['verify', file('open.json'), '--key', given]);
      expect(code).toBe(0);
      expect(out).toMatch(/^回执有效\n/);
      expect(out).toMatch(/证明了\n(.*\n)*.*正是当时留存的\n.*--key 所给的公钥签名/);
      expect(out).not.toContain('签名者是谁');
    }
  });

  it('of consistency', async () => {
    const { file, key } = await proofs();
    const { code, out } = await mianshen(['verify', file('consistency.json'), '--key', key]);
    expect(code).toBe(0);
    expect(out).toMatch(/^一致性证明有效\n/);
    expect(out).toContain('从 1 条到 3 条');
  });

  it('as data', async () => {
    const { file, id, key } = await proofs();
    const { out } = await mianshen(['verify', file('open.json'), '--key', key, '--json']);
    expect(JSON.parse(out)).toMatchObject({ ok: true, trusted: true, opening: 'checked', leaf: { id } });
  });
});

describe('damage has its own message, and exits 1', () => {
  type Receipt = Record<string, unknown> & {
    leaf: Record<string, unknown>;
    opening: { request: Record<string, unknown>; outcome: Record<string, unknown>; salt: string };
    proof: string[];
  };
  const OTHER = Buffer.alloc(32, 7).toString('base64');
  const check = (says: string, alter: (receipt: Receipt) => unknown) =>
    it(says, async () => {
      const { file, key } = await proofs();
      const receipt = JSON.parse(await readFile(file('open.json'), 'utf8')) as Receipt;
      const folder = await folderOf({ 'r.json': alter(receipt) });
      const { code, out, err } = await mianshen([
        ...['verify', join(folder, 'r.json'), '--key', key, '--lang', 'en'],
      ]);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(says);
    });
  check('not valid[not-json]', () => '{"format": "mianshen rec');
  check("[malformed] not in the documented form: what is at '/proof'", ({ proof: _, ...rest }) => rest);
  check('[malformed]', () => []);
  check('[malformed]', () => null);
  check("[malformed] not in the documented form: what is at '/more'", (receipt) => ({ ...receipt, more: 1 }));
  check('[not-in-tree]', (receipt) => ({ ...receipt, leaf: { ...receipt.leaf, asOf: '2024-09-02' } }));
  check('[not-in-tree]', (receipt) => ({ ...receipt, proof: receipt.proof.map(() => OTHER) }));
  check('[proof-length]', (receipt) => ({ ...receipt, proof: [...receipt.proof, OTHER] }));
  check('[index-outside]', (receipt) => ({ ...receipt, index: 99 }));
  check('[opening-request]', (receipt) => ({
    ...receipt,
    opening: { ...receipt.opening, request: { ...receipt.opening.request, subject: null } },
  }));
  check('[opening-outcome]', (receipt) => ({
    ...receipt,
    opening: { ...receipt.opening, outcome: { ...receipt.opening.outcome, asOf: '' } },
  }));
  check('[opening-both]', (receipt) => ({ ...receipt, opening: { ...receipt.opening, salt: OTHER } }));
  check('[checkpoint-form]', (receipt) => ({
    ...receipt,
    checkpoint: String(receipt.checkpoint).slice(0, 30),
  }));
  check('[checkpoint-signature]', (receipt) => ({
    ...receipt,
    checkpoint: String(receipt.checkpoint).replace('\n3\n', '\n4\n'),
  }));
});

describe('keys', () => {
  const stranger = signerFrom('stranger', newPrivateKey())?.key ?? '';

  it('of somebody else don’t confirm it: 1', async () => {
    const { file } = await proofs();
    const { code, out, err } = await mianshen(['verify', file('plain.json'), '--key', stranger]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('无效[foreign-key]');
  });

  it('may be several, of which one signed', async () => {
    const { file, key } = await proofs();
    const { code } = await mianshen(['verify', file('plain.json'), '--key', stranger, '--key', key]);
    expect(code).toBe(0);
  });

  it('that are none are wrong use', async () => {
    const { file, folder } = await proofs();
    const wrong = await mianshen(['verify', file('plain.json'), '--key', file('plain.json')]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('应有验证公钥');
    const absent = await mianshen(['verify', file('plain.json'), '--key', join(folder, 'none')]);
    expect([absent.code, absent.err]).toEqual([2, `读不到文件 ${join(folder, 'none')}\n`]);
  });
});

it('a file that can’t be read is wrong use', async () => {
  expect(await mianshen(['verify', 'no-such-receipt.json'])).toEqual({
    ...{ code: 2, out: '', err: '读不到文件 no-such-receipt.json\n' },
  });
});
