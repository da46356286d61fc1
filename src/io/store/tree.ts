import { type Kysely, sql } from 'kysely';
import { type LedgerStore, MissingNode, type Node, type StoredCheckpoint } from '../../ledger/store.ts';
import type { Tables } from './tables.ts';

/** Hashes in the order asked for. Those of level 0 are kept with their leaves. */
export async function nodes(
  database: Kysely<Tables>,
  wanted: readonly Pick<Node, 'level' | 'index'>[],
): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ level: number; index: number; hash: Uint8Array | null }>`
    select wanted.level, wanted.index, coalesce(
      (select hash from leaf where wanted.level = 0 and leaf.index = wanted.index),
      (select hash from node where node.level = wanted.level and node.index = wanted.index)) as hash
    from unnest(
      ${wanted.map(({ level }) => level)}::integer[],
      ${wanted.map(({ index }) => index)}::bigint[]) with ordinality as wanted (level, index, place)
    order by wanted.place`.execute(database);
  return rows.map(({ level, index, hash }) => {
    if (hash === null) throw new MissingNode(`the tree has no node ${index} of level ${level}`);
    return hash;
  });
}

export async function leaves(
  database: Kysely<Tables>,
  from: number,
  to: number,
): ReturnType<LedgerStore['leaves']> {
  return database
    .selectFrom('leaf')
    .select(['index', 'bytes as leaf', 'hash'])
    .where('index', '>=', from)
    .where('index', '<', to)
    .orderBy('index')
    .execute();
}

export function checkpointFrom(
  database: Kysely<Tables>,
  size: number,
): Promise<StoredCheckpoint | undefined> {
  return database
    .selectFrom('checkpoint')
    .selectAll()
    .where('size', '>=', size)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst();
}

export function checkpoints(
  database: Kysely<Tables>,
  after: number,
  limit: number,
): Promise<readonly StoredCheckpoint[]> {
  return database
    .selectFrom('checkpoint')
    .selectAll()
    .where('size', '>', after)
    .orderBy('size')
    .limit(limit)
    .execute();
}
