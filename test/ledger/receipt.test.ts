import { describe, expect, it } from 'vitest';
import type { HashAlgorithm } from '../../src/ledger/hash.ts';
import { signNote } from '../../src/ledger/note.ts';
import { verifyReceipt, verifyReceiptText } from '../../src/ledger/receipt.ts';
import type { Receipt } from '../../src/ledger/receipt-form.ts';
import type { Reason } from '../../src/ledger/refusal.ts';
import { approve } from '../rules/approve.ts';
import { everyDamage } from './damage.ts';
import { openingOf, SampleLog, signerOf } from './sample-log.ts';

const SIZE = 7;
const log = new SampleLog(SIZE);
const stranger = signerOf(2, 'stranger.example');
/** A decision's. */
const receipt = await log.receipt(3, SIZE);

const throughText = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

describe.each<HashAlgorithm>(['sha256', 'sm3'])('%s', (hash) => {
  it('every receipt of every leaf in every tree is accepted', async () => {
    for (let size = 1; size <= SIZE; size++) {
      const grown = new SampleLog(size, hash);
      for (const [index, leaf] of grown.leaves.entries()) {
        const verified = verifyReceipt(throughText(await grown.receipt(index, size)), {
          trustedKeys: [grown.key],
        });
        expect(verified).toMatchObject({
          ok: true,
          leaf,
          index,
          checkpoint: { size, hash },
          signer: grown.key,
          trusted: true,
          opening: leaf.kind === 'decision' ? 'checked' : 'none',
        });
      }
    }
  });
});

it('an accepted receipt, shown', () => {
  expect(verifyReceipt(receipt)).toEqual({
    ok: true,
    leaf: log.leaves[3],
    index: 3,
    checkpoint: {
      origin: 'mianshen.example/log',
      size: 7,
      root: expect.any(Uint8Array),
      hash: 'sha256',
      extensions: [],
    },
    signer: log.key,
    trusted: false,
    opening: 'checked',
  });
});

describe('any damage is refused', () => {
  const verdicts = (
    json: unknown,
    run: (damaged: unknown) => { readonly ok: boolean; readonly reason?: Reason },
  ) =>
    everyDamage(json).map(({ name, damaged }) => {
      const verdict = run(damaged);
      return `${verdict.ok ? 'accepted' : verdict.reason}: ${name}`;
    });

  it('as approved; without its opening a receipt is still one', async () => {
    for (const [name, index] of Object.entries({ key: 0, decision: 3, erasure: 6 })) {
      const lines = verdicts(await log.receipt(index, SIZE), (damaged) =>
        verifyReceipt(throughText(damaged)),
      );
      expect(lines.filter((line) => line.startsWith('accepted'))).toEqual(
        name === 'decision' ? ['accepted: dropped /opening'] : [],
      );
      approve(`../../ledger/approved/damaged-receipt-${name}`, lines);
    }
  });

  it('with trusted keys, in the same way', () => {
    const trustedKeys = [stranger.key, log.key];
    expect(verdicts(receipt, (damaged) => verifyReceipt(damaged, { trustedKeys }))).toEqual(
      verdicts(receipt, (damaged) => verifyReceipt(damaged)),
    );
  });

  it('any character of the checkpoint', () => {
    const { checkpoint } = receipt;
    for (let at = 0; at < checkpoint.length; at++) {
      for (const other of ['A', '0', '=', ' ', '\n', '']) {
        if (checkpoint[at] === other) continue;
        const changed = `${checkpoint.slice(0, at)}${other}${checkpoint.slice(at + 1)}`;
        if (verifyReceipt({ ...receipt, checkpoint: changed }).ok) expect.fail(changed);
      }
    }
  });

  it('cut off anywhere', () => {
    const text = JSON.stringify(receipt);
    for (let end = 0; end < text.length; end++) {
      expect(verifyReceiptText(text.slice(0, end))).toMatchObject({ ok: false, reason: 'not-json' });
    }
    expect(verifyReceiptText(text).ok).toBe(true);
  });

  it('a checkpoint cut off anywhere', () => {
    for (let end = 0; end < receipt.checkpoint.length; end++) {
      const cut = verifyReceipt({ ...receipt, checkpoint: receipt.checkpoint.slice(0, end) });
      expect(cut).toMatchObject({ ok: false, reason: 'checkpoint-form' });
    }
  });
});

