import { createRoute, z } from '@hono/zod-openapi';
import { viewDecision } from '../app/decision-view.ts';
import {
  type DecisionSearch,
  findDecisions,
  isCursor,
  LARGEST_PAGE,
  USUAL_PAGE,
} from '../app/find-decisions.ts';
import { OUTCOMES } from '../engine/match.ts';
import { civilDateSchema, filledSchema } from '../rules/schema/basics.ts';
import { decisionOf, decisionParams } from './decision-id.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { Problem, refuse } from './problem.ts';
import { QUERY, refuseParameters, refuseQuery } from './query.ts';
import { jsonAnswer, problems } from './responses.ts';
import { digest } from './schema/basics.ts';
import { decisionPageSchema, decisionViewSchema } from './schema/decision-view-schema.ts';
import { optional } from './schema/optional.ts';

const searchSchema = z.strictObject({
  subject: optional(filledSchema).describe('统一社会信用代码；校验'),
  policy: optional(filledSchema).describe('政策编号：判断过这一项的'),
  outcome: optional(z.enum(OUTCOMES)).describe('结果；与 policy 同用时指那一项的结果'),
  ruleSet: optional(digest),
  engine: optional(filledSchema).describe('引擎版本'),
  from: optional(civilDateSchema).describe('留存日期（北京时间）不早于'),
  to: optional(civilDateSchema).describe('留存日期（北京时间）不晚于'),
  order: optional(z.enum(['newest', 'oldest'])).describe('newest 从新到旧（默认）；oldest 从旧到新'),
  limit: optional(z.string().refine(isPageSize, { error: 'page-size' })).describe(
    `每页条数，1 到 ${LARGEST_PAGE}，默认 ${USUAL_PAGE}`,
  ),
  cursor: optional(z.string().refine(isCursor, { error: 'cursor' })).describe(
    '上一页的 next，其他参数须与上一页相同',
  ),
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/decisions',
  operationId: 'listDecisions',
  tags: ['判断记录'],
  summary: '查找判断记录',
  description: '几个条件同时满足。不含所问与所答的内容；已抹除的记录不能再按主体、政策、结果找到。',
  request: { query: searchSchema },
  responses: {
    200: jsonAnswer(decisionPageSchema, '判断记录，按留存的先后排列'),
    ...problems('invalid-parameter', 'store-unavailable'),
  },
});

const viewRoute = createRoute({
  method: 'get',
  path: '/v1/decisions/{id}',
  operationId: 'getDecision',
  tags: ['判断记录'],
  summary: '一条判断记录',
  description: '当时所问与所答的内容，已核对与日志一致；已抹除的，只有抹除的时间与原因。',
  request: { params: decisionParams },
  responses: {
    200: jsonAnswer(decisionViewSchema, '判断记录'),
    ...problems('invalid-parameter', 'not-found', 'record-damaged', 'store-unavailable'),
  },
});

/** `GET /v1/decisions` and `GET /v1/decisions/{id}`. */
export function addDecisions(api: Api, deps: ApiDependencies): void {
  const { store } = deps.ledger;
  api.openapi(
    listRoute,
    async (c) => {
      const place = { file: QUERY, pointer: '/subject' };
      const found = await findDecisions(store, searchFrom(c.req.valid('query')), place);
      if (!found.ok) throw refuse('invalid-parameter', found.diagnostics);
      c.header('Cache-Control', 'no-store');
      return c.json(found.page, 200);
    },
    refuseQuery(searchSchema),
  );
  api.openapi(
    viewRoute,
    async (c) => {
      const view = await viewDecision(store, await decisionOf(deps, c.req.valid('param').id));
      if ('why' in view) throw new Problem('record-damaged', view.why);
      c.header('Cache-Control', 'no-store');
      return c.json(view, 200);
    },
    refuseParameters({ param: decisionParams }),
  );
}

function isPageSize(text: string): boolean {
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= LARGEST_PAGE;
}

function searchFrom({ order, limit, ...same }: z.infer<typeof searchSchema>): DecisionSearch {
  return {
    ...same,
    newestFirst: order !== 'oldest',
    limit: limit === undefined ? USUAL_PAGE : Number(limit),
  };
}
