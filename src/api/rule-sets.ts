import { createRoute, z } from '@hono/zod-openapi';
import { checkSubmission } from '../app/check-submission.ts';
import { tooLarge } from '../app/read-body.ts';
import { submissionSchema } from '../rules/schema/submission-schema.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { Problem, problemOf, refuse } from './problem.ts';
import { checkMediaType } from './request-body.ts';
import { jsonAnswer, problems } from './responses.ts';
import { checkAnswerSchema } from './schema/check-answer-schema.ts';

export const CHECK_PATH = '/v1/rule-sets/check';

/** The body is documented by reference: our own reader is stricter than the framework's, and runs elsewhere. */
const checkRoute = createRoute({
  method: 'post',
  path: CHECK_PATH,
  operationId: 'checkRuleSet',
  tags: ['规则'],
  summary: '检查规则文件',
  description:
    '与 mianshen check --no-mutation --json 相同的检查结果；规则有错也回答 200，ok 为 false。' +
    '请求体至多 20 MB；同时只检查一份，超过时限的回答 503。',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Submission' } } },
    },
  },
  responses: {
    200: jsonAnswer(checkAnswerSchema, '检查结果'),
    ...problems('unreadable-body', 'body-too-large', 'unsupported-media-type', 'invalid-request', 'busy'),
  },
});

/** `POST /v1/rule-sets/check`: what `mianshen check` says of rule files sent in. */
export function addRuleSetCheck(api: Api, { checkRules = checkSubmission }: ApiDependencies): void {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(submissionSchema, { io: 'input' });
  api.openAPIRegistry.registerComponent('schemas', 'Submission', schema as object);
  api.openapi(checkRoute, async (c) => {
    checkMediaType(c);
    const submitted = await checkRules(new Uint8Array(await c.req.arrayBuffer()));
    c.header('Cache-Control', 'no-store');
    switch (submitted.kind) {
      case 'checked':
        return c.json(submitted.answer, 200);
      case 'unreadable':
        throw refuse('unreadable-body', submitted.diagnostics);
      case 'invalid':
        throw refuse('invalid-request', submitted.diagnostics);
      case 'too-large':
        throw problemOf(tooLarge({ zh: '检查所用的内存', en: 'the memory that a check may take' }));
      case 'late':
        throw new Problem('timeout', {
          zh: '规则太多，未能在时限内检查完',
          en: 'too many rules to check in time',
        });
      case 'busy':
        throw new Problem('busy', {
          zh: '正在检查别的规则，请稍后再试',
          en: 'other rules are being checked',
        });
    }
  });
}
