import { type Diagnostic, diagnose } from '../diagnostic.ts';
import type { ParsedFiles } from '../parse-files.ts';

/** Exclusion groups that exclude nothing: fewer than two policies are in them. */
export function checkExclusions({ exclusions, policies }: ParsedFiles): readonly Diagnostic[] {
  return exclusions
    .filter(({ json }) => policies.filter((policy) => policy.json.exclusive?.includes(json.id)).length < 2)
    .map(({ file, json }) => diagnose('lonely-group', { file, pointer: '/id' }, { found: json.id }));
}
