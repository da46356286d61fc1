import { isDecisionId } from '../app/find-decisions.ts';
import type { Text } from '../engine/rule-set.ts';
import { openLedgerAsItIs } from '../io/open-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { KeptDecision, LedgerStore } from '../ledger/store.ts';
import { say } from './command-line.ts';
import { type ExitCode, type Output, WrongUse } from './output.ts';

/** A store, and what must be said at start. */
export interface OpenedStore {
  readonly store: LedgerStore;
  readonly notices: readonly Text[];
}

/** Opens the store that the service uses. Unless `make`, one that isn't there is refused and not made. */
export type OpenStore = (options: { readonly make: boolean }) => Promise<OpenedStore>;

/** Runs work on the recorded decisions, and closes the store whatever comes of it. */
export async function withStore(
  openStore: OpenStore,
  work: (store: LedgerStore) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { store } = await openStore({ make: false });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The same for work that needs the signing key. */
export function withLedger(
  openStore: OpenStore,
  work: (ledger: Ledger) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withStore(openStore, async (store) => work(await openLedgerAsItIs(store)));
}

/** The decision of that id; one that can't be or isn't there is wrong use. */
export async function decisionOf(store: LedgerStore, id: string, output: Output): Promise<KeptDecision> {
  if (!isDecisionId(id))
    throw new WrongUse(
      say(
        output,
        `判断记录的编号应为小写的 UUID：“${id}”`,
        `the id of a decision is a UUID in lower case: '${id}'`,
      ),
    );
  return (await store.decision(id)) ?? unknownDecision(id, output);
}

export function unknownDecision(id: string, output: Output): never {
  throw new WrongUse(say(output, `没有判断记录 ${id}`, `there is no recorded decision ${id}`));
}
