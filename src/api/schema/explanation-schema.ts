import { z } from '@hono/zod-openapi';
import type { ExplanationView, ReadingView, ReasonView } from '../../app/explanation.ts';
import { factId, valueSchema } from './basics.ts';
import { list, optional } from './optional.ts';

const truth = z.enum(['yes', 'no', 'unknown']).describe('yes 符合；no 不符合；unknown 无法判断');
const at = z.string().describe('条件在政策文件（或具名条件文件）里的 JSON 指针');

export const reasonSchema = z
  .object({
    text: z.string().describe('给人看的一句话'),
    fact: factId,
    operator: z.string(),
    expected: z.union([valueSchema, z.object({ fact: factId })]).describe('要求的值，或与之比较的指标'),
    actual: valueSchema.nullable().describe('实际的值；无法得知时为 null'),
    why: optional(z.string()).describe('actual 为 null 的原因'),
    truth,
    negated: optional(z.literal(true)).describe('在“不得有”之下：要求的是它的反面'),
    within: optional(z.string()).describe('写在哪个具名条件里'),
    at,
  })
  .openapi('Reason') satisfies z.ZodType<ReasonView>;

export const explanationSchema: z.ZodType<ExplanationView> = z
  .object({
    kind: z.enum(['all', 'any', 'not', 'named', 'leaf']),
    truth,
    at,
    text: optional(z.string()),
    name: optional(z.string()).describe('具名条件的名称'),
    leaf: optional(reasonSchema),
    from: optional(list(z.lazy(() => readingSchema))).describe('推算指标的来历'),
    parts: optional(list(z.lazy(() => explanationSchema))),
  })
  .openapi('Explanation', { description: '判断树，与条件同形' });

const readingSchema: z.ZodType<ReadingView> = z
  .object({
    fact: factId,
    text: z.string(),
    from: optional(list(z.lazy(() => readingSchema))),
    rows: optional(list(z.lazy(() => explanationSchema))).describe('判定表逐行的判断'),
  })
  .openapi('Reading', { description: '推算指标由什么推算而来' });
