import { createRoute } from '@hono/zod-openapi';
import { createReplayQueue } from '../app/replay-queue.ts';
import { viewReplay } from '../app/replay-view.ts';
import { decisionOf, decisionParams } from './decision-id.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { languageOf } from './language.ts';
import { Problem } from './problem.ts';
import { refuseParameters } from './query.ts';
import { jsonAnswer, problems } from './responses.ts';
import { replaySchema } from './schema/replay-schema.ts';

const replayRoute = createRoute({
  method: 'post',
  path: '/v1/decisions/{id}/replay',
  operationId: 'replayDecision',
  tags: ['判断记录'],
  summary: '重放一条判断记录',
  description:
    '用当时留存的档案和规则集重新判断，由引擎和参照（json-rules-engine）各判一次，与留存的结果逐字节比较。' +
    '当时所报的数据若不实，重放照样不实。',
  request: { params: decisionParams },
  responses: {
    200: jsonAnswer(replaySchema, '重放的结果'),
    ...problems('invalid-parameter', 'not-found', 'record-damaged', 'store-unavailable', 'too-busy'),
  },
});

/** Replays that may wait at once. */
const LONGEST_QUEUE = 16;

/** `POST /v1/decisions/{id}/replay`. */
export function addReplays(api: Api, deps: ApiDependencies): void {
  const queue = createReplayQueue(deps.ledger.store, LONGEST_QUEUE);
  api.openapi(
    replayRoute,
    async (c) => {
      const replaying = queue.add(await decisionOf(deps, c.req.valid('param').id));
      if (replaying === undefined)
        throw new Problem('too-busy', {
          zh: `已有 ${LONGEST_QUEUE} 个重放请求，请稍后重试`,
          en: `${LONGEST_QUEUE} replays wait already; try again later`,
        });
      c.header('Cache-Control', 'no-store');
      return c.json(viewReplay(await replaying, languageOf(c)), 200);
    },
    refuseParameters({ param: decisionParams }),
  );
}
