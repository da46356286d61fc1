import { z } from '@hono/zod-openapi';
import type { Answer, MatchView, MissingView, RemainingView } from '../../app/answer.ts';
import {
  benefit,
  day,
  delivery,
  departments,
  factId,
  policyId,
  ruleSetDigest,
  sourceClauses,
} from './basics.ts';
import { explanationSchema, reasonSchema } from './explanation-schema.ts';
import { list, optional } from './optional.ts';

const outcome = z
  .enum(['eligible', 'conditional', 'undetermined', 'ineligible'])
  .describe('eligible 符合；conditional 待确认；undetermined 缺数据；ineligible 不符合');

const remainingSchema = z
  .union([
    z.object({ kind: z.literal('residual'), text: z.string(), confirmedBy: z.string() }),
    z.object({
      kind: z.literal('evidence'),
      text: z.string(),
      fact: factId,
      confirmedBy: list(z.string()),
    }),
  ])
  .openapi('Remaining', {
    description: '还须确认什么、由谁确认：residual 人工确认的条件；evidence 须由部门数据证实的指标',
  }) satisfies z.ZodType<RemainingView>;

const matchSchema = z
  .object({
    policyId,
    title: z.string(),
    outcome,
    automatic: z.boolean().describe('免申即享：符合，且无须申请'),
    delivery,
    departments,
    benefit,
    reasons: list(reasonSchema).describe('决定结果的各项条件'),
    explanation: optional(explanationSchema).describe('仅 explain 为 full 时有'),
    missing: list(factId).describe('undetermined：补上哪些指标就能判断'),
    remaining: list(remainingSchema).describe('conditional：还须确认什么'),
    displacedBy: z.null(),
    source: sourceClauses,
  })
  .openapi('Match') satisfies z.ZodType<MatchView>;

const missingSchema = z
  .object({
    fact: factId,
    label: z.string(),
    decides: list(policyId).describe('补上它有助于判断哪些政策'),
    authorities: list(z.string()).describe('能为它作证的部门'),
  })
  .openapi('Missing') satisfies z.ZodType<MissingView>;

const countsSchema = z.object({
  eligible: z.int(),
  conditional: z.int(),
  undetermined: z.int(),
  ineligible: z.int(),
}) satisfies z.ZodType<Answer['counts']>;

export const answerSchema = z
  .object({
    subject: optional(z.string()).describe('统一社会信用代码，已规范化'),
    asOf: day,
    ruleSet: ruleSetDigest,
    engine: z.string().describe('引擎版本'),
    counts: countsSchema.describe('各种结果的政策数，含未返回的'),
    matches: list(matchSchema).describe('按结果、编号排列'),
    missing: list(missingSchema).describe('缺少的指标，最有用的在前'),
  })
  .openapi('Answer') satisfies z.ZodType<Answer>;
