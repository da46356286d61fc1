import { z } from 'zod';
import { filledSchema } from './basics.ts';

/** How a rule is changed on trial, to see whether an example notices. */
export const MUTATIONS = ['raised', 'lowered', 'boundary', 'swapped', 'negated', 'dropped'] as const;

/** Changes that no example notices, and why that is right. */
export const unnoticedSchema = z
  .array(
    z.strictObject({
      at: z
        .string()
        .regex(/^\//, { error: 'pointer' })
        .describe('改动处的 JSON 指针，与检查报告的一致；以 /* 结尾的包括其下各处'),
      mutation: z.enum(MUTATIONS).optional().describe('哪一种改动；不写为该处的各种改动'),
      reason: filledSchema.describe('为什么不需要例子'),
    }),
  )
  .min(1)
  .describe('没有例子会发现、也不需要例子发现的改动，逐一写明理由；理由不再需要时检查会提醒');

export type UnnoticedJson = z.infer<typeof unnoticedSchema>[number];
