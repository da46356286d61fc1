import { z } from '@hono/zod-openapi';
import {
  CONSISTENCY_FORMAT,
  type ConsistencyFile,
  RECEIPT_FORMAT,
  type Receipt,
} from '../../ledger/receipt-form.ts';

const proof = z.array(z.string()).describe('散列值（base64）');
const note = z.string().describe('签名的检查点');
const key = z.string().describe('验证公钥');
const common = {
  format: z.literal(1),
  hash: z.enum(['sha256', 'sm3']),
  recordedAt: z.string(),
};

const leafSchema = z
  .union([
    z.object({
      kind: z.literal('decision'),
      ...common,
      ...{ id: z.string(), asOf: z.string(), ruleSet: z.string(), engine: z.string() },
      ...{ request: z.string(), outcome: z.string() },
    }),
    z.object({ kind: z.literal('erasure'), ...common, id: z.string(), reason: z.string() }),
    z.object({ kind: z.literal('key'), ...common, key: z.string() }),
  ])
  .openapi('Leaf', { description: '日志里的一条' }) satisfies z.ZodType<Receipt['leaf']>;

export const receiptSchema = z
  .object({
    format: z.literal(RECEIPT_FORMAT),
    leaf: leafSchema,
    index: z.int(),
    proof,
    checkpoint: note,
    key,
    opening: z
      .object({ salt: z.string(), request: z.unknown(), outcome: z.unknown() })
      .optional()
      .describe('所问与所答的内容，及核对所需的盐值'),
  })
  .openapi('Receipt') satisfies z.ZodType<Receipt>;

export const consistencySchema = z
  .object({ format: z.literal(CONSISTENCY_FORMAT), first: note, second: note, proof, key })
  .openapi('Consistency') satisfies z.ZodType<ConsistencyFile>;
