import { PARTS } from './entry.ts';
import type { HashAlgorithm } from './hash.ts';
import { consistencyProof, inclusionProof } from './merkle.ts';
import type { ConsistencyFile, Receipt } from './receipt.ts';
import type { KeptDecision, LedgerStore, Node, StoredCheckpoint } from './store.ts';

/** What proofs are made from. */
export interface Prover {
  readonly store: LedgerStore;
  readonly hash: HashAlgorithm;
  /** The verifier key that is named in what is handed out. */
  readonly key: string;
}

/** The proof that a decision is in the log, by its newest checkpoint; with the opening where it is asked for and kept. */
export async function receiptFor(
  { store, hash, key }: Prover,
  decision: KeptDecision,
  opening: boolean,
): Promise<Receipt> {
  const { index } = decision;
  const checkpoint = await newestCheckpoint(store);
  const proof = await inclusionProof(hash, index, checkpoint.size, readingFrom(store));
  return {
    format: 'mianshen receipt 1',
    leaf: parse(decision.leaf) as Receipt['leaf'],
    index,
    proof: proof.map(base64),
    checkpoint: checkpoint.note,
    key,
    ...(opening && decision.payload !== null ? { opening: open(decision.payload) } : {}),
  };
}

function open(payload: NonNullable<KeptDecision['payload']>): NonNullable<Receipt['opening']> {
  const [request, outcome] = PARTS.map((part) => parse(payload[part]));
  return { salt: base64(payload.salt), request, outcome };
}

/** The proof that the log at the later checkpoint holds all that it held at the earlier one. */
export async function consistencyBetween(
  { store, hash, key }: Prover,
  first: StoredCheckpoint,
  second: StoredCheckpoint,
): Promise<ConsistencyFile> {
  const proof = await consistencyProof(hash, first.size, second.size, readingFrom(store));
  return {
    format: 'mianshen consistency 1',
    first: first.note,
    second: second.note,
    proof: proof.map(base64),
    key,
  };
}

/** The checkpoint of the head. */
export async function newestCheckpoint(store: LedgerStore): Promise<StoredCheckpoint> {
  const { size } = await store.head();
  const checkpoint = await store.checkpointFrom(size);
  if (checkpoint === undefined)
    throw new Error(`no checkpoint of the head, size ${size}: run 'mianshen ledger verify'`);
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
