import { verifyConsistency } from './check-proof.ts';
import type { Checkpoint } from './checkpoint.ts';
import { consistencyPath } from './proof.ts';
import { readConsistencyFile } from './receipt-form.ts';
import { parseReceiptText } from './receipt-text.ts';
import { type Refusal, refuse } from './refusal.ts';
import { openCheckpoint, readKeys } from './trusted-checkpoint.ts';

/** What a consistency proof proves: the log of the second checkpoint begins with the log of the first. */
export interface VerifiedConsistency {
  readonly ok: true;
  readonly first: Checkpoint;
  readonly second: Checkpoint;
  /** The verifier keys that vouch for the first and the second: trusted ones where keys were given. */
  readonly signers: readonly [string, string];
  /** Whether both keys were among those given: where keys are given, nothing else is accepted. */
  readonly trusted: boolean;
}

/** Whether the log was only added to between two checkpoints; keys as for `verifyReceipt`. Total. */
export function verifyConsistencyFile(
  json: unknown,
  options: { readonly trustedKeys?: readonly string[] } = {},
): VerifiedConsistency | Refusal {
  const form = readConsistencyFile(json);
  if (!form.ok) return form;
  const file = form.value;
  const keys = readKeys(file.key, options.trustedKeys);
  if (!keys.ok) return keys;
  const first = openCheckpoint(file.first, keys, 'first');
  if (!first.ok) return first;
  const second = openCheckpoint(file.second, keys, 'second');
  if (!second.ok) return second;
  const trees = { first: first.checkpoint, second: second.checkpoint };
  const refusal = checkSameLog(trees) ?? checkGrowth(trees, file.proof);
  if (refusal !== undefined) return refusal;
  const signers = [first.signer, second.signer] as const;
  return { ok: true, ...trees, signers, trusted: keys.trusted !== undefined };
}

/** The same for the text of a file. */
export function verifyConsistencyText(
  text: string,
  options: { readonly trustedKeys?: readonly string[] } = {},
): VerifiedConsistency | Refusal {
  const parsed = parseReceiptText(text);
  return parsed.ok ? verifyConsistencyFile(parsed.json, options) : parsed;
}

interface Trees {
  readonly first: Checkpoint;
  readonly second: Checkpoint;
}

function checkSameLog({ first, second }: Trees): Refusal | undefined {
  if (first.origin !== second.origin)
    return refuse('other-log', { expected: first.origin, found: second.origin });
  if (first.hash !== second.hash) return refuse('hash-differs', { expected: first.hash, found: second.hash });
  return undefined;
}

function checkGrowth({ first, second }: Trees, proof: readonly Uint8Array[]): Refusal | undefined {
  if (first.size > second.size)
    return refuse('wrong-order', { expected: `${first.size}`, found: `${second.size}` });
  const expected = consistencyPath(first.size, second.size).length;
  if (proof.length !== expected)
    return refuse('proof-length', { expected: `${expected}`, found: `${proof.length}` });
  const claim = {
    first: first.size,
    second: second.size,
    firstRoot: first.root,
    secondRoot: second.root,
    proof,
  };
  if (verifyConsistency(first.hash, claim)) return undefined;
  return first.size === second.size ? refuse('forked', { found: `${first.size}` }) : refuse('inconsistent');
}
