import { z } from 'zod';
import { canonicalBytes } from './canonical.ts';
import type { Leaf } from './entry.ts';
import { HASH_ALGORITHMS, sameBytes } from './hash.ts';

const text = z.string().min(1);
const common = { format: z.literal(1), hash: z.enum(HASH_ALGORITHMS), recordedAt: text };

/** What a leaf's words say is vouched for by the tree, so only its form is asked for here. */
export const LEAF: z.ZodType<Leaf, Leaf> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('decision'),
    ...common,
    id: text,
    asOf: text,
    ruleSet: text,
    engine: text,
    request: text,
    outcome: text,
  }),
  z.strictObject({ kind: z.literal('erasure'), ...common, id: text, reason: z.string() }),
  z.strictObject({ kind: z.literal('key'), ...common, key: text }),
]);

/** The leaf in these bytes; undefined where they aren't the canonical bytes of one. */
export function readLeaf(bytes: Uint8Array): Leaf | undefined {
  const read = LEAF.safeParse(parseCanonical(bytes));
  return read.success ? read.data : undefined;
}

/** Bytes can be JSON that has no canonical form: with half a surrogate pair, or nested without end. */
function parseCanonical(bytes: Uint8Array): unknown {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return sameBytes(canonicalBytes(json), bytes) ? json : undefined;
  } catch {
    return undefined;
  }
}
