import { z } from '@hono/zod-openapi';
import type {
  Answer,
  BenefitView,
  MatchView,
  MissingView,
  NearMissView,
  RemainingView,
} from '../../app/answer.ts';
import {
  day,
  delivery,
  departments,
  factId,
  policyId,
  ruleSetDigest,
  sourceClauses,
  valueSchema,
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
      why: z.enum(['self-declared', 'not-an-authority']).describe('仅自报；或报送者不能作证'),
      text: z.string(),
      fact: factId,
      confirmedBy: list(z.string()),
    }),
  ])
  .openapi('Remaining', {
    description: '还须确认什么、由谁确认：residual 人工确认的条件；evidence 须由部门数据证实的指标',
  }) satisfies z.ZodType<RemainingView>;

const money = z.string().describe('元，两位小数');

const benefitSchema = z
  .object({
    kind: z.string().describe('优惠种类，如 subsidy、tax、loan、procedure'),
    text: z.string(),
    currency: optional(z.literal('CNY')),
    amount: optional(z.union([money, z.null()])).describe(
      '金额；缺数据算不出时为 null；文件没有写金额时没有此项',
    ),
    paid: optional(money).describe('互斥组取舍后实际享受的金额'),
    atLeast: optional(money).describe('金额未知时的下界'),
    atMost: optional(money).describe('金额未知时的上界'),
    arithmetic: optional(z.string()).describe('怎么算出来的'),
    missing: optional(list(factId)).describe('算出金额还缺哪些指标'),
  })
  .openapi('Benefit') satisfies z.ZodType<BenefitView>;

const nearMissSchema = z
  .object({
    text: list(z.string()),
    changes: list(
      z.object({
        fact: factId,
        from: z.union([valueSchema, z.null()]),
        to: valueSchema,
        distance: optional(z.string()),
        unit: optional(z.string()),
      }),
    ).describe('最少要改变哪些可变指标'),
    holdsFrom: optional(day).describe('须等到这一天'),
  })
  .openapi('NearMiss') satisfies z.ZodType<NearMissView>;

const displacedBySchema = z.object({
  group: z.string(),
  label: z.string(),
  policies: list(policyId),
});

const matchSchema = z
  .object({
    policyId,
    title: z.string(),
    outcome,
    automatic: z.boolean().describe('免申即享：符合，且无须申请'),
    delivery,
    departments,
    benefit: benefitSchema,
    reasons: list(reasonSchema).describe('决定结果的各项条件'),
    explanation: optional(explanationSchema).describe('仅 explain 为 full 时有'),
    missing: list(factId).describe('undetermined：补上哪些指标就能判断'),
    remaining: list(remainingSchema).describe('conditional：还须确认什么'),
    displacedBy: z
      .union([displacedBySchema, z.null()])
      .describe('因互斥组而少享或不享：哪一组、被哪些政策占用'),
    nearMiss: optional(nearMissSchema).describe('ineligible：差多少就能符合'),
    source: sourceClauses,
  })
  .openapi('Match') satisfies z.ZodType<MatchView>;

const missingSchema = z
  .object({
    fact: factId,
    label: z.string(),
    decides: list(policyId).describe('补上它有助于判断哪些政策'),
    amounts: optional(list(policyId)).describe('补上它有助于算出哪些政策的金额'),
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
    decisionId: optional(z.string()).describe('判断记录的编号；不留存时没有'),
    subject: optional(z.string()).describe('统一社会信用代码，已规范化'),
    asOf: day,
    ruleSet: ruleSetDigest,
    engine: z.string().describe('引擎版本'),
    counts: countsSchema.describe('各种结果的政策数，含未返回的'),
    matches: list(matchSchema).describe('按结果、金额、编号排列'),
    missing: list(missingSchema).describe('缺少的指标，最有用的在前'),
  })
  .openapi('Answer') satisfies z.ZodType<Answer>;
