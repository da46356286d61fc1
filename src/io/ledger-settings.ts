import { join, resolve } from 'node:path';
import { HASH_ALGORITHMS, type HashAlgorithm } from '../ledger/hash.ts';
import { isKeyName } from '../ledger/note-key.ts';
import type { LogIdentity } from '../ledger/store.ts';
import { SettingRefused } from './setting-refused.ts';

/** The environment as the log reads it. */
export interface LedgerEnvironment {
  /** The origin of the log and the name of its key; `mianshen` by default. */
  readonly LEDGER_NAME?: string | undefined;
  /** `sha256`, the default, or `sm3`. */
  readonly LEDGER_HASH?: string | undefined;
  /** The private key itself: Ed25519 as PEM (PKCS #8). */
  readonly LEDGER_KEY?: string | undefined;
  /** Where the private key is kept; `ledger-key.pem` in the data directory by default. */
  readonly LEDGER_KEY_FILE?: string | undefined;
  readonly DATA_DIR?: string | undefined;
}

/** Where the private key comes from. */
export type KeySource = { readonly pem: string } | { readonly file: string };

export interface LedgerSettings {
  readonly identity: LogIdentity;
  readonly key: KeySource;
}

/** What the environment says about the log. Throws `SettingRefused` where it can't be. */
export function readLedgerSettings(environment: LedgerEnvironment): LedgerSettings {
  const { LEDGER_NAME: origin = 'mianshen', LEDGER_HASH: hash = 'sha256' } = environment;
  if (!isKeyName(origin))
    throw new SettingRefused({
      zh: `LEDGER_NAME 不能为空，也不能有空白、控制字符和“+”：“${origin}”`,
      en: `LEDGER_NAME must have no white space, control characters or '+', and not be empty: '${origin}'`,
    });
  if (!isHash(hash))
    throw new SettingRefused({
      zh: `LEDGER_HASH 应为 ${HASH_ALGORITHMS.join(' 或 ')}：“${hash}”`,
      en: `LEDGER_HASH must be ${HASH_ALGORITHMS.join(' or ')}: '${hash}'`,
    });
  return { identity: { origin, hash }, key: keySource(environment) };
}

function isHash(name: string): name is HashAlgorithm {
  return HASH_ALGORITHMS.some((each) => each === name);
}

function keySource({
  LEDGER_KEY: pem,
  LEDGER_KEY_FILE: file,
  DATA_DIR: folder = '.data',
}: LedgerEnvironment): KeySource {
  if (pem !== undefined && file !== undefined)
    throw new SettingRefused({
      zh: 'LEDGER_KEY 与 LEDGER_KEY_FILE 只能设一个',
      en: 'set either LEDGER_KEY or LEDGER_KEY_FILE, not both',
    });
  // Line breaks are often written as \n in the environment.
  if (pem !== undefined) return { pem: pem.replaceAll('\\n', '\n') };
  return { file: resolve(file ?? join(folder, 'ledger-key.pem')) };
}
