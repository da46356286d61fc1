import { z } from 'zod';
import { OPERATOR_NAMES, type OperatorName } from '../../engine/operators/table.ts';
import { factIdSchema, kebabIdSchema, textSchema } from './basics.ts';
import { conditionExamplesSchema } from './definition-example-schema.ts';
import { unnoticedSchema } from './unnoticed-schema.ts';

const operatorSchema = z.enum(OPERATOR_NAMES as [OperatorName, ...OperatorName[]]).describe('运算符');

const constantSchema = z.union(
  [
    z.boolean(),
    z.number(),
    z.string(),
    z.array(z.string()).min(1),
    z.strictObject({ fact: factIdSchema }).describe('与另一项指标比较'),
  ],
  { error: 'wanted' },
);

export const leafSchema = z
  .strictObject({
    fact: factIdSchema,
    operator: operatorSchema,
    value: constantSchema.describe('比较的值：常量、常量列表，或 { "fact": "另一指标" }'),
  })
  .describe('单项条件：指标、运算符、值');

export type LeafJson = z.infer<typeof leafSchema>;

export type ConditionJson =
  | { all: ConditionJson[] }
  | { any: ConditionJson[] }
  | { not: ConditionJson }
  | { condition: string }
  | LeafJson;

const partsSchema = z.lazy(() => z.array(conditionSchema).min(1));

const allSchema = z.strictObject({ all: partsSchema.describe('各项都要满足') }).describe('全部满足');
const anySchema = z.strictObject({ any: partsSchema.describe('满足其中一项即可') }).describe('至少满足一项');
const notSchema = z.strictObject({ not: z.lazy(() => conditionSchema) }).describe('不满足');
const namedSchema = z.strictObject({ condition: kebabIdSchema }).describe('引用 conditions/ 里的具名条件');

/** The key that tells which form a condition has, in the order of the union below. */
export const CONDITION_KEYS = ['all', 'any', 'not', 'condition', 'fact'] as const;

export const conditionSchema: z.ZodType<ConditionJson> = z
  .union([allSchema, anySchema, notSchema, namedSchema, leafSchema])
  .meta({ id: 'Condition', description: '条件' });

export const namedConditionFileSchema = z.strictObject({
  $schema: z.string().optional(),
  id: kebabIdSchema,
  label: textSchema,
  description: z.string().min(1).describe('这一条件的含义与出处'),
  conditions: conditionSchema,
  unnoticed: unnoticedSchema.optional(),
  examples: conditionExamplesSchema.optional(),
});

export type NamedConditionJson = z.infer<typeof namedConditionFileSchema>;
