import { z } from 'zod';
import {
  factIdSchema,
  filledKeySchema,
  filledSchema,
  kebabIdSchema,
  schemaKey,
  textSchema,
} from './basics.ts';
import { conditionSchema } from './condition-schema.ts';
import { factExamplesSchema } from './definition-example-schema.ts';
import { groundSchema } from './fair-competition-schema.ts';
import { unnoticedSchema } from './unnoticed-schema.ts';

const valuesSchema = z
  .record(filledKeySchema, textSchema)
  .refine((values) => Object.keys(values).length > 0)
  .describe('枚举的每个值与名称');

const tableValueSchema = z
  .union([z.boolean(), z.number(), z.string()], { error: 'constant' })
  .describe('这一行给出的值');

const derivedSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('ratio').describe('两项之比'),
      numerator: factIdSchema.describe('分子'),
      denominator: factIdSchema.describe('分母'),
    }),
    z.strictObject({
      kind: z.literal('sum').describe('几项之和'),
      of: z.array(factIdSchema).min(2, { error: 'two-or-more' }).describe('相加的各项指标'),
    }),
    z.strictObject({
      kind: z.literal('difference').describe('两项之差'),
      minuend: factIdSchema.describe('被减的指标'),
      subtrahend: factIdSchema.describe('减去的指标'),
    }),
    z.strictObject({
      kind: z.literal('age').describe('自某日起满多久'),
      since: factIdSchema.describe('起始日期的指标'),
      in: z.enum(['years', 'months', 'days']).describe('years 周年；months 整月；days 天'),
    }),
    z.strictObject({
      kind: z.literal('table').describe('按条件逐行给值'),
      rows: z
        .array(z.strictObject({ when: conditionSchema, value: tableValueSchema }))
        .min(1)
        .describe('自上而下，先成立的一行为准'),
      otherwise: tableValueSchema.describe('各行都不成立时的值'),
    }),
  ])
  .describe('由其他指标推算');

const common = {
  id: factIdSchema,
  label: textSchema,
  description: filledSchema.describe('一句话说明口径与出处'),
  unit: filledSchema.optional().describe('计量单位，如 人、元、天'),
  authorities: z.array(kebabIdSchema).min(1).optional().describe('能为这一指标作证的部门；推算指标不写'),
  maxAgeDays: z
    .int({ error: 'positive-integer' })
    .positive({ error: 'positive-integer' })
    .optional()
    .describe('多少天后数据过期'),
  mutable: z.boolean().describe('企业能否通过自身努力改变'),
  attainable: z
    .array(tableValueSchema)
    .min(1)
    .optional()
    .describe('只值得争取变成这些值（如移出失信名单，而不是列入）'),
  distinguishes: groundSchema
    .optional()
    .describe(
      '按这一指标设条件会区别对待企业：ownership 按所有制；origin 按从哪里来；named 指名特定企业或供应者',
    ),
  derived: derivedSchema.optional(),
  unnoticed: unnoticedSchema.optional(),
  examples: factExamplesSchema.optional(),
};

const bounds = {
  minimum: z.number().optional().describe('档案中允许的最小值'),
  maximum: z.number().optional().describe('档案中允许的最大值'),
};

const hierarchySchema = kebabIdSchema.describe('代码所属的层级表');

export const factSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ ...common, type: z.literal('boolean').describe('是或否') }),
    z.strictObject({ ...common, ...bounds, type: z.literal('integer').describe('整数') }),
    z.strictObject({ ...common, ...bounds, type: z.literal('number').describe('数字') }),
    z.strictObject({ ...common, ...bounds, type: z.literal('ratio').describe('比例，5% 写作 0.05') }),
    z.strictObject({ ...common, ...bounds, type: z.literal('money').describe('金额（元）') }),
    z.strictObject({ ...common, type: z.literal('date').describe('日期') }),
    z.strictObject({ ...common, type: z.literal('text').describe('文字') }),
    z.strictObject({ ...common, type: z.literal('enum').describe('几个值之一'), values: valuesSchema }),
    z.strictObject({
      ...common,
      type: z.literal('code').describe('代码表里的代码'),
      hierarchy: hierarchySchema,
    }),
    z.strictObject({
      ...common,
      type: z.literal('set').describe('几个值的集合'),
      of: z.enum(['text', 'enum', 'code']).describe('集合成员的类型'),
      values: valuesSchema.optional(),
      hierarchy: hierarchySchema.optional(),
    }),
  ])
  .meta({ id: 'Fact', description: '指标' });

export type FactJson = z.infer<typeof factSchema>;
export type DerivedJson = z.infer<typeof derivedSchema>;

export const factFileSchema = z.strictObject({
  ...schemaKey,
  subject: textSchema.describe('这一文件的主题'),
  facts: z.array(factSchema).min(1).describe('这一主题的各项指标'),
});
