import { z } from 'zod';
import { civilDateSchema, filledSchema } from './basics.ts';

/** Stands for what an example gives until staff have confirmed it; `check` refuses it. */
export const UNCONFIRMED = '?';

const given = {
  name: filledSchema.optional().describe('这个例子说明什么'),
  asOf: civilDateSchema.describe('判断日'),
  profile: z.record(z.string(), z.unknown()).describe('企业档案，只写用得到的指标'),
};

/** Examples of a named condition: what it comes to by itself. */
export const conditionExamplesSchema = z
  .array(
    z.strictObject({
      ...given,
      gives: z
        .enum(['yes', 'no', 'unknown', UNCONFIRMED])
        .describe('yes 符合；no 不符合；unknown 缺数据；? 建议的例子，还没有人确认'),
    }),
  )
  .min(1)
  .describe('这一条件本身的例子，检查时逐一运行');

/** Examples of a derived fact: the value that it comes to. */
export const factExamplesSchema = z
  .array(
    z.strictObject({
      ...given,
      gives: z
        .union([z.boolean(), z.number(), z.string(), z.null()], { error: 'constant' })
        .describe('推算出的值；缺数据时写 null；? 建议的例子，还没有人确认'),
    }),
  )
  .min(1)
  .describe('推算指标的例子，检查时逐一运行');

export type ConditionExampleJson = z.infer<typeof conditionExamplesSchema>[number];
export type FactExampleJson = z.infer<typeof factExamplesSchema>[number];
