import { z } from '@hono/zod-openapi';
import type { ClauseView, PolicySummary, PolicyView } from '../../app/policy-view.ts';
import type { Outline } from '../../rules/plain/outline.ts';
import {
  basis,
  benefit,
  day,
  delivery,
  departments,
  documentId,
  policyId,
  region,
  ruleSetDigest,
  sourceClauses,
} from './basics.ts';
import { list } from './optional.ts';

const summary = {
  id: policyId,
  title: z.string(),
  summary: z.string(),
  region,
  delivery,
  basis,
  benefit,
  departments,
  validFrom: day.nullable().describe('生效首日；文件没有日期为 null'),
  validTo: day.nullable().describe('有效末日；没有期限为 null'),
  source: sourceClauses,
};

const policySummarySchema = z.object(summary).openapi('PolicySummary') satisfies z.ZodType<PolicySummary>;

export const policyListSchema = z
  .object({ ruleSet: ruleSetDigest, policies: list(policySummarySchema) })
  .openapi('PolicyList');

const outlineSchema: z.ZodType<Outline> = z
  .object({ text: z.string(), parts: list(z.lazy(() => outlineSchema)) })
  .openapi('Outline', { description: '条件的白话：一行，及其下各行' });

const clauseSchema = z
  .object({
    document: documentId,
    documentTitle: z.string(),
    clause: z.string().describe('条款路径，如 2.2.17'),
    summary: z.string().describe('条款的概括，不是原文'),
    digest: z.string().nullable().describe('规范化原文的 SHA-256'),
  })
  .openapi('CitedClause') satisfies z.ZodType<ClauseView>;

export const policyViewSchema = z
  .object({
    ...summary,
    conditions: outlineSchema,
    amount: z.union([z.string(), z.null()]).describe('金额怎么算'),
    exclusive: list(z.object({ group: z.string(), label: z.string() })).describe('所属互斥组'),
    residual: list(z.object({ text: z.string(), confirmedBy: z.string() })).describe('须人工确认的条件'),
    clauses: list(clauseSchema).describe('所依据的条款'),
  })
  .openapi('Policy') satisfies z.ZodType<PolicyView>;
