import { z } from 'zod';
import { filledKeySchema, filledSchema, kebabIdSchema, schemaKey, textSchema } from './basics.ts';

export const hierarchyFileSchema = z.strictObject({
  ...schemaKey,
  id: kebabIdSchema,
  label: textSchema,
  source: filledSchema.describe('代码表的出处与版本'),
  codes: z
    .record(
      filledKeySchema,
      z.strictObject({
        name: filledSchema.describe('名称'),
        parent: z.string().min(1).optional().describe('上级代码；最上一级不写'),
      }),
    )
    .describe('代码、名称与上级代码'),
  unlisted: z
    .strictObject({
      pattern: z.string().min(1).describe('代码的形状（正则表达式）'),
      parent: z.literal('prefix').describe('去掉末位即为上级'),
    })
    .optional()
    .describe('未列出的下级代码：形状，以及去掉末位即为上级'),
});

export type HierarchyJson = z.infer<typeof hierarchyFileSchema>;
