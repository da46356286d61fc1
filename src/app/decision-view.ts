import type { Text } from '../engine/rule-set.ts';
import { readLeaf } from '../ledger/leaf-form.ts';
import type { KeptDecision, LedgerStore } from '../ledger/store.ts';
import { openDecision } from './kept-decision.ts';
import type { OutcomeRecord } from './outcome-record.ts';
import type { RequestRecord } from './request-record.ts';

/** A recorded decision in a list: what it can be found by, nothing of what was asked or answered. */
export interface DecisionSummary {
  readonly decisionId: string;
  /** Its leaf in the log, counted from 0. */
  readonly index: number;
  /** UTC. */
  readonly recordedAt: string;
  readonly asOf: string;
  readonly ruleSet: string;
  readonly engine: string;
  /** Null where none was given, and of an erased decision. */
  readonly subject: string | null;
  /** As the caller named itself: nobody has checked it. */
  readonly caller: string | null;
  readonly erased: boolean;
}

/** A recorded decision with what was asked and answered. */
export interface DecisionView extends DecisionSummary {
  /** What the log commits to, in hex. */
  readonly commitments: { readonly hash: string; readonly request: string; readonly outcome: string };
  readonly erasure?: ErasureView;
  readonly request?: RequestRecord;
  readonly outcome?: OutcomeRecord;
}

/** When what was asked and answered was erased, and why. */
export interface ErasureView {
  readonly index: number;
  readonly recordedAt: string;
  readonly reason: string;
}

export function summariseDecision(kept: KeptDecision): DecisionSummary {
  const { id, index, recordedAt, asOf, ruleSet, engine, subject, caller, payload } = kept;
  return {
    ...{ decisionId: id, index, recordedAt, asOf, ruleSet, engine, subject, caller },
    erased: payload === null,
  };
}

/** A decision as the log has it; or what of it was altered. Rejects with `StoreUnavailable`. */
export async function viewDecision(
  store: Pick<LedgerStore, 'leaves'>,
  kept: KeptDecision,
): Promise<DecisionView | { readonly why: Text }> {
  const opened = openDecision(kept);
  if (!opened.ok) return { why: opened.why };
  const { leaf, payload } = opened;
  const { id, recordedAt, asOf, ruleSet, engine, hash, request, outcome } = leaf;
  const head = { decisionId: id, index: kept.index, recordedAt, asOf, ruleSet, engine };
  const commitments = { hash, request, outcome };
  if (payload === null) {
    const erasure = await erasureOf(store, kept);
    return {
      ...{ ...head, subject: null, caller: null, erased: true, commitments },
      ...(erasure === undefined ? {} : { erasure }),
    };
  }
  const { subject, caller } = payload.request;
  return {
    ...{ ...head, subject, caller, erased: false, commitments },
    ...{ request: payload.request, outcome: payload.outcome },
  };
}

/** What the log says of the erasure of a decision; undefined where it says nothing. */
async function erasureOf(
  store: Pick<LedgerStore, 'leaves'>,
  { id, erasedBy }: KeptDecision,
): Promise<ErasureView | undefined> {
  if (erasedBy === null) return undefined;
  const [entry] = await store.leaves(erasedBy, erasedBy + 1);
  const leaf = entry === undefined ? undefined : readLeaf(entry.leaf);
  if (leaf?.kind !== 'erasure' || leaf.id !== id) return undefined;
  return { index: erasedBy, recordedAt: leaf.recordedAt, reason: leaf.reason };
}
