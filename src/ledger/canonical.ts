import canonicalize from 'canonicalize';

/**
 * The UTF-8 bytes of the canonical JSON (RFC 8785) of plain data. Throws on numbers and texts that JSON can't carry; a
 * member that is undefined is left out, as by `JSON.stringify`.
 */
export function canonicalBytes(plain: unknown): Uint8Array {
  const text = canonicalize(plain);
  if (text === undefined) throw new Error('only JSON has canonical bytes');
  return new TextEncoder().encode(text);
}
