import { type Kysely, sql } from 'kysely';
import { type HashAlgorithm, hash } from '../../ledger/hash.ts';
import type { LedgerStore, LogIdentity, StoredRuleSet, TreeHead, Turn } from '../../ledger/store.ts';
import { append, TURN_LOCK } from './append.ts';
import type { Database } from './database.ts';
import { decision, find } from './find.ts';
import type { Tables } from './tables.ts';
import { checkpointFrom, checkpoints, leaves, nodes } from './tree.ts';

/** The log in a database whose tables are there. */
export function ledgerStore({ queries, close }: Database): LedgerStore {
  return {
    open: (identity) => open(queries, identity),
    identity: () => identityOf(queries),
    head: () => head(queries),
    append: (step) => append(queries, step),
    inTurn: (work) => inTurn(queries, work),
    nodes: (wanted) => nodes(queries, wanted),
    leaves: (from, to) => leaves(queries, from, to),
    checkpointFrom: (size) => checkpointFrom(queries, size),
    checkpoints: (after, limit) => checkpoints(queries, after, limit),
    decision: (id) => decision(queries, id),
    find: (query) => find(queries, query),
    keepRuleSet: (ruleSet) => keepRuleSet(queries, ruleSet),
    ruleSet: (digest) => ruleSet(queries, digest),
    close,
  };
}

async function open(database: Kysely<Tables>, identity: LogIdentity): Promise<LogIdentity> {
  await database
    .insertInto('log')
    .values({ ...identity, size: 0, root: hash(identity.hash) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stored = await identityOf(database);
  if (stored === undefined) throw new Error('the log that was made is not there');
  return stored;
}

async function identityOf(database: Kysely<Tables>): Promise<LogIdentity | undefined> {
  const stored = await database.selectFrom('log').select(['origin', 'hash']).executeTakeFirst();
  return stored === undefined ? undefined : { origin: stored.origin, hash: stored.hash as HashAlgorithm };
}

function head(database: Kysely<Tables>): Promise<TreeHead> {
  return database.selectFrom('log').select(['size', 'root']).executeTakeFirstOrThrow();
}

/**
 * The lock is the session's: each append in it is a transaction of its own. Where the connection breaks, the server lets
 * go of it.
 */
function inTurn<T>(database: Kysely<Tables>, work: (turn: Turn) => Promise<T>): Promise<T> {
  return database.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(${sql.lit(TURN_LOCK)})`.execute(session);
    try {
      return await work({
        head: () => head(session),
        nodes: (wanted) => nodes(session, wanted),
        leaves: (from, to) => leaves(session, from, to),
        append: (step) => append(session, step),
      });
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(TURN_LOCK)})`
        .execute(session)
        .catch(() => sql`select pg_terminate_backend(pg_backend_pid())`.execute(session))
        // The connection is gone, and the lock with it.
        .catch(() => undefined);
    }
  });
}

async function keepRuleSet(
  database: Kysely<Tables>,
  { digest, files, policies }: StoredRuleSet,
): Promise<void> {
  await sql`
    with kept as (
      insert into rule_set (digest, files) values (${digest}, ${files}) on conflict do nothing returning digest)
    insert into rule_set_policy (rule_set, policy, valid_from, valid_to)
    select kept.digest, fresh.* from kept, unnest(
      ${policies.map(({ id }) => id)}::text[],
      ${policies.map(({ validFrom }) => validFrom)}::date[],
      ${policies.map(({ validTo }) => validTo)}::date[]) as fresh`.execute(database);
}

async function ruleSet(database: Kysely<Tables>, digest: string): Promise<Uint8Array | undefined> {
  const row = await database
    .selectFrom('rule_set')
    .select('files')
    .where('digest', '=', digest)
    .executeTakeFirst();
  return row?.files;
}
