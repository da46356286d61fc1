import type { Leaf } from '../../engine/condition.ts';
import type { OperatorName } from '../../engine/operators/table.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Language } from './language.ts';
import { describeValue } from './value.ts';

type Phrase = Readonly<Record<Language, string>>;

/** `{value}` is replaced. The words for a date differ from those for a number by operator, so one table serves. */
const PHRASES = {
  equal: { zh: '为{value}', en: 'is {value}' },
  notEqual: { zh: '不为{value}', en: 'is not {value}' },
  lessThan: { zh: '少于 {value}', en: 'is below {value}' },
  lessThanInclusive: { zh: '不超过 {value}', en: 'is at most {value}' },
  greaterThan: { zh: '超过 {value}', en: 'is above {value}' },
  greaterThanInclusive: { zh: '不少于 {value}', en: 'is at least {value}' },
  before: { zh: '早于 {value}', en: 'is before {value}' },
  onOrBefore: { zh: '不晚于 {value}', en: 'is on or before {value}' },
  after: { zh: '晚于 {value}', en: 'is after {value}' },
  onOrAfter: { zh: '不早于 {value}', en: 'is on or after {value}' },
  within: { zh: '在{value}范围内', en: 'lies within {value}' },
  notWithin: { zh: '不在{value}范围内', en: 'lies outside {value}' },
  in: { zh: '属于下列之一：{value}', en: 'is one of: {value}' },
  notIn: { zh: '不属于：{value}', en: 'is none of: {value}' },
  contains: { zh: '包括{value}', en: 'includes {value}' },
  doesNotContain: { zh: '不包括{value}', en: 'does not include {value}' },
  containsAny: { zh: '包括下列之一：{value}', en: 'includes one of: {value}' },
  containsAll: { zh: '同时包括：{value}', en: 'includes all of: {value}' },
} as const satisfies Record<OperatorName, Phrase>;

type Comparison = Pick<Leaf, 'fact' | 'operator' | 'wanted'>;

/** What a leaf demands, as a phrase without its subject: 少于 300 人. */
export function describeDemand(
  ruleSet: RuleSet,
  { fact: id, operator, wanted }: Comparison,
  language: Language,
): string {
  const fact = ruleSet.facts.get(id);
  if (fact === undefined) return '';
  const value =
    'constant' in wanted
      ? describeValue(ruleSet, fact, wanted.constant, language)
      : (ruleSet.facts.get(wanted.fact)?.label[language] ?? wanted.fact);
  return PHRASES[operator][language].replace('{value}', () => value);
}

/** A leaf as a sentence: 从业人员数少于 300 人; for yes and no 高新技术企业：是. */
export function describeLeaf(ruleSet: RuleSet, leaf: Comparison, language: Language): string {
  const fact = ruleSet.facts.get(leaf.fact);
  const label = fact?.label[language] ?? leaf.fact;
  if (fact?.type.kind === 'boolean' && 'constant' in leaf.wanted) {
    const asked = (leaf.wanted.constant === true) === (leaf.operator === 'equal');
    return `${label}${language === 'zh' ? '：' : ': '}${describeValue(ruleSet, fact, asked, language)}`;
  }
  const demand = describeDemand(ruleSet, leaf, language);
  return language === 'zh' ? `${label}${demand}` : `${label} ${demand}`;
}
