import type { KeptDecision, LedgerStore } from '../ledger/store.ts';
import { createRuleSetLoader } from './recorded-rule-set.ts';
import { type Replay, replay } from './replay.ts';

/** Replays decisions one at a time: it is work for the processor, and others wait for it too. */
export interface ReplayQueue {
  /** Undefined where too many wait already. Rejects with `StoreUnavailable`. */
  add(decision: KeptDecision): Promise<Replay> | undefined;
}

export function createReplayQueue(store: Pick<LedgerStore, 'ruleSet'>, longest: number): ReplayQueue {
  const loadRuleSet = createRuleSetLoader(store);
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    add(decision) {
      if (waiting >= longest) return undefined;
      waiting += 1;
      const done = last
        .then(() => replay(decision, loadRuleSet))
        .finally(() => {
          waiting -= 1;
        });
      last = done.catch(() => undefined);
      return done;
    },
  };
}
