import type { KeptDecision, LedgerStore } from '../ledger/store.ts';

/** A stretch of the recorded decisions. */
export interface Stretch {
  /** Recorded at or after this moment, UTC. */
  readonly from?: string;
  /** Leaves after this one only. */
  readonly after?: number;
  /** Leaves before this one only: what is recorded meanwhile is left out. */
  readonly end: number;
}

const PAGE = 100;

/** Recorded decisions, oldest first, read in pages. Rejects with `StoreUnavailable`. */
export async function* history(
  store: Pick<LedgerStore, 'find'>,
  { from, after = -1, end }: Stretch,
): AsyncGenerator<KeptDecision> {
  for (let last = after; ; ) {
    const page = await store.find({ ...(from === undefined ? {} : { from }), after: last, limit: PAGE });
    for (const decision of page) {
      if (decision.index >= end) return;
      yield decision;
      last = decision.index;
    }
    if (page.length < PAGE) return;
  }
}
