import { storedRuleSet } from '../../src/app/record-decision.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { newPrivateKey, type Signer, signerFrom } from '../../src/ledger/note-key.ts';
import { type LedgerStore, StoreUnavailable } from '../../src/ledger/store.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { type Contents, createMemoryStore } from './memory-store.ts';

export const SIGNER = signerFrom('test', newPrivateKey()) as Signer;

export interface MemoryLedger {
  readonly ledger: Ledger;
  readonly store: LedgerStore;
  readonly contents: Contents;
}

/** `00000000-0000-4000-8000-000000000001` and so on. */
export function numberedIds(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `00000000-0000-4000-8000-${`${last}`.padStart(12, '0')}`;
  };
}

/** A ledger in memory that holds rule sets. Ids are numbered; each entry is recorded a second after the one before. */
export async function memoryLedger(
  ...ruleSets: readonly { readonly ruleSet: RuleSet; readonly ruleFiles: readonly RuleFile[] }[]
): Promise<MemoryLedger> {
  const { store, contents } = createMemoryStore();
  for (const { ruleSet, ruleFiles } of ruleSets) await store.keepRuleSet(storedRuleSet(ruleSet, ruleFiles));
  let clock = Date.parse('2024-08-31T15:59:58.000Z');
  const now = () => {
    clock += 1000;
    return new Date(clock).toISOString();
  };
  const identity = { origin: 'test', hash: 'sha256' } as const;
  const ledger = await openLedger({ store, identity, signer: SIGNER, now, newId: numberedIds() });
  return { ledger, store, contents };
}

/** The same store, of which the calls named fail as they do while the database is away. */
export function storeWithout(store: LedgerStore, ...calls: readonly (keyof LedgerStore)[]): LedgerStore {
  const away = () => Promise.reject(new StoreUnavailable('the database is away'));
  return { ...store, ...Object.fromEntries(calls.map((call) => [call, away])) };
}
