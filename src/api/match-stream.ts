import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { AnswerText } from '../app/answerer.ts';
import { type Answers, type LineProblem, matchStream } from '../app/match-stream.ts';
import { viewRefusal } from '../app/refusal.ts';
import type { Api, ApiDependencies, Env } from './dependencies.ts';
import { languageOf } from './language.ts';
import { DEFECT } from './problem.ts';
import { checkMediaType } from './request-body.ts';
import { whereOf } from './request-log.ts';
import { problems } from './responses.ts';
import { answerSchema } from './schema/answer-schema.ts';
import { optional } from './schema/optional.ts';
import { problemSchema } from './schema/problem-schema.ts';

export const STREAM_PATH = '/v1/matches:stream';

const NDJSON = 'application/x-ndjson';

/** `POST /v1/matches:stream`: a match request a line, an answer a line, in order. Nothing is recorded. */
export function addMatchStream(api: Api, deps: ApiDependencies, answerText: AnswerText): void {
  const { ruleSet, today } = deps;
  api.openAPIRegistry.registerPath(streamRoute);
  api.post(STREAM_PATH, (c) => {
    checkMediaType(c, NDJSON);
    const settings = { ruleSet, answerText, today, language: languageOf(c) };
    const reader = c.req.raw.body?.getReader();
    const answers = matchStream(untilGone(reader), settings);
    c.header('Cache-Control', 'no-store');
    return c.body(bytesOf(answers, reader, tellDefect(c, deps)), 200, { 'Content-Type': NDJSON });
  });
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

/** The bytes that a client sends. One that goes away has sent all that it will. */
async function* untilGone(reader: BodyReader | undefined): AsyncGenerator<Uint8Array> {
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    leave(reader);
  }
}

/** Nobody waits for what is left of the body. A read that waits for more of it ends at once. */
function leave(reader: BodyReader | undefined): void {
  void reader?.cancel().catch(() => undefined);
}

/** Works out nothing that isn't asked for. After a defect of ours comes a last line, `last`. */
function bytesOf(
  answers: AsyncGenerator<Answers, void>,
  reader: BodyReader | undefined,
  last: (error: Error) => string,
): ReadableStream<Uint8Array> {
  let gone = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await answers.next().catch((defect: Error) => ({ defect }));
        // The client went away meanwhile: the stream is closed, and nobody is told anything.
        if (gone) return;
        if ('defect' in next) controller.enqueue(new TextEncoder().encode(`${last(next.defect)}\n`));
        else if (next.done !== true) return controller.enqueue(next.value.bytes);
        controller.close();
      },
      async cancel() {
        gone = true;
        // First, as the answers wait for a read that is under way.
        leave(reader);
        await answers.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Logs a defect that comes when the answer has begun, and says what the client is told of it. */
function tellDefect(c: Context<Env>, { log, now }: ApiDependencies): (error: Error) => string {
  const start = now();
  return (error) => {
    const request = { requestId: c.get('requestId'), method: c.req.method, path: c.req.path };
    log?.({ ...request, status: 500, ms: Math.round(now() - start), error: whereOf(error) });
    return JSON.stringify(viewRefusal(DEFECT, languageOf(c)));
  };
}

const DESCRIPTION = `每行一个匹配请求（同 POST /v1/matches 的请求体，每行至多 1 MB），每行一个回答，次序不变；空行跳过。
回答是 \`"record": false\` 时 POST /v1/matches 的回答，加上行号 \`line\`（从 1 数起，空行也算）。流中的判断一概不留存：\
\`"record": true\` 的行按有误回答。
有误的行以问题详情回答（/problems/unreadable-body、/problems/invalid-request、/problems/body-too-large），连同行号；后面各行照常。
来多少答多少：回答没有取走就不再读；两分钟没有往来就断开。本服务自己出错时，最后一行是没有 \`line\` 的 /problems/internal-error。`;

const line = z.int().describe('第几行，从 1 数起');

const lineAnswerSchema = z.object({ line, ...answerSchema.shape }).openapi('LineAnswer');

const lineProblemSchema = z
  .object({ line: optional(line), ...problemSchema.shape })
  .omit({ instance: true })
  .openapi('LineProblem', { description: '有误的行：问题详情' }) satisfies z.ZodType<Partial<LineProblem>>;

const lineSchema = z.union([lineAnswerSchema, lineProblemSchema]).openapi('StreamLine', {
  description: '回答里的一行：有 matches 的是判断结果，有 type 的是问题详情',
});

const streamRoute = createRoute({
  method: 'post',
  path: STREAM_PATH,
  operationId: 'matchEnterprises',
  tags: ['匹配'],
  summary: '逐行匹配许多企业',
  description: DESCRIPTION,
  request: {
    body: {
      required: true,
      content: { [NDJSON]: { schema: { $ref: '#/components/schemas/MatchRequest' } } },
    },
  },
  responses: {
    200: { description: '每行一个 JSON', content: { [NDJSON]: { schema: lineSchema } } },
    ...problems('unsupported-media-type'),
  },
});
