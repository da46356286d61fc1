import { z } from 'zod';
import { factIdSchema, filledSchema, kebabIdSchema, schemaKey, textSchema } from './basics.ts';

/** Yuan as people write it in JSON: a number, or a decimal string where it is long. */
const moneySchema = z
  .union([z.number(), z.string().min(1)], { error: 'money' })
  .describe('以元计的金额，至多两位小数');

const bounds = {
  cap: moneySchema.optional().describe('上限（元）'),
  floor: moneySchema.optional().describe('下限（元）'),
};

const fixedSchema = z.strictObject({ fixed: moneySchema }).describe('定额');

const rateSchema = z
  .strictObject({
    rate: z.number().describe('比例，5% 写作 0.05'),
    of: factIdSchema.describe('按哪项指标计算'),
    ...bounds,
  })
  .describe('按比例');

const perUnitSchema = z
  .strictObject({
    perUnit: moneySchema.describe('每单位多少元'),
    of: factIdSchema.describe('按哪项数量计算'),
    maxUnits: z.number().positive({ error: 'positive-number' }).optional().describe('最多计多少单位'),
    ...bounds,
  })
  .describe('按数量');

const tiersSchema = z
  .strictObject({
    tiers: z.enum(['slab', 'marginal']).describe('slab 全额按所在档次计；marginal 分段累计'),
    of: factIdSchema.describe('按哪项指标分档'),
    bands: z
      .array(
        z.strictObject({
          upTo: moneySchema.nullable().describe('本档到多少为止（含）；最后一档写 null'),
          rate: z.number().optional().describe('本档比例'),
          fixed: moneySchema.optional().describe('本档定额（元）'),
        }),
      )
      .min(1)
      .describe('由低到高的各档'),
    ...bounds,
  })
  .describe('分档');

export type AmountJson =
  | z.infer<typeof fixedSchema>
  | z.infer<typeof rateSchema>
  | z.infer<typeof perUnitSchema>
  | z.infer<typeof tiersSchema>
  | { greaterOf: AmountJson[] }
  | { lesserOf: AmountJson[] };

const partsSchema = z.lazy(() => z.array(amountSchema).min(2, { error: 'two-or-more' }));

/** The key that tells which form an amount has, in the order of the union below. */
export const AMOUNT_KEYS = ['fixed', 'rate', 'perUnit', 'tiers', 'greaterOf', 'lesserOf'] as const;

export const amountSchema: z.ZodType<AmountJson> = z
  .union(
    [
      fixedSchema,
      rateSchema,
      perUnitSchema,
      tiersSchema,
      z.strictObject({ greaterOf: partsSchema.describe('取其中较高者') }).describe('取较高者'),
      z.strictObject({ lesserOf: partsSchema.describe('取其中较低者') }).describe('取较低者'),
    ],
    { error: 'amount' },
  )
  .meta({ id: 'Amount', description: '金额' });

/** `exclusions/*.json`: benefits that don't all add up. */
export const exclusionFileSchema = z.strictObject({
  ...schemaKey,
  id: kebabIdSchema,
  label: textSchema,
  description: filledSchema.describe('这一组的依据'),
  atMost: z
    .int({ error: 'positive-integer' })
    .positive({ error: 'positive-integer' })
    .optional()
    .describe('最多享受几项；就高不重复写 1'),
  cap: moneySchema.optional().describe('合计上限（元）'),
});

export type ExclusionJson = z.infer<typeof exclusionFileSchema>;
