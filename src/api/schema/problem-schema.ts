import { z } from '@hono/zod-openapi';
import type { ProblemError } from '../../app/refusal.ts';
import type { ProblemDetails } from '../problem.ts';
import { list, optional } from './optional.ts';

const problemErrorSchema = z
  .object({
    pointer: z.string().describe('指向请求体的 JSON 指针；查询参数为“/参数名”'),
    detail: z.string(),
    code: z.string().describe('问题的种类，不随语言而变'),
    help: optional(z.string()).describe('怎么办'),
    line: optional(z.int()).describe('请求体的第几行，从 1 数起'),
    column: optional(z.int()).describe('该行的第几个字符，从 1 数起'),
  })
  .openapi('ProblemError') satisfies z.ZodType<ProblemError>;

export const problemSchema = z
  .object({
    type: z.string().describe('问题的种类，也是它的说明页的地址'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().describe('所请求的地址'),
    errors: list(problemErrorSchema).describe('全部问题'),
  })
  .openapi('Problem', { description: 'RFC 9457 问题详情' }) satisfies z.ZodType<ProblemDetails>;
