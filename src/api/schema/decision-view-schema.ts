import { z } from '@hono/zod-openapi';
import type { DecisionSummary, DecisionView, ErasureView } from '../../app/decision-view.ts';
import type { DecisionPage } from '../../app/find-decisions.ts';
import type { OutcomeRecord, PolicyRecord } from '../../app/outcome-record.ts';
import type { RequestRecord } from '../../app/request-record.ts';
import { day, ruleSetDigest } from './basics.ts';
import { list, optional } from './optional.ts';

export const decisionId = z.string().describe('判断记录的编号');
export const moment = z.string().describe('UTC 时间，写作 2026-11-21T08:00:00.000Z');

const summaryShape = {
  decisionId,
  index: z.int().describe('日志中的第几条，从 0 数起'),
  recordedAt: moment.describe('留存的时间（UTC）'),
  asOf: day.describe('判断日'),
  ruleSet: ruleSetDigest,
  engine: z.string().describe('当时的引擎版本'),
  subject: z.union([z.string(), z.null()]).describe('统一社会信用代码；未填或已抹除为 null'),
  caller: z.union([z.string(), z.null()]).describe('调用者自报的名称，未经验证'),
  erased: z.boolean().describe('所问与所答的内容是否已抹除'),
};

const summarySchema = z.object(summaryShape).openapi('DecisionSummary') satisfies z.ZodType<DecisionSummary>;

export const decisionPageSchema = z
  .object({
    decisions: list(summarySchema),
    next: z.union([z.string(), z.null()]).describe('下一页的 cursor；没有下一页为 null'),
  })
  .openapi('DecisionPage') satisfies z.ZodType<DecisionPage>;

const money = z.string().describe('元，两位小数');

const policyRecordSchema = z
  .object({
    outcome: z.enum(['eligible', 'conditional', 'undetermined', 'ineligible']),
    truths: z.string().describe('条件里各项从左到右：y 是，n 否，u 未知'),
    automatic: optional(z.literal(true)).describe('免申即享'),
    ...{ amount: optional(money), atLeast: optional(money), atMost: optional(money), paid: optional(money) },
    displacedBy: optional(z.object({ group: z.string(), by: list(z.string()) })),
    missing: optional(list(z.string())).describe('缺哪些指标'),
    remaining: optional(list(z.string())).describe('哪些指标待证实'),
  })
  .openapi('PolicyRecord') satisfies z.ZodType<PolicyRecord>;

const outcomeRecordSchema = z
  .object({
    format: z.literal(1),
    asOf: day,
    ruleSet: ruleSetDigest,
    policies: z.record(z.string(), policyRecordSchema).describe('政策编号 → 结果；当日有效的全部政策'),
  })
  .openapi('OutcomeRecord') satisfies z.ZodType<OutcomeRecord>;

const requestRecordSchema = z
  .object({
    format: z.literal(1),
    subject: summaryShape.subject,
    caller: summaryShape.caller,
    asOf: day,
    source: z.union([z.string(), z.null()]).describe('默认的数据来源；null 为企业自报'),
    profile: z.unknown().describe('收到的企业档案，连同证据'),
  })
  .openapi('RequestRecord') satisfies z.ZodType<RequestRecord>;

const erasureSchema = z
  .object({ index: z.int(), recordedAt: moment, reason: z.string() })
  .openapi('Erasure', {
    description: '何时、为何抹除，见日志的哪一条',
  }) satisfies z.ZodType<ErasureView>;

export const decisionViewSchema = z
  .object({
    ...summaryShape,
    commitments: z
      .object({ hash: z.string(), request: z.string(), outcome: z.string() })
      .describe('日志所承诺的散列值（十六进制）及其算法'),
    erasure: optional(erasureSchema),
    request: optional(requestRecordSchema),
    outcome: optional(outcomeRecordSchema),
  })
  .openapi('Decision') satisfies z.ZodType<DecisionView>;
