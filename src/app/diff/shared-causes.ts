import type { Cause } from './causes.ts';
import type { PolicyChangeView } from './diff-view.ts';

/** A change that reaches several policies is told once. */
export interface SharedCauses {
  readonly shared: readonly { readonly cause: Cause; readonly policies: number }[];
  isShared(cause: Cause): boolean;
}

export function sharedCauses(policies: readonly PolicyChangeView[]): SharedCauses {
  const seen = new Map<string, { readonly cause: Cause; policies: number }>();
  for (const cause of policies.flatMap(({ because }) => because)) {
    const known = seen.get(keyOf(cause));
    if (known === undefined) seen.set(keyOf(cause), { cause, policies: 1 });
    else known.policies += 1;
  }
  return {
    shared: [...seen.values()].filter((each) => each.policies > 1),
    isShared: (cause) => (seen.get(keyOf(cause))?.policies ?? 0) > 1,
  };
}

function keyOf({ kind, id, nodes, changes }: Cause): string {
  return JSON.stringify([kind, id, nodes, changes]);
}
