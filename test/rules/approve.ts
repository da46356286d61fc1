import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Compares with what people have approved. `MIANSHEN_APPROVE=1 npx vitest run test/rules` writes it anew: read the
 * difference before you commit it.
 */
export function approve(name: string, lines: readonly string[]): void {
  const file = new URL(`approved/${name}.txt`, import.meta.url);
  const text = `${lines.join('\n')}\n`;
  if (process.env.MIANSHEN_APPROVE === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
