import canonicalize from 'canonicalize';

/**
 * The UTF-8 bytes of the canonical JSON (RFC 8785) of plain data. Throws on numbers and texts that JSON can't carry; a
 * member that is undefined is left out, as by `JSON.stringify`.
 */
export function canonicalBytes(plain: unknown): Uint8Array {
  const ordered = isInOrder(plain) ? plain : withKeysInOrder(plain);
  const text = (isInOrder(ordered) ? writeAsItIs(ordered) : undefined) ?? canonicalize(plain);
  if (text === undefined) throw new Error('only JSON has canonical bytes');
  return new TextEncoder().encode(text);
}

/** Whether every object has its keys in canonical order: then writing it as it is gives the canonical text, much faster. */
function isInOrder(plain: unknown): boolean {
  if (typeof plain === 'number') return Number.isFinite(plain);
  if (typeof plain !== 'object') return typeof plain === 'string' || typeof plain === 'boolean';
  if (plain === null) return true;
  if (Array.isArray(plain)) return plain.every(isInOrder);
  if (Object.getPrototypeOf(plain) !== Object.prototype) return false;
  const members = plain as Readonly<Record<string, unknown>>;
  let last: string | undefined;
  for (const key in members) {
    // Comparing strings compares their UTF-16 units, as the standard asks.
    if ((last !== undefined && last >= key) || !isInOrder(members[key])) return false;
    last = key;
  }
  return true;
}

/** A copy with the keys of every object sorted, as far as JavaScript keeps them so: numbers as keys always come first. */
function withKeysInOrder(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(withKeysInOrder);
  if (typeof plain !== 'object' || plain === null) return plain;
  if (Object.getPrototypeOf(plain) !== Object.prototype) return plain;
  const members = plain as Readonly<Record<string, unknown>>;
  const keys = Object.keys(members).sort();
  return Object.fromEntries(keys.map((key) => [key, withKeysInOrder(members[key])]));
}

/** Undefined where a character that has no UTF-8 form may have been escaped: what to do then, the library knows. */
function writeAsItIs(plain: unknown): string | undefined {
  const text = JSON.stringify(plain);
  return /\\ud[89a-f]/.test(text) ? undefined : text;
}
