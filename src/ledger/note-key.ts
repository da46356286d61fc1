import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { fromBase64, toBase64 } from './base64.ts';
import { hash, sameBytes } from './hash.ts';

/* Keys of C2SP signed-note (c2sp.org/signed-note), Ed25519 only. */

/** Which key made a signature, as its line says: the name and the first bytes of a hash of name and key. */
export interface KeyId {
  readonly name: string;
  readonly id: Uint8Array;
}

/** Checks signatures of one key. */
export interface Verifier extends KeyId {
  /** As text: `<name>+<id in hex>+<base64 of type and public key>`. */
  readonly key: string;
  verify(text: string, signature: Uint8Array): boolean;
}

/** Signs with one key. The private key is nowhere to be read from it. */
export interface Signer extends KeyId {
  /** The verifier key, as text. */
  readonly key: string;
  sign(text: string): Uint8Array;
}

export const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
const ED25519 = 0x01;

/** Not empty, and without spaces (of any script), control characters and `+`. */
export function isKeyName(name: string): boolean {
  return /^[^\p{White_Space}\p{Cc}\p{Cs}+]+$/u.test(name);
}

/** A new private key as PEM (PKCS #8). */
export function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Undefined where the text isn't an Ed25519 private key as PEM. Throws on a name that isn't one: ask `isKeyName`. */
export function signerFrom(name: string, pem: string): Signer | undefined {
  const privateKey = readPrivateKey(pem);
  if (privateKey === undefined) return undefined;
  const { id, key } = describeKey(name, rawPublicKey(createPublicKey(privateKey)));
  return { name, id, key, sign: (text) => new Uint8Array(sign(null, Buffer.from(text), privateKey)) };
}

/** The verifier key of a public key of 32 bytes. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return describeKey(name, publicKey).key;
}

/** Undefined where the text isn't exactly a verifier key. */
export function parseVerifierKey(key: string): Verifier | undefined {
  const [, name = '', base64 = ''] = /^([^+]*)\+[0-9a-f]{8}\+(.*)$/s.exec(key) ?? [];
  const [, ...bytes] = fromBase64(base64) ?? [];
  if (!isKeyName(name) || bytes.length !== PUBLIC_KEY_BYTES) return undefined;
  const described = describeKey(name, Uint8Array.from(bytes));
  // Written anew it is the same: the id fits, and so does the type.
  if (described.key !== key) return undefined;
  const publicKey = keyFromRaw(Uint8Array.from(bytes));
  return {
    name,
    ...described,
    verify: (text, signature) => verify(null, Buffer.from(text), publicKey, signature),
  };
}

export function sameKey(a: KeyId, b: KeyId): boolean {
  return a.name === b.name && sameBytes(a.id, b.id);
}

function describeKey(name: string, publicKey: Uint8Array): { readonly id: Uint8Array; readonly key: string } {
  if (!isKeyName(name)) throw new Error(`'${name}' can't be the name of a key`);
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new Error('an Ed25519 public key has 32 bytes');
  const typed = Uint8Array.of(ED25519, ...publicKey);
  const id = hash('sha256', new TextEncoder().encode(`${name}\n`), typed).slice(0, KEY_ID_BYTES);
  return { id, key: `${name}+${Buffer.from(id).toString('hex')}+${toBase64(typed)}` };
}

function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));
}

function keyFromRaw(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