const check = (
  name: string,
  reason: Reason,
  change: Partial<Record<keyof Receipt, unknown>>,
  trustedKeys?: string[],
) =>
  it(`${reason}: ${name}`, () => {
    const verdict = verifyReceipt({ ...receipt, ...change }, trustedKeys ? { trustedKeys } : {});
    expect(verdict).toMatchObject({ ok: false, reason });
  });

describe('what isn’t a receipt', () => {
  for (const json of [undefined, null, 1, 'receipt', true, [], [receipt], {}, new Date(0)])
    it(String(JSON.stringify(json)).slice(0, 20), () => {
      expect(verifyReceipt(json)).toMatchObject({ ok: false, reason: 'malformed' });
    });
  const innermost = '['.repeat(100_000) + ']'.repeat(100_000);
  check('nesting without end', 'malformed', {
    opening: { ...openingOf(3), request: JSON.parse(innermost) as unknown },
  });
  check('half a surrogate pair in the request', 'malformed', {
    opening: { ...openingOf(3), request: { subject: '\ud83d' } },
  });
  check('half a surrogate pair in the leaf', 'malformed', { leaf: { ...receipt.leaf, id: '\ud83d' } });
  check('a member that JavaScript takes for something else', 'malformed', {
    leaf: JSON.parse(JSON.stringify(receipt.leaf).replace('{', '{"__proto__":{},')) as unknown,
  });
  check('the receipt of an index that numbers can’t tell apart', 'malformed', { index: 2 ** 53 });
});

describe('of another leaf, index or size', () => {
  check('the leaf of a neighbour', 'not-in-tree', { leaf: log.leaves[2], opening: undefined });
  check('the index of a neighbour', 'not-in-tree', { index: 2 });
  check('an index with a shorter way up', 'proof-length', { index: 6 });
  check('an index outside', 'index-outside', { index: SIZE });
  check('an index far outside', 'index-outside', { index: 2 ** 53 - 1 });
  check('no proof', 'proof-length', { proof: [] });
  check('a leaf of the other hash', 'hash-differs', { leaf: { ...receipt.leaf, hash: 'sm3' } });

  it('the checkpoints of smaller sizes', async () => {
    const reasons = [3, 4, 5, 6].map(async (size) => {
      const verdict = verifyReceipt({ ...receipt, checkpoint: await log.checkpoint(size) });
      return verdict.ok ? 'accepted' : verdict.reason;
    });
    expect(await Promise.all(reasons)).toEqual([
      'index-outside',
      'proof-length',
      'not-in-tree',
      'not-in-tree',
    ]);
  });

  it('hash-differs: a log of the other hash, whole', async () => {
    const other = await new SampleLog(SIZE, 'sm3').receipt(3, SIZE);
    expect(verifyReceipt({ ...receipt, checkpoint: other.checkpoint })).toMatchObject({
      reason: 'hash-differs',
    });
    expect(verifyReceipt(other)).toMatchObject({ ok: true });
  });
});

