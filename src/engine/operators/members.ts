import type { Value } from '../value.ts';

/** The strings of a list, or the one string given instead of a list. The compiler admits these two only. */
export function members(value: Value): readonly string[] {
  return Array.isArray(value) ? value : [value as string];
}
