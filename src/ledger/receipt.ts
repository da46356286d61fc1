import { canonicalBytes } from './canonical.ts';
import { verifyInclusion } from './check-proof.ts';
import type { Checkpoint } from './checkpoint.ts';
import { commitment, type Leaf, leafBytes, type Payload } from './entry.ts';
import { leafHash } from './merkle.ts';
import { inclusionPath } from './proof.ts';
import { type ReadReceipt, readReceipt } from './receipt-form.ts';
import { parseReceiptText } from './receipt-text.ts';
import { type Refusal, refuse } from './refusal.ts';
import { openCheckpoint, readKeys } from './trusted-checkpoint.ts';

/** What a receipt proves. */
export interface VerifiedReceipt {
  readonly ok: true;
  readonly leaf: Leaf;
  readonly index: number;
  readonly checkpoint: Checkpoint;
  /** The verifier key that vouches for the checkpoint: a trusted one where keys were given. */
  readonly signer: string;
  /** Whether that key was among those given. Otherwise the receipt is only in agreement with itself. */
  readonly trusted: boolean;
  /** Whether request and outcome are in the receipt, and were found to be what was recorded. */
  readonly opening: 'checked' | 'none';
}

/**
 * Whether a receipt proves what it says, without the service and its database. `trustedKeys` are verifier keys; where
 * they are given, one of them must have signed. Total: whatever the JSON is, the answer says what is wrong with it.
 */
export function verifyReceipt(
  json: unknown,
  options: { readonly trustedKeys?: readonly string[] } = {},
): VerifiedReceipt | Refusal {
  const form = readReceipt(json);
  if (!form.ok) return form;
  const receipt = form.value;
  const keys = readKeys(receipt.key, options.trustedKeys);
  if (!keys.ok) return keys;
  const opened = openCheckpoint(receipt.checkpoint, keys, 'only');
  if (!opened.ok) return opened;
  const { checkpoint, signer, trusted } = opened;
  const refusal = checkLeaf(receipt, checkpoint) ?? checkOpening(receipt);
  if (refusal !== undefined) return refusal;
  const opening = receipt.opening === undefined ? 'none' : 'checked';
  return { ok: true, leaf: receipt.leaf, index: receipt.index, checkpoint, signer, trusted, opening };
}

/** The same for the text of a file. */
export function verifyReceiptText(
  text: string,
  options: { readonly trustedKeys?: readonly string[] } = {},
): VerifiedReceipt | Refusal {
  const parsed = parseReceiptText(text);
  return parsed.ok ? verifyReceipt(parsed.json, options) : parsed;
}

function checkLeaf(
  { leaf, index, proof }: ReadReceipt,
  { hash, size, root }: Checkpoint,
): Refusal | undefined {
  if (leaf.hash !== hash) return refuse('hash-differs', { expected: hash, found: leaf.hash });
  if (index >= size) return refuse('index-outside', { expected: `${size}`, found: `${index}` });
  const expected = inclusionPath(index, size).length;
  if (proof.length !== expected)
    return refuse('proof-length', { expected: `${expected}`, found: `${proof.length}` });
  const bytes = orUndefined(() => leafBytes(leaf));
  if (bytes === undefined) return refuse('malformed', { place: '/leaf' });
  const claim = { index, size, leafHash: leafHash(hash, bytes), proof, root };
  return verifyInclusion(hash, claim) ? undefined : refuse('not-in-tree');
}

function checkOpening({ leaf, opening }: ReadReceipt): Refusal | undefined {
  if (opening === undefined) return undefined;
  if (leaf.kind !== 'decision') return refuse('no-opening', { found: leaf.kind });
  const request = orUndefined(() => canonicalBytes(opening.request));
  if (request === undefined) return refuse('malformed', { place: '/opening/request' });
  const outcome = orUndefined(() => canonicalBytes(opening.outcome));
  if (outcome === undefined) return refuse('malformed', { place: '/opening/outcome' });
  const payload: Payload = { salt: opening.salt, request, outcome };
  const requestHolds = commitment(leaf.hash, 'request', payload) === leaf.request;
  const outcomeHolds = commitment(leaf.hash, 'outcome', payload) === leaf.outcome;
  if (requestHolds && outcomeHolds) return undefined;
  if (!requestHolds && !outcomeHolds) return refuse('opening-both');
  return refuse(requestHolds ? 'opening-outcome' : 'opening-request');
}

/** JSON can hold what has no canonical form: broken characters, or nesting that exhausts the stack. */
function orUndefined(bytes: () => Uint8Array): Uint8Array | undefined {
  try {
    return bytes();
  } catch {
    return undefined;
  }
}
