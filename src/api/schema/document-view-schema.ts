import { z } from '@hono/zod-openapi';
import type { DocumentClauseView, DocumentSummary, DocumentView } from '../../app/document-view.ts';
import { day, departments, documentId, policyId, region } from './basics.ts';
import { list } from './optional.ts';

const summary = {
  id: documentId,
  title: z.string(),
  issuer: z.string().describe('发文机关'),
  number: z.string().nullable().describe('文号'),
  issued: day.nullable().describe('成文或发布日期'),
  region,
  validFrom: day.nullable(),
  validTo: day.nullable(),
  clauseCounts: z
    .object({ policy: z.int(), duty: z.int(), context: z.int() })
    .describe('各类条款的数目：policy 惠企；duty 部门职责；context 背景'),
  policies: list(policyId).describe('由此文件产生的政策'),
};

const documentSummarySchema = z
  .object(summary)
  .openapi('DocumentSummary') satisfies z.ZodType<DocumentSummary>;

export const documentListSchema = z
  .object({ documents: list(documentSummarySchema) })
  .openapi('DocumentList');

const clauseSchema = z
  .object({
    path: z.string().describe('条款路径，如 2.2.17'),
    kind: z.enum(['heading', 'item', 'paragraph']),
    summary: z.string().describe('条款的概括，不是原文'),
    departments,
    supporting: list(z.string()).describe('配合单位'),
    deadline: z.object({ text: z.string(), date: day.nullable() }).nullable().describe('完成时限'),
    disposition: z.enum(['policy', 'duty', 'context']),
    policies: list(policyId).describe('由此条产生的政策'),
    digest: z.string().nullable().describe('规范化原文的 SHA-256'),
  })
  .openapi('DocumentClause') satisfies z.ZodType<DocumentClauseView>;

export const documentViewSchema = z
  .object({
    ...summary,
    inferred: list(
      z.object({
        field: z.string(),
        value: z.union([z.string(), list(z.string())]).nullable(),
        reason: z.string(),
      }),
    ).describe('原文没有写明、由编者推断的内容'),
    clauses: list(clauseSchema),
  })
  .openapi('Document') satisfies z.ZodType<DocumentView>;
