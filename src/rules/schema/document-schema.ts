import { z } from 'zod';
import { civilDateSchema, filledSchema, kebabIdSchema, schemaKey } from './basics.ts';

export const clauseSchema = z.strictObject({
  path: filledSchema.describe('条款路径，如 2.2.17'),
  kind: z.enum(['heading', 'item', 'paragraph']).describe('heading 标题；item 有编号的条款；paragraph 段落'),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, { error: 'sha256' })
    .nullable()
    .describe('规范化原文的 SHA-256；scripts/seal-seeds.ts 填写'),
  summary: filledSchema.describe('用自己的话概括'),
  departments: z.array(filledSchema).describe('责任单位'),
  supporting: z.array(filledSchema).describe('配合单位'),
  deadline: z
    .strictObject({ text: filledSchema.describe('原文怎么说'), date: civilDateSchema.optional() })
    .nullable()
    .describe('完成时限'),
  disposition: z.enum(['policy', 'duty', 'context']).describe('policy 惠企；duty 部门职责；context 背景'),
  policies: z.array(kebabIdSchema).describe('由此条产生的政策'),
});

export const documentFileSchema = z.strictObject({
  ...schemaKey,
  id: kebabIdSchema,
  title: filledSchema.describe('文件标题'),
  issuer: filledSchema.describe('发文机关'),
  number: filledSchema.nullable().describe('文号'),
  issued: civilDateSchema.nullable().describe('成文或发布日期'),
  region: filledSchema.describe('行政区划代码'),
  validFrom: civilDateSchema.nullable().describe('施行首日；没有写明的写 null'),
  validTo: civilDateSchema.nullable().describe('有效末日；没有期限写 null'),
  original: filledSchema.describe('原文文件名'),
  inferred: z
    .array(
      z.strictObject({
        field: filledSchema.describe('推断的是哪个字段'),
        value: z
          .union([z.string(), z.array(z.string())], { error: 'text-or-texts' })
          .nullable()
          .describe('推断成什么'),
        reason: filledSchema.describe('为什么这样推断'),
      }),
    )
    .describe('原文没有写明、由编者推断的内容'),
  clauses: z.array(clauseSchema).min(1).describe('逐条'),
});

export type DocumentJson = z.infer<typeof documentFileSchema>;
export type ClauseJson = z.infer<typeof clauseSchema>;
