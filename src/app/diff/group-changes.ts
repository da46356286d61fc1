import type { NamedGroup, RuleSet } from '../../engine/rule-set.ts';
import type { Language } from '../../rules/plain/language.ts';
import { describeMoney } from '../../rules/plain/value.ts';
import { lineChanges, type TextChange } from './list-changes.ts';
import { both, type RuleSets } from './sides.ts';

/** What changed of an exclusion group: how many, how much, and which other policies are in it. */
export function groupDefinitionChanges(
  id: string,
  policyId: string,
  sets: RuleSets,
  language: Language,
): readonly TextChange[] {
  const said = both(sets, (ruleSet) => {
    const group = ruleSet.exclusionGroups.get(id);
    return group === undefined
      ? []
      : [...sayLimits(group, language), ...sayRivals(group, policyId, ruleSet, language)];
  });
  return lineChanges(said.old, said.new);
}

function sayLimits({ atMost, cap }: NamedGroup, language: Language): readonly string[] {
  const zh = language === 'zh';
  return [
    ...(atMost === null ? [] : [zh ? `最多享受${atMost}项` : `at most ${atMost} of them`]),
    ...(cap === null
      ? []
      : [
          zh ? `合计最高${describeMoney(cap, language)}` : `together at most ${describeMoney(cap, language)}`,
        ]),
  ];
}

function sayRivals(
  { id }: NamedGroup,
  policyId: string,
  ruleSet: RuleSet,
  language: Language,
): readonly string[] {
  return ruleSet.policies
    .filter((policy) => policy.id !== policyId && policy.exclusive.includes(id))
    .map((policy) => `${language === 'zh' ? '同组政策：' : 'same group: '}${policy.id}`);
}
