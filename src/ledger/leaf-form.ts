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
  const read = LEAF.safeParse(parse(bytes));
  return read.success && sameBytes(canonicalBytes(read.data), bytes) ? read.data : undefined;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
