import { z } from '@hono/zod-openapi';
import { ruleSetDigest } from './basics.ts';

export const recordedRuleSetSchema = z
  .object({
    ruleSet: ruleSetDigest,
    files: z.record(z.string(), z.unknown()).describe('路径 → 文件内容'),
  })
  .openapi('RecordedRuleSet');
