import { createRoute, z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { filesOf, isRuleSet } from '../app/recorded-rule-set.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { notFound } from './not-found.ts';
import { Problem } from './problem.ts';
import { refuseParameters } from './query.ts';
import { jsonAnswer, problems } from './responses.ts';
import { digest } from './schema/basics.ts';
import { recordedRuleSetSchema } from './schema/rule-set-schema.ts';

const params = z.object({ digest });

const viewRoute = createRoute({
  method: 'get',
  path: '/v1/rule-sets/{digest}',
  operationId: 'getRuleSet',
  tags: ['判断记录'],
  summary: '留存的规则集',
  description: '曾用来判断的规则集，全部文件；已核对与摘要一致。',
  middleware: etag(),
  request: { params },
  responses: {
    200: jsonAnswer(recordedRuleSetSchema, '规则集'),
    ...problems('invalid-parameter', 'not-found', 'record-damaged', 'store-unavailable'),
  },
});

/** `GET /v1/rule-sets/{digest}`. */
export function addRecordedRuleSets(api: Api, { ledger }: ApiDependencies): void {
  api.openapi(
    viewRoute,
    async (c) => {
      const { digest: wanted } = c.req.valid('param');
      const bytes = await ledger.store.ruleSet(wanted);
      if (bytes === undefined) throw notFound('rule set', wanted);
      if (!isRuleSet(wanted, bytes))
        throw new Problem('record-damaged', {
          zh: `留存的规则集与其摘要 ${wanted} 不符：曾被改动`,
          en: `the recorded rule set isn't what its digest ${wanted} says: it was altered`,
        });
      // What a digest names never changes.
      c.header('Cache-Control', 'public, max-age=31536000, immutable');
      return c.json({ ruleSet: wanted, files: filesOf(bytes) }, 200);
    },
    refuseParameters({ param: params }),
  );
}
