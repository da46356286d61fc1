import { describe, expect, it } from 'vitest';
import { verifyConsistencyFile } from '../../src/ledger/consistency.ts';
import type { HashAlgorithm } from '../../src/ledger/hash.ts';
import type { ConsistencyFile } from '../../src/ledger/receipt-form.ts';
import type { Reason } from '../../src/ledger/refusal.ts';
import { approve } from '../rules/approve.ts';
import { everyDamage } from './damage.ts';
import { SampleLog, signerOf } from './sample-log.ts';

const SIZE = 9;
const log = new SampleLog(SIZE);
const file = await log.consistency(3, 7);

it.each<HashAlgorithm>(['sha256', 'sm3'])('%s: the file for every two sizes is accepted', async (hash) => {
  const log = new SampleLog(SIZE, hash);
  for (let second = 0; second <= SIZE; second++) {
    for (let first = 0; first <= second; first++) {
      const json: unknown = JSON.parse(JSON.stringify(await log.consistency(first, second)));
      expect(verifyConsistencyFile(json, { trustedKeys: [log.key] })).toMatchObject({
        ok: true,
        first: { size: first, hash },
        second: { size: second, hash },
        signers: [log.key, log.key],
        trusted: true,
      });
      expect(verifyConsistencyFile(json)).toMatchObject({ ok: true, trusted: false });
    }
  }
});

describe('any damage is refused', () => {
  it('as approved', () => {
    const lines = everyDamage(file).map(({ name, damaged }) => {
      const verdict = verifyConsistencyFile(damaged);
      return `${verdict.ok ? 'accepted' : verdict.reason}: ${name}`;
    });
    expect(lines.filter((line) => line.startsWith('accepted'))).toEqual([]);
    approve('../../ledger/approved/damaged-consistency', lines);
  });

  it('checkpoints cut off anywhere', () => {
    for (const which of ['first', 'second'] as const) {
      for (let end = 0; end < file[which].length; end++) {
        const cut = verifyConsistencyFile({ ...file, [which]: file[which].slice(0, end) });
        expect(cut).toMatchObject({ ok: false, reason: 'checkpoint-form' });
      }
    }
  });
});

describe('refused', () => {
  const check = (
    name: string,
    reason: Reason,
    change: () => Partial<ConsistencyFile> | Promise<Partial<ConsistencyFile>>,
    ...trustedKeys: readonly string[]
  ) =>
    it(`${reason}: ${name}`, async () => {
      const options = trustedKeys.length > 0 ? { trustedKeys } : {};
      const verdict = verifyConsistencyFile({ ...file, ...(await change()) }, options);
      expect(verdict).toMatchObject({ ok: false, reason });
    });
  const stranger = signerOf(2, 'stranger.example');
  /** Signed by the same key: a log that was written anew. */
  const rewritten = new SampleLog(SIZE - 1);

  check('the other way round', 'wrong-order', () => ({ first: file.second, second: file.first }));
  check('a proof of other sizes', 'proof-length', async () => ({
    proof: (await log.consistency(2, 3)).proof,
  }));
  check('a proof of other sizes, as long', 'inconsistent', async () => ({
    proof: (await log.consistency(5, 7)).proof,
  }));
  check('a log that was written anew, with its own proof', 'inconsistent', async () => {
    const { second, proof } = await rewritten.consistency(3, 8);
    return { first: await new SampleLog(2 + 1).checkpoint(3), second, proof };
  });
  check('two roots of one size', 'forked', async () => ({
    first: await new SampleLog(7).checkpoint(7),
    proof: [],
  }));
  check('another log of the same key', 'other-log', async () => ({
    first: await log.checkpoint(3, 'other.example'),
  }));
  check('a log with another hash', 'hash-differs', async () => ({
    first: await new SampleLog(SIZE, 'sm3').checkpoint(3),
  }));
  check('the first by another key', 'checkpoint-key', async () => ({
    first: await new SampleLog(SIZE, 'sha256', stranger).checkpoint(3),
  }));
  check('the second by another key', 'checkpoint-key', async () => ({
    second: await new SampleLog(SIZE, 'sha256', stranger).checkpoint(7),
  }));
  check('all by a key that isn’t trusted', 'foreign-key', () => ({}), stranger.key);
  check('a trusted key that is none', 'trusted-key', () => ({}), 'key');
});

it('a receipt is no consistency proof', async () => {
  expect(verifyConsistencyFile(await log.receipt(1, 3))).toMatchObject({ ok: false, reason: 'malformed' });
});
