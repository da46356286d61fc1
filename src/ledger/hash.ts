import { createHash } from 'node:crypto';

/** What a log is hashed with: SHA-256, or SM3 (GB/T 32905) where commercial cryptography is assessed (密评). */
export const HASH_ALGORITHMS = ['sha256', 'sm3'] as const;
export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

/** Bytes of a hash of either algorithm. */
export const HASH_BYTES = 32;

/** The hash of the parts, one after the other. */
export function hash(algorithm: HashAlgorithm, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = createHash(algorithm);
  for (const part of parts) hasher.update(part);
  return new Uint8Array(hasher.digest());
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
