import { createRoute } from '@hono/zod-openapi';
import { answer } from '../app/answer.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { parseMatchRequest } from '../rules/match-request.ts';
import { matchRequestSchema } from '../rules/schema/match-request-schema.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { languageOf } from './language.ts';
import { refuse } from './problem.ts';
import { readJson } from './request-body.ts';
import { jsonAnswer, problems } from './responses.ts';
import { answerSchema } from './schema/answer-schema.ts';

/** `POST /v1/matches`: what one enterprise is entitled to. */
export function addMatches(api: Api, { ruleSet, today }: ApiDependencies): void {
  api.openAPIRegistry.register('MatchRequest', matchRequestSchema);
  api.openapi(matchesRoute(ruleSet), async (c) => {
    const parsed = parseMatchRequest(ruleSet, await readJson(c), today());
    if (!parsed.ok) throw refuse('invalid-request', parsed.diagnostics);
    c.header('Cache-Control', 'no-store');
    return c.json(answer(ruleSet, parsed.request, languageOf(c)), 200);
  });
}

/**
 * The body is documented by reference and not by its zod schema: with that, the framework's validator would read the
 * body before ours, less strictly and with other messages.
 */
function matchesRoute(ruleSet: RuleSet) {
  return createRoute({
    method: 'post',
    path: '/v1/matches',
    operationId: 'matchEnterprise',
    tags: ['匹配'],
    summary: '匹配一家企业',
    description:
      '按企业档案判断每一项有效的政策。未提供的指标不算符合，也不算不符合，结果为 undetermined。' +
      '目前还不留存判断记录：接受 record 但不起作用，回答里没有 decisionId。',
    request: {
      body: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/MatchRequest' },
            example: exampleRequest(ruleSet),
          },
        },
      },
    },
    responses: {
      200: jsonAnswer(answerSchema, '判断结果'),
      ...problems('unreadable-body', 'body-too-large', 'unsupported-media-type', 'invalid-request'),
    },
  });
}

/** A request that the loaded rule set accepts, whatever its facts are. */
function exampleRequest({ policies, regionFact }: RuleSet): object {
  const region = policies[0]?.region;
  return { profile: region === undefined ? {} : { [regionFact]: region }, explain: 'reasons' };
}