describe('signed by others', () => {
  const key = log.key;
  const forged = new SampleLog(SIZE, 'sha256', stranger);

  it('a forged log agrees with itself, and is never trusted', async () => {
    const receipt = await forged.receipt(3, SIZE);
    expect(verifyReceipt(receipt)).toMatchObject({ ok: true, trusted: false, signer: stranger.key });
    expect(verifyReceipt(receipt, { trustedKeys: [key] })).toMatchObject({
      ok: false,
      reason: 'foreign-key',
    });
    expect(verifyReceipt(receipt, { trustedKeys: [] })).toMatchObject({ ok: false, reason: 'foreign-key' });
  });

  it('naming the trusted key doesn’t help', async () => {
    const receipt = { ...(await forged.receipt(3, SIZE)), key };
    expect(verifyReceipt(receipt, { trustedKeys: [key] })).toMatchObject({
      ok: false,
      reason: 'checkpoint-key',
    });
  });

  it('nor does the trusted key’s name with another key', async () => {
    const impostor = new SampleLog(SIZE, 'sha256', signerOf(3));
    expect(verifyReceipt(await impostor.receipt(3, SIZE), { trustedKeys: [key] })).toMatchObject({
      ok: false,
      reason: 'foreign-key',
    });
  });

  it('nor a line with the trusted key’s name and id', async () => {
    const { checkpoint } = receipt;
    const line = checkpoint.slice(checkpoint.lastIndexOf('— '));
    const receiptOfForged = await forged.receipt(3, SIZE);
    const withLine = { ...receiptOfForged, checkpoint: `${receiptOfForged.checkpoint}${line}` };
    expect(verifyReceipt(withLine, { trustedKeys: [key] })).toMatchObject({
      ok: false,
      reason: 'checkpoint-signature',
    });
    expect(verifyReceipt(withLine)).toMatchObject({ ok: true, trusted: false });
  });

  it('a checkpoint of an old and a new key: either may be trusted', async () => {
    const [old, young] = [signerOf(4), signerOf(5)];
    const receipt = await new SampleLog(SIZE, 'sha256', young, old).receipt(3, SIZE);
    expect(receipt.key).toBe(young.key);
    for (const { key } of [old, young]) {
      expect(verifyReceipt(receipt, { trustedKeys: [key] })).toMatchObject({
        ok: true,
        trusted: true,
        signer: key,
      });
    }
    expect(verifyReceipt(receipt, { trustedKeys: [stranger.key] })).toMatchObject({ reason: 'foreign-key' });
  });

  check('the key of another', 'checkpoint-key', { key: stranger.key });
  check('the key of another, though a trusted key signed', 'checkpoint-key', { key: stranger.key }, [key]);
  check('no verifier key', 'malformed', { key: 'key' });
  check('a trusted key that is none', 'trusted-key', {}, [key, `${key}\n`]);
  check('a note that is no checkpoint, well signed', 'checkpoint-form', {
    checkpoint: signNote('good morning\n', signerOf(1)),
  });
});

describe('openings', () => {
  const opening = openingOf(3);
  check('another’s salt', 'opening-both', { opening: { ...opening, salt: openingOf(2).salt } });
  check('another’s request', 'opening-request', { opening: { ...opening, request: openingOf(2).request } });
  check('another outcome', 'opening-outcome', { opening: { ...opening, outcome: [] } });
  check('request and outcome exchanged', 'opening-both', {
    opening: { ...opening, request: opening.outcome, outcome: opening.request },
  });
  check('another’s, whole', 'opening-both', { opening: openingOf(2) });
  check('a salt of 31 bytes', 'malformed', {
    opening: { ...opening, salt: Buffer.alloc(31, 3).toString('base64') },
  });

  it('no-opening: of a leaf that is no decision', async () => {
    for (const index of [0, 6]) {
      const verdict = verifyReceipt({ ...(await log.receipt(index, SIZE)), opening });
      expect(verdict).toMatchObject({ ok: false, reason: 'no-opening' });
    }
  });

  it('members in another order and numbers in another form are the same JSON', () => {
    const text = `{"profile": {"tags": ["a", null], "employees": 3.0e0}, "subject": "\\u4f01业3"}`;
    const reordered = { ...opening, request: JSON.parse(text) as unknown };
    expect(verifyReceipt({ ...receipt, opening: reordered })).toMatchObject({ ok: true, opening: 'checked' });
  });
});
