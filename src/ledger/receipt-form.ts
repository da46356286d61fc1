import { z } from 'zod';
import { fromBase64 } from './base64.ts';
import { SALT_BYTES } from './entry.ts';
import { HASH_BYTES } from './hash.ts';
import { LEAF } from './leaf-form.ts';
import { type Refusal, refuse } from './refusal.ts';

/* What a receipt and a consistency proof look like as JSON. Nothing may be missing, nothing may be added. */

export const RECEIPT_FORMAT = 'mianshen receipt 1';
export const CONSISTENCY_FORMAT = 'mianshen consistency 1';

const PROOF = z.array(base64(HASH_BYTES));

const RECEIPT = z.strictObject({
  format: z.literal(RECEIPT_FORMAT),
  leaf: LEAF,
  index: z.int().min(0),
  proof: PROOF,
  checkpoint: z.string(),
  key: z.string(),
  opening: z
    .strictObject({ salt: base64(SALT_BYTES), request: z.unknown(), outcome: z.unknown() })
    .optional(),
});

const CONSISTENCY = z.strictObject({
  format: z.literal(CONSISTENCY_FORMAT),
  first: z.string(),
  second: z.string(),
  proof: PROOF,
  key: z.string(),
});

/** As it is written: hashes and salt in base64, checkpoint and key as text. */
export type Receipt = z.input<typeof RECEIPT>;
export type ConsistencyFile = z.input<typeof CONSISTENCY>;
/** As it is read. */
export type ReadReceipt = z.output<typeof RECEIPT>;

export function readReceipt(json: unknown) {
  return read(RECEIPT, json);
}

export function readConsistencyFile(json: unknown) {
  return read(CONSISTENCY, json);
}

function read<T>(schema: z.ZodType<T>, json: unknown): { readonly ok: true; readonly value: T } | Refusal {
  const { success, data, error } = schema.safeParse(json);
  return success ? { ok: true, value: data } : refuse('malformed', { place: placeOf(error.issues) });
}

/** The first mistake, as a JSON pointer. */
function placeOf([issue]: readonly z.core.$ZodIssue[]): string {
  const path = [
    ...(issue?.path ?? []),
    ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []),
  ];
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function base64(length: number) {
  return z.string().transform((text, context): Uint8Array => {
    const bytes = fromBase64(text);
    if (bytes?.length === length) return bytes;
    context.addIssue({ code: 'custom', message: `not the base64 of ${length} bytes` });
    return z.NEVER;
  });
}
