import { createRoute, z } from '@hono/zod-openapi';
import { html } from 'hono/html';
import { PROBLEMS, type ProblemKind } from '../app/problem-kinds.ts';
import type { Api } from './dependencies.ts';
import { notFound } from './not-found.ts';
import { problems } from './responses.ts';

const pageRoute = createRoute({
  method: 'get',
  path: '/problems/{kind}',
  operationId: 'getProblem',
  tags: ['运行'],
  summary: '一种问题的说明',
  description: '问题详情的 type 指向这里。',
  request: { params: z.object({ kind: z.string() }) },
  responses: {
    200: { description: '说明', content: { 'text/html': { schema: z.string() } } },
    ...problems('not-found'),
  },
});

/** `GET /problems/{kind}`: what the `type` of problem details points to. */
export function addProblemPages(api: Api): void {
  api.openapi(pageRoute, (c) => {
    const { kind } = c.req.valid('param');
    if (!isKind(kind)) throw notFound('problem', kind, Object.keys(PROBLEMS));
    const { status, title, meaning } = PROBLEMS[kind];
    return c.html(
      html`<!doctype html>
        <html lang="zh-CN">
          <meta charset="utf-8" />
          <title>${title.zh}</title>
          <h1>${title.zh} (${status})</h1>
          <p>${meaning.zh}</p>
          <p lang="en">${title.en}: ${meaning.en}</p>
        </html>`,
      200,
    );
  });
}

function isKind(kind: string): kind is ProblemKind {
  return Object.hasOwn(PROBLEMS, kind);
}
