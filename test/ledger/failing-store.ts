import { type LedgerStore, StoreUnavailable, type Turn } from '../../src/ledger/store.ts';

/** When a call fails: before anything was done, or after all of it was done and only the answer is lost. */
export type When = 'before' | 'after';

interface Faults {
  /** Counted from 0, over all methods or over those of one name. */
  readonly call: number;
  readonly when: When;
  readonly only?: keyof LedgerStore;
  /** Whether every later call fails, too. */
  readonly forGood?: boolean;
}

/** The same store, of which a call fails. */
export function failingStore(store: LedgerStore, { call, when, only, forGood = false }: Faults) {
  let calls = 0;
  const failing = <T extends Partial<LedgerStore>>(inner: T): T =>
    new Proxy(inner, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function' || (only !== undefined && name !== only)) return method;
        return async (...args: unknown[]) => {
          const fails = calls === call;
          const down = forGood && call >= 0 && calls > call;
          calls += 1;
          if (down || (fails && when === 'before')) throw new StoreUnavailable(`${String(name)} fails`);
          const result: unknown = await Reflect.apply(
            method,
            target,
            name === 'inTurn' ? inside(args) : args,
          );
          if (fails) throw new StoreUnavailable(`${String(name)} fails`);
          return result;
        };
      },
    });
  /** What is done in turn fails like the rest. */
  const inside = ([work]: unknown[]) => [(turn: Turn) => (work as (turn: Turn) => unknown)(failing(turn))];
  return { store: failing(store), calls: () => calls };
}
