import type { Policy } from '../engine/rule-set.ts';

export type Pair = readonly [Policy, Policy];

/**
 * Pairs of policies that have something to do with each other: of one exclusion group, or of one clause with one kind of
 * benefit. Any other two are two favours of the state, and that one reaches more enterprises than the other says
 * nothing against either.
 */
export function relatedPairs(policies: readonly Policy[]): readonly Pair[] {
  const buckets = new Map<string, Policy[]>();
  for (const policy of policies)
    for (const key of new Set([
      ...policy.exclusive.map((group) => `group ${group}`),
      ...clauseKeys(policy),
    ])) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [policy]);
      else bucket.push(policy);
    }
  const pairs = new Map<string, Pair>();
  for (const bucket of buckets.values())
    bucket.forEach((first, index) => {
      for (const second of bucket.slice(index + 1)) pairs.set(`${first.id} ${second.id}`, [first, second]);
    });
  return [...pairs.values()];
}

export function sharedGroups(a: Policy, b: Policy): readonly string[] {
  return a.exclusive.filter((group) => b.exclusive.includes(group));
}

export function shareClause(a: Policy, b: Policy): boolean {
  const keys = new Set(clauseKeys(a));
  return clauseKeys(b).some((key) => keys.has(key));
}

function clauseKeys({ source, benefit }: Policy): readonly string[] {
  return source.map(({ document, clause }) => `${benefit.kind} ${document} ${clause}`);
}
