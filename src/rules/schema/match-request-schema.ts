import { z } from 'zod';
import { OUTCOMES } from '../../engine/match.ts';
import { civilDateSchema, filledSchema, kebabIdSchema } from './basics.ts';

export const EXPLANATIONS = ['none', 'reasons', 'full'] as const;

/** What `POST /v1/matches` and `mianshen match` take. */
export const matchRequestSchema = z.strictObject({
  $schema: z.string().optional(),
  subject: filledSchema.optional().describe('统一社会信用代码；填写时校验'),
  name: filledSchema.optional().describe('企业名称，只供阅读，不参与判断'),
  asOf: civilDateSchema.optional().describe('判断日；默认北京时间今天'),
  source: kebabIdSchema.optional().describe('默认的数据来源（部门编号）；不写为企业自报'),
  profile: z
    .record(z.string(), z.unknown())
    .describe('企业档案：指标编号 → 值，或 { value, source, observedOn }，或其列表'),
  include: z.array(z.enum(OUTCOMES)).optional().describe('返回哪些结果；默认不含 ineligible'),
  explain: z.enum(EXPLANATIONS).optional().describe('none 不解释；reasons 列出理由；full 整棵判断树'),
  record: z.boolean().optional().describe('是否留存判断记录；默认留存（仅 HTTP 接口）'),
});

export type MatchRequestJson = z.infer<typeof matchRequestSchema>;
