import { consistencyBetween, isSignedBy, newestCheckpoint, receiptFor } from './prove.ts';
import type { ConsistencyFile, Receipt } from './receipt-form.ts';
import { type NewDecision, type Recorded, Sequencer, type Surroundings } from './sequencer.ts';
import type { KeptDecision, LedgerStore, LogIdentity, StoredCheckpoint } from './store.ts';

/** The record of decisions. Everything rejects with `StoreUnavailable` where the database can't do it now. */
export interface Ledger {
  readonly identity: LogIdentity;
  readonly store: LedgerStore;
  /** The verifier key of what this process signs. */
  readonly key: string;
  /** Resolves when the decision is durable, never before. Rejects with `MaybeRecorded` where that isn't known. */
  record(decision: NewDecision): Promise<Recorded>;
  /**
   * Erases what was asked and answered; proofs stay valid. Undefined where there is no such decision; an erased one is
   * no error and leaves no second entry.
   */
  erase(id: string, reason: string): Promise<'erased' | 'was-erased' | undefined>;
  /** The proof that a decision is in the log; undefined where there is no such decision. */
  receipt(id: string, options: { readonly opening: boolean }): Promise<Receipt | undefined>;
  checkpoint(): Promise<StoredCheckpoint>;
  /** The proof between two sizes for which there are checkpoints; undefined where there is none of one of them. */
  consistency(first: number, second: number): Promise<ConsistencyFile | undefined>;
}

/**
 * Opens the log in a store, or begins one. A signer that the log doesn't know yet is entered in it. Rejects with
 * `OtherLog` where the store holds a log of another origin or hash.
 */
export async function openLedger(around: Surroundings): Promise<Ledger> {
  const { store, signer, identity } = around;
  const kept = await store.open(identity);
  if (kept.origin !== identity.origin || kept.hash !== identity.hash) throw new OtherLog(kept);
  const sequencer = new Sequencer(around);
  const prover = { store, identity, signer };
  if (!(await isKnown(around))) await sequencer.key();
  return {
    identity,
    store,
    key: signer.key,
    record: (decision) => sequencer.decision(decision),
    async erase(id, reason) {
      const decision = await store.decision(id);
      if (decision === undefined) return undefined;
      if (decision.payload === null) return 'was-erased';
      await sequencer.erasure(id, reason);
      return 'erased';
    },
    async receipt(id, { opening }) {
      const decision: KeptDecision | undefined = await store.decision(id);
      return decision === undefined ? undefined : receiptFor(prover, decision, opening);
    },
    checkpoint: () => newestCheckpoint(store),
    async consistency(first, second) {
      const [a, b] = [await exactly(store, first), await exactly(store, second)];
      return a === undefined || b === undefined ? undefined : consistencyBetween(prover, a, b);
    },
  };
}

/** The store holds a log that was begun with another origin or hash. */
export class OtherLog extends Error {
  readonly kept: LogIdentity;

  constructor(kept: LogIdentity) {
    super(`the store holds the log '${kept.origin}', hashed with ${kept.hash}`);
    this.kept = kept;
  }
}

/** Whether the newest checkpoint was signed with the signer's key: then the log knows it. */
async function isKnown({ store, signer }: Surroundings): Promise<boolean> {
  const { size } = await store.head();
  if (size === 0) return false;
  const { note } = await newestCheckpoint(store);
  return isSignedBy(signer, note);
}

async function exactly(store: LedgerStore, size: number): Promise<StoredCheckpoint | undefined> {
  const found = await store.checkpointFrom(size);
  return found?.size === size ? found : undefined;
}
