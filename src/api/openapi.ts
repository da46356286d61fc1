import { createRoute, z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import type { Api } from './dependencies.ts';
import { declareChinese } from './language.ts';
import { problems } from './responses.ts';

const DESCRIPTION = `免申即享政策匹配服务。

- 文字默认为中文；请求头 \`Accept-Language: en\` 换成英文。
- 相同的请求，在相同的规则集上，得到逐字节相同的回答（decisionId 除外）。
- 判断默认留存，先留存、后回答；留存的判断可以查询、重放，并取得可离线验证的回执。
- 出错时回答 RFC 9457 问题详情（\`application/problem+json\`），\`errors\` 列出全部问题。
- 回答以后可能增加字段；请忽略不认识的字段。`;

const documentRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'getOpenApi',
  tags: ['运行'],
  summary: '本说明',
  middleware: etag(),
  responses: {
    200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: z.unknown() } } },
    ...problems(),
  },
});

/** `GET /openapi.json`. Added after every other route; the document is written once. */
export function addOpenApi(api: Api): void {
  api.openapi(documentRoute, (c) => {
    declareChinese(c);
    return c.json(document, 200);
  });
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'mianshen', version: '1', description: DESCRIPTION },
  });
}
