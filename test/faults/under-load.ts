import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { newPrivateKey, type Signer, signerFrom } from '../../src/ledger/note-key.ts';
import type { NewDecision } from '../../src/ledger/sequencer.ts';
import { type LedgerStore, StoreUnavailable } from '../../src/ledger/store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { digestOf } from '../../src/rules/digest.ts';

export const IDENTITY = { origin: 'faults', hash: 'sha256' } as const;
const SIGNER = signerFrom('faults', newPrivateKey()) as Signer;
const RULE_SET = {
  digest: digestOf({}),
  files: new TextEncoder().encode('{}'),
  policies: [{ id: 'p', validFrom: null, validTo: null }],
};

/** Rounds of a test that breaks something again and again; CI asks for a hundred. */
export const ROUNDS = Number(process.env.MIANSHEN_FAULT_ROUNDS ?? 10);

/** A ledger as a service has it. */
export async function openLedgerOn(store: LedgerStore): Promise<Ledger> {
  const ledger = await openLedger({
    ...{ store, identity: IDENTITY, signer: SIGNER },
    now: () => new Date().toISOString(),
    newId: () => crypto.randomUUID(),
  });
  await store.keepRuleSet(RULE_SET);
  return ledger;
}

/** A request of its own: its caller tells whether it was recorded, and how often. */
export function decisionBy(caller: string): NewDecision {
  const subject = `subject of ${caller}`;
  return {
    ...{ asOf: '2026-11-21', ruleSet: RULE_SET.digest, engine: '0.1.0', subject, caller },
    marks: ['eligible', 'eligible:p'],
    request: { subject, caller, profile: { employees: 86, padding: 'x'.repeat(2000) } },
    outcome: { policies: { p: { outcome: 'eligible' } } },
  };
}

/** A caller got no answer, or was told to try again. */
export class Unanswered extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
  }
}

export interface Load {
  /** Callers by the id that was acknowledged to them. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** How often callers were told that nothing, or nothing certain, was recorded. */
  readonly refusals: () => number;
  /** What else went wrong: must stay empty. */
  readonly defects: readonly unknown[];
  stop(): Promise<void>;
}

/** Callers that record one decision after the other until they are stopped. */
export function startLoad(record: (caller: string) => Promise<string>, callers: number, name: string): Load {
  const acknowledged = new Map<string, string>();
  const defects: unknown[] = [];
  let refusals = 0;
  let stopped = false;
  const call = async (number: number) => {
    for (let turn = 0; !stopped; turn += 1) {
      const caller = `${name}/${number}/${turn}`;
      try {
        acknowledged.set(await record(caller), caller);
      } catch (cause) {
        if (cause instanceof StoreUnavailable || cause instanceof Unanswered) refusals += 1;
        else defects.push(cause);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  };
  const running = Array.from({ length: callers }, (_, number) => call(number));
  return {
    acknowledged,
    defects,
    refusals: () => refusals,
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

/** What a log came to: every caller whose decision is in it, and what is wrong with it. */
export async function examine(store: LedgerStore): Promise<{
  readonly callers: ReadonlyMap<string, string>;
  readonly twice: readonly string[];
  readonly findings: readonly string[];
}> {
  const callers = new Map<string, string>();
  const twice: string[] = [];
  const seen = new Set<string>();
  for (let after = -1; ; ) {
    const page = await store.find({ after, limit: 1000 });
    for (const { id, caller, index } of page) {
      if (caller !== null && seen.has(caller)) twice.push(caller);
      seen.add(caller ?? '');
      callers.set(id, caller ?? '');
      after = index;
    }
    if (page.length === 0) break;
  }
  const findings: string[] = [];
  for await (const { message } of verifyLedger(store, IDENTITY)) findings.push(message.en);
  return { callers, twice, findings };
}
