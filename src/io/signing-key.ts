import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Text } from '../engine/rule-set.ts';
import { newPrivateKey, type Signer, signerFrom } from '../ledger/note-key.ts';
import type { KeySource } from './ledger-settings.ts';
import { SettingRefused } from './setting-refused.ts';

export interface SigningKey {
  readonly signer: Signer;
  /** Where it was made just now; null where it was there. */
  readonly madeAt: string | null;
}

/**
 * The key that signs the log. Where its file isn't there, it is made if `make` says so: readable by its owner only, and
 * by one process only, however many start at once. Rejects with `SettingRefused`.
 */
export async function signingKey(
  name: string,
  source: KeySource,
  { make }: { readonly make: boolean },
): Promise<SigningKey> {
  if ('pem' in source) return { signer: readKey(name, source.pem, 'LEDGER_KEY'), madeAt: null };
  const { file } = source;
  const there = await readIfThere(file);
  if (there !== undefined) return { signer: readKey(name, there, file), madeAt: null };
  if (!make)
    throw new SettingRefused({
      zh: `没有签名密钥 ${file}：请用服务所用的 LEDGER_KEY、LEDGER_KEY_FILE 或 DATA_DIR`,
      en: `there is no signing key ${file}: use the service's LEDGER_KEY, LEDGER_KEY_FILE or DATA_DIR`,
    });
  const isOurs = await makeKey(file).catch((cause: unknown) => {
    throw unusable(file, cause);
  });
  const pem = await readIfThere(file);
  return { signer: readKey(name, pem ?? '', file), madeAt: isOurs ? file : null };
}

/** What must be said when a key was made. */
export function newKeyNotice(file: string): Text {
  return {
    zh: `已生成签名密钥 ${file}：请妥善备份，勿外泄；丢失后旧回执仍可验证，但日志须换新密钥签名`,
    en: `a signing key was made, ${file}: back it up and keep it secret; without it old receipts stay valid, but the log goes on under a new key`,
  };
}

function readKey(name: string, pem: string, where: string): Signer {
  const signer = signerFrom(name, pem);
  if (signer !== undefined) return signer;
  throw new SettingRefused({
    zh: `${where} 不是 Ed25519 私钥（PEM，PKCS #8）；可用 openssl genpkey -algorithm ed25519 生成`,
    en: `${where} is not an Ed25519 private key as PEM (PKCS #8); openssl genpkey -algorithm ed25519 makes one`,
  });
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unusable(file, cause);
  }
}

/** False where another process was first. A key file that is there is whole: it is linked when it is written. */
async function makeKey(file: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  await writeDurably(draft, newPrivateKey());
  try {
    await link(draft, file);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  } finally {
    await unlink(draft);
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unusable(file: string, cause: unknown): SettingRefused {
  const code = codeOf(cause) ?? String(cause);
  return new SettingRefused(
    {
      zh: `不能读写签名密钥 ${file}（${code}）：请检查权限，或另设 LEDGER_KEY_FILE`,
      en: `can't read or write the signing key ${file} (${code}): check its permissions, or set another LEDGER_KEY_FILE`,
    },
    cause,
  );
}

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException).code;
}
