import { z } from 'zod';
import { isCivilDate } from '../../engine/civil-date.ts';

// The service runs without code generation from strings, which zod would otherwise try for speed.
z.config({ jitless: true });

const filled = z.string().min(1);

export const textSchema = z
  .strictObject({ zh: filled.describe('中文'), en: filled.describe('英文') })
  .describe('给人看的中英文文字');

export const civilDateSchema = z
  .string()
  .refine(isCivilDate, { error: 'not-a-date' })
  .describe('日期，写作 YYYY-MM-DD');

export const factIdSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, { error: 'camel-case' })
  .describe('指标编号（小驼峰英文）');

export const kebabIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'kebab-case' })
  .describe('编号（小写英文、数字与连字符）');

export const filledSchema = filled;

/** A key of an object whose keys the author chooses. */
export const filledKeySchema = z.string().min(1, { error: 'filled' });

/** Editors read this key; it says nothing. */
export const schemaKey = { $schema: z.string().optional() };
