import { z } from 'zod';
import { factIdSchema, kebabIdSchema, schemaKey, textSchema } from './basics.ts';
import { fairCompetitionSchema } from './fair-competition-schema.ts';

/** `rule-set.json`: what the directory is about, and which fact says where an enterprise is registered. */
export const manifestFileSchema = z.strictObject({
  ...schemaKey,
  title: textSchema,
  regionFact: factIdSchema.describe('表示企业注册地的指标'),
  fairCompetition: fairCompetitionSchema.optional(),
});

export type ManifestJson = z.infer<typeof manifestFileSchema>;

/** `authorities.json`: the bodies that vouch for facts. */
export const authorityFileSchema = z.strictObject({
  ...schemaKey,
  authorities: z
    .record(
      kebabIdSchema,
      z.strictObject({
        label: textSchema,
        aggregator: z.boolean().optional().describe('汇聚各部门数据的平台，可为一切指标作证'),
      }),
    )
    .describe('能为指标作证的部门：编号与名称'),
});
