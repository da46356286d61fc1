import { createRoute, z } from '@hono/zod-openapi';
import type { Api, ApiDependencies } from './dependencies.ts';
import { Problem } from './problem.ts';
import { jsonAnswer, problems } from './responses.ts';
import { ruleSetDigest } from './schema/basics.ts';

const liveRoute = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['运行'],
  summary: '是否在运行',
  responses: { 200: jsonAnswer(z.object({ status: z.literal('ok') }), '在运行'), ...problems() },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  operationId: 'getReadiness',
  tags: ['运行'],
  summary: '能否受理请求',
  responses: {
    200: jsonAnswer(z.object({ status: z.literal('ready'), ruleSet: ruleSetDigest }), '已就绪'),
    ...problems('not-ready'),
  },
});

/** `GET /healthz` and `GET /readyz`. */
export function addHealth(api: Api, { ruleSet, ready }: ApiDependencies): void {
  api.openapi(liveRoute, (c) => c.json({ status: 'ok' as const }, 200));
  api.openapi(readyRoute, async (c) => {
    const reasons = (await ready?.()) ?? [];
    if (reasons.length > 0)
      throw new Problem('not-ready', { zh: reasons.join('；'), en: reasons.join('; ') });
    return c.json({ status: 'ready' as const, ruleSet: ruleSet.digest }, 200);
  });
}
