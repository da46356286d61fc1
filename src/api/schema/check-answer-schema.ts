import { z } from '@hono/zod-openapi';
import type { SubmissionAnswer } from '../../app/check-submission.ts';
import { DIAGNOSTIC_CODES } from '../../rules/messages.ts';
import { list, optional } from './optional.ts';

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

const diagnosticSchema = z
  .object({
    code: z.enum(DIAGNOSTIC_CODES).describe('固定的编号，docs/checks/ 里各有一页'),
    severity: z.enum(['error', 'warning']),
    file: z.string().describe('文件；来源文件在 seeds/ 下'),
    pointer: z.string().describe('文件里的 JSON 指针；空为整个文件'),
    line: optional(z.int()).describe('行，从 1 数起'),
    column: optional(z.int()).describe('列，从 1 数起，按 Unicode 字符'),
    endLine: optional(z.int()),
    endColumn: optional(z.int()).describe('末列，不含'),
    message: bothLanguages,
    expected: optional(bothLanguages),
    found: optional(z.string()),
    help: optional(bothLanguages).describe('怎么办'),
  })
  .openapi('Diagnostic');

export const checkAnswerSchema = z
  .object({
    ok: z.boolean().describe('没有错误；提醒不算'),
    ruleSet: z.string().nullable().describe('规则集的 SHA-256，写作 sha256:…；有错误时为 null'),
    diagnostics: list(diagnosticSchema).describe('检查结果，按文件和位置排列，至多 1,000 条'),
    omitted: z.int().describe('未列出的条数'),
  })
  .openapi('CheckAnswer') satisfies z.ZodType<SubmissionAnswer>;
