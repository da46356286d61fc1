import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyConsistencyFile } from '../../src/ledger/consistency.ts';
import { type Ledger, openLedger } from '../../src/ledger/ledger.ts';
import { newPrivateKey, type Signer, signerFrom } from '../../src/ledger/note-key.ts';
import { verifyReceipt } from '../../src/ledger/receipt.ts';
import { LARGEST_GROUP, MaybeRecorded, type NewDecision } from '../../src/ledger/sequencer.ts';
import { type LedgerStore, StoreUnavailable } from '../../src/ledger/store.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { digestOf } from '../../src/rules/digest.ts';
import { failingStore, type When } from './failing-store.ts';
import { createMemoryStore } from './memory-store.ts';

const IDENTITY = { origin: 'test', hash: 'sha256' } as const;
const SIGNER = signerFrom('test', newPrivateKey()) as Signer;
let ids = 0;

const open = (store: LedgerStore): Promise<Ledger> =>
  openLedger({
    ...{ store, identity: IDENTITY, signer: SIGNER },
    now: () => '2026-11-21T08:00:00.000Z',
    newId: () => `d${ids++}`,
  });

const DIGEST = digestOf({});
const decision = (employees: number): NewDecision => ({
  ...{ asOf: '2026-11-21', ruleSet: DIGEST, engine: '0.1.0', subject: null, caller: null, marks: [] },
  request: { subject: null, caller: null, profile: { employees } },
  outcome: { policies: {} },
});

async function findings(store: LedgerStore): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { code, message } of verifyLedger(store, IDENTITY)) found.push(`${code}: ${message.en}`);
  return found;
}

async function newLog() {
  const { store, contents } = createMemoryStore();
  await store.keepRuleSet({ digest: DIGEST, files: new TextEncoder().encode('{}'), policies: [] });
  return { store, contents, ledger: await open(store) };
}

describe('many callers', () => {
  it('share groups, each is acknowledged once, and the log verifies', async () => {
    const { store, contents, ledger } = await newLog();
    const recorded = await Promise.all(Array.from({ length: 1000 }, (_, n) => ledger.record(decision(n))));
    expect(new Set(recorded.map(({ index }) => index)).size).toBe(1000);
    expect(contents.decisions.map(({ id }) => id)).toEqual(recorded.map(({ id }) => id));
    expect(contents.checkpoints.length).toBeLessThan(1000 / LARGEST_GROUP + 2);
    expect(await findings(store)).toEqual([]);
  });

  it('on several sequencers of one store make one tree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 40 }), async (turns) => {
        const { store, contents, ledger } = await newLog();
        const ledgers = [ledger, await open(store), await open(store)];
        const recorded = await Promise.all(turns.map((turn, n) => ledgers[turn]?.record(decision(n))));
        expect(contents.decisions).toHaveLength(turns.length);
        for (const each of recorded)
          expect(contents.decisions.find(({ id }) => id === each?.id)?.index).toBe(each?.index);
        expect(await findings(store)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('never have two appends of one sequencer under way', async () => {
    const { store } = await newLog();
    let [now, most] = [0, 0];
    const counting: LedgerStore = {
      ...store,
      async append(step) {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        return store.append(step);
      },
    };
    const ledger = await open(counting);
    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        for (let turn = 0; turn < n; turn += 1) await Promise.resolve();
        await ledger.record(decision(n));
      }),
    );
    expect(most).toBe(1);
  });

  it('beyond what can wait are turned away, and lose nothing of the others', async () => {
    const { contents, ledger } = await newLog();
    const all = await Promise.allSettled(
      Array.from({ length: 10_500 }, (_, n) => ledger.record(decision(n))),
    );
    const kept = all.filter(({ status }) => status === 'fulfilled');
    expect(all.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    expect(contents.decisions).toHaveLength(kept.length);
  });
});

