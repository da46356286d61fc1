import { z } from '@hono/zod-openapi';
import type { FactView } from '../../app/fact-view.ts';
import { factId, ruleSetDigest, valueSchema } from './basics.ts';
import { list, optional } from './optional.ts';

const factViewSchema = z
  .object({
    id: factId,
    label: z.string(),
    description: z.string(),
    type: z.enum(['boolean', 'integer', 'number', 'ratio', 'money', 'date', 'text', 'enum', 'code', 'set']),
    of: optional(z.enum(['text', 'enum', 'code'])).describe('集合成员的类型'),
    values: optional(list(z.object({ value: z.string(), label: z.string() }))).describe('枚举的值与名称'),
    hierarchy: optional(z.string()).describe('代码所属的代码表'),
    unit: z.string().nullable().describe('计量单位'),
    minimum: optional(valueSchema),
    maximum: optional(valueSchema),
    authorities: list(z.object({ id: z.string(), label: z.string() })).describe('能为它作证的部门'),
    maxAgeDays: z.int().nullable().describe('多少天后数据过期'),
    mutable: z.boolean().describe('企业能否通过自身努力改变'),
    derivation: optional(z.object({ kind: z.string(), from: list(factId) })).describe(
      '推算指标：档案里填写 from 中的指标，不填写它本身',
    ),
  })
  .openapi('FactView') satisfies z.ZodType<FactView>;

export const factListSchema = z
  .object({ ruleSet: ruleSetDigest, facts: list(factViewSchema) })
  .openapi('FactList');
