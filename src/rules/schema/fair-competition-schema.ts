import { z } from 'zod';
import { civilDateSchema, filledSchema, textSchema } from './basics.ts';

/** On what a condition may treat enterprises differently: who owns them, where they came from, one of them by name. */
export const GROUNDS = ['ownership', 'origin', 'named'] as const;
export type Ground = (typeof GROUNDS)[number];

export const groundSchema = z.enum(GROUNDS);

/** In a policy: why it treats enterprises differently, and who has looked at that. */
export const justificationSchema = z
  .strictObject({
    ground: groundSchema.describe('ownership 按所有制；origin 按从哪里来；named 指名特定企业或供应者'),
    reason: filledSchema.describe('为什么区别对待：文件哪一条要求、有什么法律依据或例外情形'),
    reviewedBy: filledSchema
      .nullable()
      .describe('作出公平竞争审查结论的机关；不知道是否审查过写 null，检查会提醒'),
    reviewedOn: civilDateSchema.nullable().describe('审查结论的日期；不知道写 null'),
  })
  .describe('一项区别对待的理由');

export type JustificationJson = z.infer<typeof justificationSchema>;

/** In `rule-set.json`: the rules on fair competition that `check` cites, and how texts name an enterprise. */
export const fairCompetitionSchema = z
  .strictObject({
    rules: z
      .strictObject({
        ownership: textSchema.optional(),
        origin: textSchema.optional(),
        named: textSchema.optional(),
      })
      .describe('各种区别对待触及的规定，检查时引用'),
    enterpriseNames: z
      .strictObject({
        endings: z.array(filledSchema).min(1).describe('企业名称的结尾，如 有限公司'),
        notAfter: z
          .array(filledSchema)
          .describe('结尾之前是这些字的，不是名称，如 “依法设立的有限公司” 的 “的”'),
      })
      .optional()
      .describe('怎样认出文字里点名的企业'),
  })
  .describe('公平竞争审查的依据');
