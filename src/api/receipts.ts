import { createRoute, z } from '@hono/zod-openapi';
import { openDecision } from '../app/kept-decision.ts';
import { decisionOf, decisionParams } from './decision-id.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { notFound } from './not-found.ts';
import { Problem } from './problem.ts';
import { refuseParameters } from './query.ts';
import { jsonAnswer, problems } from './responses.ts';
import { optional } from './schema/optional.ts';
import { receiptSchema } from './schema/receipt-schema.ts';

const querySchema = z.strictObject({
  opening: optional(z.enum(['true', 'false'])).describe('true：附上所问与所答的内容，仍可核对；默认不附'),
});

const receiptRoute = createRoute({
  method: 'get',
  path: '/v1/decisions/{id}/receipt',
  operationId: 'getReceipt',
  tags: ['判断记录'],
  summary: '判断记录的回执',
  description:
    '证明这条记录在日志里：用 mianshen verify 即可离线验证，不需要本服务及其数据库。已抹除的记录仍有回执，但不附内容。',
  request: { params: decisionParams, query: querySchema },
  responses: {
    200: jsonAnswer(receiptSchema, '回执'),
    ...problems('invalid-parameter', 'not-found', 'record-damaged', 'store-unavailable'),
  },
});

/** `GET /v1/decisions/{id}/receipt`. */
export function addReceipts(api: Api, deps: ApiDependencies): void {
  api.openapi(
    receiptRoute,
    async (c) => {
      const { id } = c.req.valid('param');
      const opened = openDecision(await decisionOf(deps, id));
      if (!opened.ok) throw new Problem('record-damaged', opened.why);
      const receipt = await deps.ledger.receipt(id, { opening: c.req.valid('query').opening === 'true' });
      if (receipt === undefined) throw notFound('decision', id);
      c.header('Cache-Control', 'no-store');
      c.header('Content-Disposition', `attachment; filename="mianshen-receipt-${id}.json"`);
      return c.json(receipt, 200);
    },
    refuseParameters({ param: decisionParams, query: querySchema }),
  );
}
