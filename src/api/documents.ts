import { createRoute, z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { summariseDocument, viewDocument } from '../app/document-view.ts';
import type { Api, ApiDependencies } from './dependencies.ts';
import { declareChinese } from './language.ts';
import { notFound } from './not-found.ts';
import { jsonAnswer, problems } from './responses.ts';
import { documentListSchema, documentViewSchema } from './schema/document-view-schema.ts';

const listRoute = createRoute({
  method: 'get',
  path: '/v1/documents',
  operationId: 'listDocuments',
  tags: ['文件'],
  summary: '文件清单',
  description: '政策所出自的文件。',
  middleware: etag(),
  responses: { 200: jsonAnswer(documentListSchema, '文件，按编号排列'), ...problems() },
});

const viewRoute = createRoute({
  method: 'get',
  path: '/v1/documents/{id}',
  operationId: 'getDocument',
  tags: ['文件'],
  summary: '一份文件',
  description: '逐条概括、责任单位、时限，以及由此产生的政策。不含原文。',
  middleware: etag(),
  request: { params: z.object({ id: z.string().describe('文件编号') }) },
  responses: { 200: jsonAnswer(documentViewSchema, '文件'), ...problems('not-found') },
});

/** `GET /v1/documents` and `GET /v1/documents/{id}`. */
export function addDocuments(api: Api, { documents }: ApiDependencies): void {
  const ordered = documents.map(({ json }) => json).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  api.openapi(listRoute, (c) => {
    declareChinese(c);
    return c.json({ documents: ordered.map(summariseDocument) }, 200);
  });
  api.openapi(viewRoute, (c) => {
    const { id } = c.req.valid('param');
    const document = ordered.find((each) => each.id === id);
    if (document === undefined)
      throw notFound(
        'document',
        id,
        ordered.map((each) => each.id),
      );
    declareChinese(c);
    return c.json(viewDocument(document), 200);
  });
}
