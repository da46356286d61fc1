import { createRoute, z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { listPolicies, viewPolicy } from '../app/policy-view.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { civilDateSchema, filledSchema } from '../rules/schema/basics.ts';
import { parseValue } from '../rules/value-json.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { languageOf } from './language.ts';
import { notFound } from './not-found.ts';
import { refuse } from './problem.ts';
import { QUERY, refuseQuery } from './query.ts';
import { jsonAnswer, problems } from './responses.ts';
import { delivery } from './schema/basics.ts';
import { optional } from './schema/optional.ts';
import { policyListSchema, policyViewSchema } from './schema/policy-view-schema.ts';

const filterSchema = z.strictObject({
  region: optional(filledSchema).describe('行政区划代码：该地的、其上级的和其下级的政策'),
  asOf: optional(civilDateSchema).describe('只要这一天有效的政策；不写则不论是否有效'),
  delivery: optional(delivery),
  text: optional(filledSchema).describe('在编号、名称、概括与优惠内容中查找'),
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/policies',
  operationId: 'listPolicies',
  tags: ['政策'],
  summary: '政策清单',
  description: '可按地区、日期、享受方式和文字筛选；几个条件同时满足。',
  middleware: etag(),
  request: { query: filterSchema },
  responses: { 200: jsonAnswer(policyListSchema, '政策，按编号排列'), ...problems('invalid-parameter') },
});

const viewRoute = createRoute({
  method: 'get',
  path: '/v1/policies/{id}',
  operationId: 'getPolicy',
  tags: ['政策'],
  summary: '一项政策',
  description: '条件的白话与所依据的条款。',
  middleware: etag(),
  request: { params: z.object({ id: z.string().describe('政策编号') }) },
  responses: { 200: jsonAnswer(policyViewSchema, '政策'), ...problems('not-found') },
});

/** `GET /v1/policies` and `GET /v1/policies/{id}`. */
export function addPolicies(api: Api, { ruleSet, documents }: ApiDependencies): void {
  api.openapi(
    listRoute,
    (c) => {
      const filter = c.req.valid('query');
      checkRegion(ruleSet, filter.region);
      const policies = listPolicies(ruleSet, filter, languageOf(c));
      return c.json({ ruleSet: ruleSet.digest, policies }, 200);
    },
    refuseQuery(filterSchema),
  );
  api.openapi(viewRoute, (c) => {
    const { id } = c.req.valid('param');
    const policy = ruleSet.policies.find((each) => each.id === id);
    if (policy === undefined)
      throw notFound(
        'policy',
        id,
        ruleSet.policies.map((each) => each.id),
      );
    return c.json(viewPolicy(ruleSet, documents, policy, languageOf(c)), 200);
  });
}

/** A code that doesn't exist is a mistake, not an empty list. */
function checkRegion({ facts, regionFact, hierarchies }: RuleSet, region: string | undefined): void {
  const fact = facts.get(regionFact);
  if (region === undefined || fact === undefined) return;
  const parsed = parseValue(fact.type, region, { file: QUERY, pointer: '/region' }, hierarchies);
  if (!parsed.ok) throw refuse('invalid-parameter', parsed.diagnostics);
}
