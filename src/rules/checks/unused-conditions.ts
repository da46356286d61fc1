import { type Diagnostic, diagnose } from '../diagnostic.ts';
import type { ParsedFiles } from '../parse-files.ts';

/** Named conditions that nothing refers to: usually a slip of the pen somewhere else. */
export function checkUnusedConditions({ conditions, policies, facts }: ParsedFiles): readonly Diagnostic[] {
  const text = JSON.stringify([conditions, policies, facts].map((files) => files.map(({ json }) => json)));
  return conditions
    .filter(({ json }) => !text.includes(`{"condition":${JSON.stringify(json.id)}}`))
    .map(({ file, json }) => diagnose('unused-condition', { file, pointer: '/id' }, { found: json.id }));
}
