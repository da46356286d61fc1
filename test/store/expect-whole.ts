import { expect } from 'vitest';
import type { LedgerStore } from '../../src/ledger/store.ts';

/** Each step is there whole or not at all, and each that was acknowledged is there, once. */
export async function expectWhole(store: LedgerStore, acknowledged: readonly string[]): Promise<void> {
  const { size, root } = await store.head();
  const kept = await store.find({ limit: size + 1 });
  const indices = Array.from({ length: size }, (_, at) => at);
  expect((await store.leaves(0, size + 9)).map(({ index }) => index)).toEqual(indices);
  expect(kept.map(({ index }) => index)).toEqual(indices);
  const ids = kept.map(({ id }) => id);
  expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
  expect(kept.filter(({ payload }) => payload === null)).toEqual([]);
  if (size > 0) expect(await store.checkpointFrom(size)).toMatchObject({ size, root });
}
