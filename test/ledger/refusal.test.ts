import { expect, it } from 'vitest';
import { verifyConsistencyFile } from '../../src/ledger/consistency.ts';
import { verifyReceipt, verifyReceiptText } from '../../src/ledger/receipt.ts';
import type { Reason, Refusal } from '../../src/ledger/refusal.ts';
import { approve } from '../rules/approve.ts';
import { openingOf, SampleLog, signerOf } from './sample-log.ts';

const log = new SampleLog(7);
const receipt = await log.receipt(3, 7);
const file = await log.consistency(3, 7);
const other = signerOf(2, 'other.example').key;
const opening = openingOf(3);

type Verdict = { readonly ok: true } | Refusal;

const ofReceipt = (change: object, trustedKeys?: readonly string[]): Verdict =>
  verifyReceipt({ ...receipt, ...change }, trustedKeys ? { trustedKeys } : {});
const ofFile = (change: object): Verdict => verifyConsistencyFile({ ...file, ...change });

/** A case for each reason. The compiler finds the one that is left out. */
const CASES: Readonly<Record<Reason, () => Verdict | Promise<Verdict>>> = {
  'not-json': () => verifyReceiptText('{"format":'),
  twice: () =>
    verifyReceiptText(JSON.stringify(receipt).replace('"outcome":[', '"outcome":"eligible","outcome":[')),
  malformed: () => ofReceipt({ leaf: { ...receipt.leaf, 'a/b': 1 } }),
  'trusted-key': () => ofReceipt({}, ['key']),
  'checkpoint-form': () => ofReceipt({ checkpoint: receipt.checkpoint.slice(0, 40) }),
  'checkpoint-signature': () => ofReceipt({ checkpoint: receipt.checkpoint.replace('\n7\n', '\n8\n') }),
  'checkpoint-key': () => ofReceipt({ key: other }),
  'foreign-key': () => ofReceipt({}, [other]),
  'hash-differs': () => ofReceipt({ leaf: { ...receipt.leaf, hash: 'sm3' } }),
  'index-outside': () => ofReceipt({ index: 7 }),
  'proof-length': () => ofReceipt({ proof: receipt.proof.slice(1) }),
  'not-in-tree': () => ofReceipt({ index: 2 }),
  'no-opening': async () => verifyReceipt({ ...(await log.receipt(0, 7)), opening }),
  'opening-request': () => ofReceipt({ opening: { ...opening, request: {} } }),
  'opening-outcome': () => ofReceipt({ opening: { ...opening, outcome: {} } }),
  'opening-both': () => ofReceipt({ opening: { ...opening, salt: openingOf(2).salt } }),
  'other-log': async () => ofFile({ first: await log.checkpoint(3, 'other.example/log') }),
  'wrong-order': () => ofFile({ first: file.second, second: file.first }),
  forked: async () => ofFile({ first: await new SampleLog(8).checkpoint(7), proof: [] }),
  inconsistent: () => ofFile({ proof: file.proof.toReversed() }),
};

it('every reason in both languages, as approved', async () => {
  const lines: string[] = [];
  for (const [reason, run] of Object.entries(CASES)) {
    const verdict = await run();
    if (verdict.ok) expect.fail(reason);
    expect(verdict.reason).toBe(reason);
    lines.push(reason, `  ${verdict.message.zh}`, `  ${verdict.message.en}`);
  }
  approve('../../ledger/approved/refusals', lines);
});

it('of two checkpoints it is said which', () => {
  const lines = (['first', 'second'] as const).flatMap((which) =>
    [file[which].slice(1), file[which].slice(0, -1), ''].map((note) => {
      const verdict = ofFile({ [which]: note });
      return verdict.ok ? 'accepted' : `${verdict.reason}: ${verdict.message.zh} | ${verdict.message.en}`;
    }),
  );
  approve('../../ledger/approved/refusals-of-two', lines);
});

it('what is no object has no place to point at', () => {
  const verdict = verifyReceipt([]);
  if (verdict.ok) expect.fail('accepted');
  expect(verdict.message).toEqual({
    zh: '格式不符：整个文件不是所要的内容',
    en: 'not in the documented form: the whole is something else',
  });
});
