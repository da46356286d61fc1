import type { NamedGroup, Policy, RuleSet, Text } from '../../engine/rule-set.ts';
import { type Aspect, aspect } from './aspect.ts';
import type { RuleSets } from './sides.ts';
import { type Both, both } from './sides.ts';

/** What shares the policy's money: null where its groups, their limits and their members are as before. */
export function exclusionAspect(policies: Both<Policy>, sets: RuleSets): Aspect | null {
  const keys = both(policies, (policy, side) => groupsKey(policy, sets[side]));
  if (keys.old === keys.new) return null;
  return aspect('exclusion', {
    gains: policies.old.exclusive.length === 0 ? 'none' : 'undecided',
    loses: policies.new.exclusive.length === 0 ? 'none' : 'undecided',
    notes: [DEPENDS],
  });
}

const DEPENDS: Text = {
  zh: '互斥组变了，实得金额取决于企业同时享受的其他政策；用 --profiles 计算',
  en: 'exclusion groups changed: what is paid depends on the other policies an enterprise gets; count it with --profiles',
};

function groupsKey({ exclusive }: Policy, ruleSet: RuleSet): string {
  return JSON.stringify(exclusive.toSorted().map((id) => groupKey(ruleSet.exclusionGroups.get(id), ruleSet)));
}

function groupKey(group: NamedGroup | undefined, { policies }: RuleSet): unknown {
  if (group === undefined) return null;
  const members = policies.filter(({ exclusive }) => exclusive.includes(group.id)).map(({ id }) => id);
  return [group.id, group.atMost, group.cap, members];
}
