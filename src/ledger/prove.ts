import { verifyConsistency } from './check-proof.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { PARTS } from './entry.ts';
import { openNote, signNote } from './note.ts';
import { parseVerifierKey, type Signer } from './note-key.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { verifyReceipt } from './receipt.ts';
import type { ConsistencyFile, Receipt } from './receipt-form.ts';
import type { KeptDecision, LedgerStore, LogIdentity, Node, StoredCheckpoint } from './store.ts';

/** What is stored doesn't fit the signed log. */
export class LedgerDamaged extends Error {}

/** What proofs are made from. */
export interface Prover {
  readonly store: LedgerStore;
  readonly identity: LogIdentity;
  /** Who answers for what is handed out. */
  readonly signer: Signer;
}

/** The proof that a decision is in the log, by its newest checkpoint; with the opening where it is asked for and kept. */
export async function receiptFor(prover: Prover, decision: KeptDecision, opening: boolean): Promise<Receipt> {
  const { store, identity, signer } = prover;
  const { index } = decision;
  const checkpoint = await newestCheckpoint(store);
  const proof = await inclusionProof(identity.hash, index, checkpoint.size, readingFrom(store));
  const receipt: Receipt = {
    format: 'mianshen receipt 1',
    leaf: parse(decision.leaf) as Receipt['leaf'],
    index,
    proof: proof.map(base64),
    checkpoint: await signedBy(prover, checkpoint),
    key: signer.key,
    ...(opening && decision.payload !== null ? { opening: open(decision.payload) } : {}),
  };
  // Nothing is handed out that whoever gets it would refuse.
  if (!verifyReceipt(receipt, { trustedKeys: [signer.key] }).ok)
    throw new LedgerDamaged(damaged(`leaf ${index}`));
  return receipt;
}

function open(payload: NonNullable<KeptDecision['payload']>): NonNullable<Receipt['opening']> {
  const [request, outcome] = PARTS.map((part) => parse(payload[part]));
  return { salt: base64(payload.salt), request, outcome };
}

/** The proof that the log at the later checkpoint holds all that it held at the earlier one. */
export async function consistencyBetween(
  prover: Prover,
  first: StoredCheckpoint,
  second: StoredCheckpoint,
): Promise<ConsistencyFile> {
  const { store, identity, signer } = prover;
  const proof = await consistencyProof(identity.hash, first.size, second.size, readingFrom(store));
  return {
    format: 'mianshen consistency 1',
    first: await signedBy(prover, first),
    second: await signedBy(prover, second),
    proof: proof.map(base64),
    key: signer.key,
  };
}

/**
 * The note of a checkpoint with the signer's signature. One that an earlier key made is signed anew, but only what is
 * proved to be the beginning of a log that the signer has signed: a row that was tampered with is never vouched for.
 */
async function signedBy(prover: Prover, checkpoint: StoredCheckpoint): Promise<string> {
  const { store, identity, signer } = prover;
  const { note, size, root } = checkpoint;
  if (isSignedBy(signer, note)) return note;
  const newest = await newestCheckpoint(store);
  if (!isSignedBy(signer, newest.note))
    throw new Error(
      `the newest checkpoint isn't signed with ${signer.key}: another service writes with another key`,
    );
  const proof = await consistencyProof(identity.hash, size, newest.size, readingFrom(store));
  const proved = { first: size, second: newest.size, firstRoot: root, secondRoot: signedRoot(newest), proof };
  if (!verifyConsistency(identity.hash, proved))
    throw new LedgerDamaged(damaged(`its checkpoint of size ${size}`));
  return signNote(formatCheckpoint({ ...identity, size, root }), signer);
}

/** The root that the note says, not the one in the row beside it. */
function signedRoot({ note }: StoredCheckpoint): Uint8Array {
  return parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))?.root ?? new Uint8Array();
}

function damaged(what: string): string {
  return `the log is damaged, ${what} doesn't fit: run 'mianshen ledger verify'`;
}

export function isSignedBy({ key }: Signer, note: string): boolean {
  const verifier = parseVerifierKey(key);
  return verifier !== undefined && openNote(note, [verifier]).ok;
}

/** The checkpoint of the head. */
export async function newestCheckpoint(store: LedgerStore): Promise<StoredCheckpoint> {
  const { size } = await store.head();
  const checkpoint = await store.checkpointFrom(size);
  if (checkpoint === undefined)
    throw new LedgerDamaged(`no checkpoint of the head, size ${size}: run 'mianshen ledger verify'`);
  return checkpoint;
}

function readingFrom(store: LedgerStore) {
  return (wanted: readonly Pick<Node, 'level' | 'index'>[]) => store.nodes(wanted);
}

function parse(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
