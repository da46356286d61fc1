import canonicalize from 'canonicalize';

/** The UTF-8 bytes of the canonical JSON (RFC 8785). Throws on what isn't plain JSON. */
export function canonicalBytes(plain: unknown): Uint8Array {
  const text = canonicalize(plain);
  if (text === undefined) throw new Error('only JSON has canonical bytes');
  return new TextEncoder().encode(text);
}
