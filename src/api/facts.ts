import { createRoute } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { listFacts } from '../app/fact-view.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { languageOf } from './language.ts';
import { jsonAnswer, problems } from './responses.ts';
import { factListSchema } from './schema/fact-view-schema.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/v1/facts',
  operationId: 'listFacts',
  tags: ['指标'],
  summary: '指标目录',
  description: '企业档案里可以填写的指标，及由它们推算的指标。',
  middleware: etag(),
  responses: { 200: jsonAnswer(factListSchema, '指标，按编号排列'), ...problems() },
});

/** `GET /v1/facts`: the fact catalogue. */
export function addFacts(api: Api, { ruleSet }: ApiDependencies): void {
  api.openapi(listRoute, (c) =>
    c.json({ ruleSet: ruleSet.digest, facts: listFacts(ruleSet, languageOf(c)) }, 200),
  );
}
