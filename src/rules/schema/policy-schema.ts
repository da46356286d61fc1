import { z } from 'zod';
import { OUTCOMES } from '../../engine/match.ts';
import { BASES, BENEFIT_KINDS, DELIVERIES } from '../../engine/rule-set.ts';
import { amountSchema } from './amount-schema.ts';
import {
  civilDateSchema,
  factIdSchema,
  filledSchema,
  kebabIdSchema,
  schemaKey,
  textSchema,
} from './basics.ts';
import { conditionSchema } from './condition-schema.ts';
import { UNCONFIRMED } from './definition-example-schema.ts';
import { justificationSchema } from './fair-competition-schema.ts';
import { unnoticedSchema } from './unnoticed-schema.ts';

const exampleSchema = z
  .strictObject({
    name: filledSchema.describe('这个例子说明什么'),
    asOf: civilDateSchema,
    source: kebabIdSchema.optional().describe('默认的数据来源；不写为企业自报'),
    profile: z.record(z.string(), z.unknown()).describe('企业档案'),
    outcome: z
      .enum([...OUTCOMES, 'not-in-force', UNCONFIRMED])
      .describe('应得的结果；? 表示建议的例子还没有人对照文件确认'),
    missing: z.array(factIdSchema).min(1).optional().describe('结果为 undetermined 时应缺的指标'),
    amount: z
      .string()
      .regex(/^(\d+\.\d{2}|unknown|\?)$/, { error: 'amount-text' })
      .optional()
      .describe('应得金额，两位小数（如 120000.00）；缺数据算不出写 unknown'),
  })
  .describe('例子，检查时逐一运行');

export type ExampleJson = z.infer<typeof exampleSchema>;

export const policyFileSchema = z.strictObject({
  ...schemaKey,
  id: kebabIdSchema,
  title: textSchema.describe('政策名称'),
  summary: textSchema.describe('一两句话：给谁、给什么'),
  source: z
    .array(
      z.strictObject({
        document: kebabIdSchema.describe('文件编号'),
        clause: filledSchema.describe('条款路径，如 2.2.17'),
      }),
    )
    .min(1)
    .describe('出自哪个文件的哪一条'),
  departments: z.array(filledSchema).describe('责任单位，按文件原文的名称'),
  region: filledSchema.describe('适用的行政区划代码'),
  reach: z
    .union([z.literal('anywhere'), z.strictObject({ fact: factIdSchema })], { error: 'reach' })
    .optional()
    .describe('不写：注册地须在区划内；"anywhere"：不限注册地；{ "fact": … }：该指标须在区划内'),
  validFrom: civilDateSchema.nullable().describe('生效首日；文件没有日期写 null'),
  validTo: civilDateSchema.nullable().describe('有效末日；没有期限写 null'),
  delivery: z.enum(DELIVERIES).describe('automatic 免申即享；instant 即申即享；application 申报'),
  basis: z.enum(BASES).describe('status 认定类；indicator 指标达成类；event 事项类'),
  conditions: conditionSchema.optional().describe('享受条件；对区域内所有企业适用时可不写'),
  residual: z
    .array(
      z.strictObject({
        text: textSchema.describe('须人工确认的条件'),
        confirmedBy: filledSchema.describe('由谁确认'),
      }),
    )
    .optional()
    .describe('文件写明但指标判断不了的条件'),
  benefit: z
    .strictObject({
      kind: z.enum(BENEFIT_KINDS).describe('优惠种类'),
      text: textSchema.describe('享受什么'),
      amount: amountSchema.optional(),
    })
    .describe('享受的优惠'),
  exclusive: z.array(kebabIdSchema).min(1).optional().describe('所属互斥组（就高不重复等）'),
  fairCompetition: z
    .array(justificationSchema)
    .min(1)
    .optional()
    .describe('公平竞争审查：条件区别对待企业的，逐项记下理由与审查机关'),
  unnoticed: unnoticedSchema.optional(),
  examples: z.array(exampleSchema).describe('例子：档案与应有的结果，检查时逐一运行'),
});

export type PolicyJson = z.infer<typeof policyFileSchema>;
