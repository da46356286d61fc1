import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** `sha256:` and the SHA-256 of the canonical JSON (RFC 8785) of plain, parsed JSON. */
export function digestOf(plain: unknown): string {
  const canonical = canonicalize(plain);
  if (canonical === undefined) throw new Error('only JSON has a digest');
  return `sha256:${createHash('sha256').update(canonical, 'utf8').digest('hex')}`;
}
