import { createRoute, z } from '@hono/zod-openapi';
import { StoreUnavailable } from '../ledger/store.ts';
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
export function addHealth(api: Api, { ruleSet, ledger }: ApiDependencies): void {
  api.openapi(liveRoute, (c) => c.json({ status: 'ok' as const }, 200));
  api.openapi(readyRoute, async (c) => {
    await ledger.store.head().catch(notReady);
    return c.json({ status: 'ready' as const, ruleSet: ruleSet.digest }, 200);
  });
}

function notReady(cause: unknown): never {
  if (!(cause instanceof StoreUnavailable)) throw cause;
  const detail = {
    zh: '存放判断记录的数据库连不上：只有不留存的匹配（record 为 false）和政策查询可用',
    en: 'the database of recorded decisions can’t be reached: only matches that aren’t recorded (record: false) and policies are answered',
  };
  throw new Problem('not-ready', detail, [], cause);
}
