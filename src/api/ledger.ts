import { createRoute, z } from '@hono/zod-openapi';
import type { LedgerStore } from '../ledger/store.ts';
import { diagnose, quote } from '../rules/diagnostic.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { Problem, refuse } from './problem.ts';
import { QUERY, refuseQuery } from './query.ts';
import { jsonAnswer, problems } from './responses.ts';
import { consistencySchema } from './schema/receipt-schema.ts';

/** Plain text in an OpenAPI route. */
const textAnswer = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});

const checkpointRoute = createRoute({
  method: 'get',
  path: '/v1/ledger/checkpoint',
  operationId: 'getCheckpoint',
  tags: ['日志'],
  summary: '最新的检查点',
  description: '日志此刻的条数与根散列，已签名（C2SP signed-note）。保存下来，以后可证明日志只增未改。',
  responses: { 200: textAnswer('签名的检查点'), ...problems('record-damaged', 'store-unavailable') },
});

const keyRoute = createRoute({
  method: 'get',
  path: '/v1/ledger/key',
  operationId: 'getLedgerKey',
  tags: ['日志'],
  summary: '验证公钥',
  description: '验证回执所用的公钥。请通过别的可信途径核对一次，再交给 mianshen verify --key。',
  responses: { 200: textAnswer('验证公钥，写作“名称+标识+公钥”'), ...problems() },
});

const size = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, { error: 'positive-integer' })
  .describe('检查点的条数');

const querySchema = z.strictObject({ first: size, second: size });

const consistencyRoute = createRoute({
  method: 'get',
  path: '/v1/ledger/consistency',
  operationId: 'getConsistency',
  tags: ['日志'],
  summary: '两个检查点之间的一致性证明',
  description: '证明后一检查点的日志以前一检查点的日志开头：只增未改。用 mianshen verify 即可离线验证。',
  request: { query: querySchema },
  responses: {
    200: jsonAnswer(consistencySchema, '一致性证明'),
    ...problems('invalid-parameter', 'not-found', 'record-damaged', 'store-unavailable'),
  },
});

/** `GET /v1/ledger/checkpoint`, `/v1/ledger/key` and `/v1/ledger/consistency`. */
export function addLedger(api: Api, { ledger }: ApiDependencies): void {
  api.openapi(checkpointRoute, async (c) => {
    const { note } = await ledger.checkpoint();
    c.header('Cache-Control', 'no-store');
    return c.text(note, 200);
  });
  api.openapi(keyRoute, (c) => c.text(`${ledger.key}\n`, 200));
  api.openapi(
    consistencyRoute,
    async (c) => {
      const sizes = c.req.valid('query');
      const [first, second] = [Number(sizes.first), Number(sizes.second)];
      if (first > second) throw wrongOrder(first, second);
      const proof = await ledger.consistency(first, second);
      if (proof === undefined) throw await noCheckpoint(ledger.store, [first, second]);
      c.header('Content-Disposition', `attachment; filename="mianshen-consistency-${first}-${second}.json"`);
      return c.json(proof, 200);
    },
    refuseQuery(querySchema),
  );
}

function wrongOrder(first: number, second: number): Problem {
  const expected = { zh: `不小于 first（${first}）`, en: `at least first (${first})` };
  const place = { file: QUERY, pointer: '/second' };
  return refuse('invalid-parameter', [diagnose('wrong-form', place, { expected, found: quote(second) })]);
}

/** A checkpoint is made for every group of entries, not for every size. */
async function noCheckpoint(store: LedgerStore, sizes: readonly number[]): Promise<Problem> {
  for (const wanted of sizes) {
    const next = await store.checkpointFrom(wanted);
    if (next?.size === wanted) continue;
    const [zh, en] =
      next === undefined
        ? ['日志还没有这么长', 'the log is not that long yet']
        : [`下一个在 ${next.size} 条处`, `the next one is of size ${next.size}`];
    return new Problem('not-found', {
      zh: `${wanted} 条处没有检查点，${zh}`,
      en: `there is no checkpoint of size ${wanted}: ${en}`,
    });
  }
  throw new Error('both checkpoints are there');
}
