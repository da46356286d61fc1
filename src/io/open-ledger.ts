import { randomUUID } from 'node:crypto';
import type { Text } from '../engine/rule-set.ts';
import { type Ledger, OtherLog, openLedger } from '../ledger/ledger.ts';
import { isSignedBy, newestCheckpoint } from '../ledger/prove.ts';
import type { LedgerStore, LogIdentity } from '../ledger/store.ts';
import { type LedgerEnvironment, readLedgerSettings } from './ledger-settings.ts';
import { SettingRefused } from './setting-refused.ts';
import { newKeyNotice, signingKey } from './signing-key.ts';

export interface OpenedLedger {
  readonly ledger: Ledger;
  /** What must be said at start. */
  readonly notices: readonly Text[];
}

/**
 * Opens the log of the environment in a store, or begins it; a key that isn't there is made, one that the log doesn't know
 * is entered in it. Rejects with `SettingRefused` where the environment and the store don't fit together.
 */
export async function openLedgerToServe(
  store: LedgerStore,
  environment: LedgerEnvironment = process.env,
): Promise<OpenedLedger> {
  const { identity, key } = readLedgerSettings(environment);
  const { signer, madeAt } = await signingKey(identity.origin, key, { make: true });
  const ledger = await openLedger({ store, identity, signer, ...WORLD }).catch((cause: unknown) => {
    throw cause instanceof OtherLog ? otherLog(cause.kept) : cause;
  });
  return { ledger, notices: madeAt === null ? [] : [newKeyNotice(madeAt)] };
}

/** The log that is there. Rejects with `SettingRefused` where nothing was recorded yet. */
export async function recordedLog(store: LedgerStore): Promise<LogIdentity> {
  const identity = await store.identity();
  if (identity === undefined) throw nothingRecorded();
  return identity;
}

export function nothingRecorded(): SettingRefused {
  return new SettingRefused({
    zh: '这里还没有判断记录：请用服务所用的 DATABASE_URL 或 DATA_DIR',
    en: "nothing was recorded here yet: use the service's DATABASE_URL or DATA_DIR",
  });
}

/** Opens a log that is there, with a key that it knows. Nothing is made and nothing is entered in it. */
export async function openLedgerAsItIs(
  store: LedgerStore,
  environment: LedgerEnvironment = process.env,
): Promise<Ledger> {
  const { identity, key } = readLedgerSettings(environment);
  const kept = await recordedLog(store);
  if (kept.origin !== identity.origin || kept.hash !== identity.hash) throw otherLog(kept);
  if ((await store.head()).size === 0) throw nothingRecorded();
  const { signer } = await signingKey(identity.origin, key, { make: false });
  const { note } = await newestCheckpoint(store);
  if (!isSignedBy(signer, note))
    throw new SettingRefused({
      zh: `日志的最新检查点不是用这把密钥（${signer.key}）签名的：请用服务所用的 LEDGER_KEY 或 LEDGER_KEY_FILE`,
      en: `the newest checkpoint of the log isn't signed with this key (${signer.key}): use the service's LEDGER_KEY or LEDGER_KEY_FILE`,
    });
  return openLedger({ store, identity, signer, ...WORLD });
}

const WORLD = { now: () => new Date().toISOString(), newId: randomUUID };

function otherLog({ origin, hash }: LogIdentity): SettingRefused {
  return new SettingRefused({
    zh: `存储里的日志名为“${origin}”，散列算法为 ${hash}：请设 LEDGER_NAME=${origin} LEDGER_HASH=${hash}，或换一个数据库`,
    en: `the store holds the log '${origin}', hashed with ${hash}: set LEDGER_NAME=${origin} LEDGER_HASH=${hash}, or use another database`,
  });
}
