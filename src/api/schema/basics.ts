import { z } from '@hono/zod-openapi';
import type { ValueJson } from '../../rules/value-to-json.ts';
import { list } from './optional.ts';

export const ruleSetDigest = z.string().describe('规则集的 SHA-256，写作 sha256:…');

/** A digest that is sent in. */
export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, { error: 'sha256' })
  .describe('规则集的摘要，写作 sha256:…');

export const day = z.string().describe('日期 YYYY-MM-DD');
export const region = z.string().describe('行政区划代码');
export const factId = z.string().describe('指标编号');
export const policyId = z.string().describe('政策编号');
export const documentId = z.string().describe('文件编号');

export const delivery = z
  .enum(['automatic', 'instant', 'application'])
  .describe('享受方式：automatic 免申即享；instant 即申即享；application 申报');
export const basis = z
  .enum(['status', 'indicator', 'event'])
  .describe('依据：status 认定类；indicator 指标达成类；event 事项类');
export const benefit = z
  .object({
    kind: z.string().describe('优惠种类，如 subsidy、tax、loan、procedure'),
    text: z.string(),
  })
  .describe('享受什么');
export const departments = list(z.string()).describe('责任单位');
export const sourceClauses = list(z.object({ document: documentId, clause: z.string() })).describe(
  '出自哪个文件的哪一条',
);

export const valueSchema = z
  .union([z.boolean(), z.number(), z.string(), list(z.string())])
  .describe('指标的值；金额写作两位小数的文字') satisfies z.ZodType<ValueJson>;
