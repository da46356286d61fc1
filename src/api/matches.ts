import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { wordAnswer } from '../app/answer.ts';
import type { AnswerText } from '../app/answerer.ts';
import { toBytes } from '../app/quick/byte-text.ts';
import { type Decided, recordDecision } from '../app/record-decision.ts';
import { match } from '../engine/match.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { MaybeRecorded } from '../ledger/sequencer.ts';
import { StoreUnavailable } from '../ledger/store.ts';
import { parseMatchRequest } from '../rules/match-request.ts';
import { matchRequestSchema } from '../rules/schema/match-request-schema.ts';
import { CALLER_HEADER, callerOf } from './caller.ts';
import type { Api, ApiDependencies, Env } from './dependencies.ts';
import { languageOf } from './language.ts';
import { Problem, refuse } from './problem.ts';
import { readJson } from './request-body.ts';
import { jsonAnswer, problems } from './responses.ts';
import { answerSchema } from './schema/answer-schema.ts';
import { optional } from './schema/optional.ts';

/** `POST /v1/matches`: what one enterprise is entitled to. Recorded before it is answered, unless asked not to be. */
export function addMatches(api: Api, deps: ApiDependencies, answerText: AnswerText): void {
  const { ruleSet, today } = deps;
  // A copy: only schemas made after the framework was loaded can be documented by it.
  api.openAPIRegistry.register('MatchRequest', matchRequestSchema.clone());
  const route = matchesRoute(ruleSet);
  api.openAPIRegistry.registerPath(route);
  // Not through the framework's typed handlers: the answer is text already.
  api.post(route.path, async (c) => {
    const json = await readJson(c);
    const caller = callerOf(c);
    const parsed = parseMatchRequest(ruleSet, json, today());
    if (!parsed.ok) throw refuse('invalid-request', parsed.diagnostics);
    const { request } = parsed;
    c.header('Cache-Control', 'no-store');
    if (!request.record) return c.body(toBytes(answerText(request, languageOf(c))), 200, JSON_TYPE);
    const matches = match(ruleSet, request.profile, request.asOf);
    // Worded before it is recorded: what can't be answered leaves no record.
    const worded = wordAnswer(ruleSet, request, matches, languageOf(c));
    const decisionId = await record(c, deps, { request, json, caller, matches });
    c.header('Location', `/v1/decisions/${decisionId}`);
    return c.json({ decisionId, ...worded }, 200);
  });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** The id of the decision, which is durable then. Throws a `Problem` where it isn't, or where nobody knows. */
async function record(
  c: Context<Env>,
  { ledger, ruleSet }: ApiDependencies,
  decided: Decided,
): Promise<string> {
  c.set('recording', true);
  const { id } = await recordDecision(ledger, ruleSet, decided).catch((cause: unknown) => {
    throw cause instanceof StoreUnavailable ? notAcknowledged(cause) : cause;
  });
  return id;
}

function notAcknowledged(cause: StoreUnavailable): Problem {
  if (!(cause instanceof MaybeRecorded))
    return new Problem(
      'not-recorded',
      {
        zh: '存储暂时不可用，没有留下任何记录，请稍后重试',
        en: 'the store is unavailable, nothing was recorded; try again later',
      },
      [],
      cause,
    );
  const address = `GET /v1/decisions/${cause.id}`;
  return new Problem(
    'maybe-recorded',
    {
      zh: `写入时中断，可能已留存为 ${cause.id}：事后用 ${address} 查`,
      en: `the store broke off, maybe recorded as ${cause.id}: look later with ${address}`,
    },
    [],
    cause,
  );
}

const DESCRIPTION =
  '按企业档案判断每一项有效的政策。未提供的指标不算符合，也不算不符合，结果为 undetermined。' +
  '除非 record 为 false，判断先留存、后回答：decisionId 是它的编号，Location 是它的地址。' +
  '没有留存成功就不作回答（503）；被拒绝的请求不留存。';

/**
 * The body is documented by reference and not by its zod schema: with that, the framework's validator would read the
 * body before ours, less strictly and with other messages.
 */
function matchesRoute(ruleSet: RuleSet) {
  const schema = { $ref: '#/components/schemas/MatchRequest' };
  const content = { 'application/json': { schema, example: exampleRequest(ruleSet) } };
  const kinds = [
    ...(['unreadable-body', 'invalid-parameter', 'body-too-large'] as const),
    ...(['unsupported-media-type', 'invalid-request', 'not-recorded', 'maybe-recorded'] as const),
  ];
  return createRoute({
    method: 'post',
    path: '/v1/matches',
    operationId: 'matchEnterprise',
    tags: ['匹配'],
    summary: '匹配一家企业',
    description: DESCRIPTION,
    request: { body: { required: true, content }, headers: callerHeader },
    responses: {
      200: {
        ...jsonAnswer(answerSchema, '判断结果'),
        headers: z.object({ Location: optional(z.string()).describe('判断记录的地址；不留存时没有') }),
      },
      ...problems(...kinds),
    },
  });
}

const callerHeader = z.object({
  [CALLER_HEADER]: optional(z.string()).describe(
    '调用者自报的名称，随判断留存，不作验证；可显示的文字，至多 200 个字符',
  ),
});

/** A request that the loaded rule set accepts, whatever its facts are. */
function exampleRequest({ policies, regionFact }: RuleSet): object {
  const region = policies[0]?.region;
  return { profile: region === undefined ? {} : { [regionFact]: region }, explain: 'reasons' };
}
