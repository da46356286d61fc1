import { z } from '@hono/zod-openapi';
import type { Difference } from '../../app/outcome-difference.ts';
import { REPLAY_RESULTS } from '../../app/replay.ts';
import type { ReplayView } from '../../app/replay-view.ts';
import { day, policyId, ruleSetDigest } from './basics.ts';
import { decisionId, moment } from './decision-view-schema.ts';
import { list, optional } from './optional.ts';

const differenceSchema = z
  .object({
    policy: policyId,
    what: z.string().describe('哪一项不同，如 outcome、amount；condition 为某个条件，policy 为只判断过一次'),
    at: optional(z.string()).describe('条件在政策文件中的位置'),
    fact: optional(z.string()).describe('条件所读的指标'),
    recorded: z.unknown().describe('留存的；没有为 null'),
    now: z.unknown().describe('重放的；没有为 null'),
  })
  .openapi('Difference') satisfies z.ZodType<Difference>;

export const replaySchema = z
  .object({
    decisionId,
    result: z
      .enum(REPLAY_RESULTS)
      .describe(
        'identical 逐字节相同；erased 内容已抹除；engine-differs 引擎判断不同；reference-differs 仅参照判断不同；not-replayable 不能重放，见 why',
      ),
    recordedAt: moment,
    asOf: day,
    ruleSet: ruleSetDigest,
    engine: z.object({ recorded: z.string(), now: z.string() }).describe('当时与现在的引擎版本'),
    differences: list(differenceSchema).describe('引擎的判断与留存的有何不同'),
    referenceDifferences: list(differenceSchema).describe('参照的判断与留存的有何不同'),
    why: optional(z.string()).describe('为什么不能重放'),
  })
  .openapi('Replay') satisfies z.ZodType<ReplayView>;