describe('every call to the store fails, before or after it took effect', () => {
  /** Records 3 + 3 decisions, of which every other erased, and says what was acknowledged. */
  async function work(store: LedgerStore) {
    const acknowledged: string[] = [];
    const uncertain: string[] = [];
    const refused: unknown[] = [];
    const attempt = async (record: () => Promise<string | undefined>) => {
      try {
        const id = await record();
        if (id !== undefined) acknowledged.push(id);
      } catch (cause) {
        if (cause instanceof MaybeRecorded) uncertain.push(cause.id);
        else refused.push(cause);
      }
    };
    const ledger = await open(store);
    for (const n of [0, 1, 2]) await attempt(async () => (await ledger.record(decision(n))).id);
    await Promise.all([3, 4, 5].map((n) => attempt(async () => (await ledger.record(decision(n))).id)));
    const [first] = acknowledged;
    if (first !== undefined)
      await attempt(async () => {
        await ledger.erase(first, 'asked for');
        return undefined;
      });
    return { acknowledged, uncertain, refused };
  }

  async function failAt(call: number, when: When, forGood: boolean) {
    const { store, contents } = createMemoryStore();
    await store.keepRuleSet({ digest: DIGEST, files: new TextEncoder().encode('{}'), policies: [] });
    const failing = failingStore(store, { call, when, forGood });
    const done = await work(failing.store).catch((cause: unknown) => {
      // The log could not even be opened: the service doesn't start.
      expect(cause).toBeInstanceOf(StoreUnavailable);
      return { acknowledged: [], uncertain: [], refused: [cause] };
    });
    return { ...done, contents, store, calls: failing.calls() };
  }

  it.each([
    ['once', false],
    ['and all after it', true],
  ])(
    '%s: acknowledged is recorded, refused is not, nothing twice, and the log verifies',
    async (_, forGood) => {
      const undisturbed = await failAt(-1, 'before', forGood);
      expect(undisturbed.acknowledged).toHaveLength(6);
      expect(undisturbed.calls).toBeGreaterThan(8);
      for (let call = 0; call < undisturbed.calls; call += 1)
        for (const when of ['before', 'after'] as const) {
          const { acknowledged, uncertain, refused, contents, store } = await failAt(call, when, forGood);
          const kept = contents.decisions.map(({ id }) => id);
          expect(new Set(kept).size, `${when} ${call}: twice`).toBe(kept.length);
          expect(kept, `${when} ${call}: lost`).toEqual(expect.arrayContaining(acknowledged));
          for (const id of kept)
            expect([...acknowledged, ...uncertain], `${when} ${call}: refused, yet recorded`).toContain(id);
          for (const cause of refused) expect(cause).toBeInstanceOf(StoreUnavailable);
          expect(await findings(store), `${when} ${call}`).toEqual([]);
        }
    },
  );

  it('a single failure of an append costs no caller anything', async () => {
    const { store } = createMemoryStore();
    await open(store);
    for (const when of ['before', 'after'] as const) {
      const ledger = await open(failingStore(store, { call: 0, when, only: 'append' }).store);
      const { id } = await ledger.record(decision(0));
      expect((await store.decision(id))?.id).toBe(id);
    }
  });
});

describe('what is handed out', () => {
  it('a receipt of any entry verifies, also after an erasure', async () => {
    const { ledger } = await newLog();
    const recorded = await Promise.all(Array.from({ length: 20 }, (_, n) => ledger.record(decision(n))));
    await ledger.erase(recorded[3]?.id ?? '', 'asked for');
    for (const { id } of recorded) {
      const receipt = await ledger.receipt(id, { opening: true });
      expect(verifyReceipt(receipt, { trustedKeys: [ledger.key] })).toMatchObject({
        ok: true,
        trusted: true,
      });
    }
  });

  it('a receipt of a damaged log is refused to whoever asks', async () => {
    const { ledger, contents } = await newLog();
    const { id } = await ledger.record(decision(1));
    contents.decisions = contents.decisions.map((each) => ({
      ...each,
      leaf: Buffer.from('{"kind":"other"}'),
    }));
    await expect(ledger.receipt(id, { opening: false })).rejects.toThrow('the log is damaged');
  });

  it('after a change of keys old checkpoints are vouched for, but only those that fit', async () => {
    const { store, contents, ledger } = await newLog();
    await ledger.record(decision(1));
    const signer = signerFrom('test', newPrivateKey()) as Signer;
    const next = await openLedger({
      ...{ store, identity: IDENTITY, signer },
      now: () => '2026-11-22T08:00:00.000Z',
      newId: () => 'after',
    });
    await next.record(decision(2));
    const proof = await next.consistency(2, 4);
    expect(verifyConsistencyFile(proof, { trustedKeys: [signer.key] })).toMatchObject({ ok: true });
    expect(await findings(store)).toEqual([]);
    contents.checkpoints = contents.checkpoints.map((each) =>
      each.size === 2 ? { ...each, root: new Uint8Array(32) } : each,
    );
    await expect(next.consistency(2, 4)).rejects.toThrow('the log is damaged');
    await expect(ledger.consistency(1, 4)).rejects.toThrow('another key');
  });

  it('an erasure of what is erased, or of what is not there, adds nothing', async () => {
    const { ledger, contents } = await newLog();
    const { id } = await ledger.record(decision(1));
    expect(await ledger.erase(id, 'asked for')).toBe('erased');
    expect(await ledger.erase(id, 'again')).toBe('was-erased');
    expect(await ledger.erase('nobody', 'x')).toBeUndefined();
    expect(contents.leaves).toHaveLength(3);
  });
});
