import { z } from 'zod';
import './basics.ts';

const filesSchema = z.record(
  z.string(),
  z
    .union([z.string(), z.record(z.string(), z.unknown())], { error: 'file-content' })
    .describe('文件内容：JSON 对象，或文件的文字（行列号以文字为准）'),
);

/** Rule files sent in to be checked. */
export const submissionSchema = z
  .strictObject({
    files: filesSchema.describe('规则目录的全部文件，键为路径，如 policies/341800/loan.json'),
    seeds: filesSchema.optional().describe('来源文件；给出时核对政策与条款的对应'),
    mutation: z
      .boolean()
      .optional()
      .describe('是否试改规则、看例子能否发现（较慢）；不写为否，即 mianshen check --no-mutation'),
  })
  .describe('要检查的规则文件');

export type SubmissionJson = z.infer<typeof submissionSchema>;
