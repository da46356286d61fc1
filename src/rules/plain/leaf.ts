import type { Leaf } from '../../engine/condition.ts';
import type { OperatorName } from '../../engine/operators/table.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { NUMERIC_KINDS } from '../../engine/value.ts';
import type { Language } from './language.ts';
import { describeValue } from './value.ts';

type Words = Readonly<Record<Language, string>>;

/** What a leaf demands, without its subject; `{value}` is replaced. The other words stand in where they apply. */
interface Phrase extends Words {
  /** Of several values in a list. */
  readonly several?: Words;
  /** Of a number of any kind. */
  readonly number?: Words;
  /** Of an amount, a ratio or a measure: these are low, where a head-count is few. */
  readonly measure?: Words;
  /** Where the value is that of another fact. */
  readonly fact?: Words;
}

/** What no operator says, yet a `not` before one does. */
type PhraseName = OperatorName | 'containsNone' | 'lacksSome';

const PHRASES: Readonly<Record<PhraseName, Phrase>> = {
  equal: {
    ...{ zh: '为{value}', en: 'is {value}' },
    number: { zh: '等于{value}', en: 'equals {value}' },
    fact: { zh: '与{value}相同', en: 'is the same as {value}' },
  },
  notEqual: {
    ...{ zh: '不为{value}', en: 'is not {value}' },
    number: { zh: '不等于{value}', en: 'does not equal {value}' },
    fact: { zh: '与{value}不同', en: 'differs from {value}' },
  },
  lessThan: {
    ...{ zh: '少于{value}', en: 'is below {value}' },
    measure: { zh: '低于{value}', en: 'is below {value}' },
  },
  lessThanInclusive: { zh: '不超过{value}', en: 'is at most {value}' },
  greaterThan: { zh: '超过{value}', en: 'is above {value}' },
  greaterThanInclusive: {
    ...{ zh: '不少于{value}', en: 'is at least {value}' },
    measure: { zh: '不低于{value}', en: 'is at least {value}' },
  },
  before: { zh: '早于{value}', en: 'is before {value}' },
  onOrBefore: { zh: '不晚于{value}', en: 'is on or before {value}' },
  after: { zh: '晚于{value}', en: 'is after {value}' },
  onOrAfter: { zh: '不早于{value}', en: 'is on or after {value}' },
  within: {
    ...{ zh: '在{value}范围内', en: 'lies within {value}' },
    several: { zh: '在下列任一范围内：{value}', en: 'lies within one of: {value}' },
  },
  notWithin: {
    ...{ zh: '不在{value}范围内', en: 'lies outside {value}' },
    several: { zh: '不在下列任何范围内：{value}', en: 'lies outside all of: {value}' },
  },
  in: {
    ...{ zh: '为{value}', en: 'is {value}' },
    several: { zh: '为下列之一：{value}', en: 'is one of: {value}' },
  },
  notIn: {
    ...{ zh: '不为{value}', en: 'is not {value}' },
    several: { zh: '不为下列任何一项：{value}', en: 'is none of: {value}' },
  },
  contains: { zh: '包括{value}', en: 'includes {value}' },
  doesNotContain: { zh: '不包括{value}', en: 'does not include {value}' },
  containsAny: {
    ...{ zh: '包括{value}', en: 'includes {value}' },
    several: { zh: '包括下列至少一项：{value}', en: 'includes at least one of: {value}' },
  },
  containsAll: {
    ...{ zh: '包括{value}', en: 'includes {value}' },
    several: { zh: '同时包括下列各项：{value}', en: 'includes all of: {value}' },
  },
  containsNone: {
    ...{ zh: '不包括{value}', en: 'does not include {value}' },
    several: { zh: '不包括下列任何一项：{value}', en: 'includes none of: {value}' },
  },
  lacksSome: {
    ...{ zh: '不包括{value}', en: 'does not include {value}' },
    several: { zh: '未同时包括下列各项：{value}', en: 'does not include all of: {value}' },
  },
};

/** 不得不少于 is no Chinese: a leaf under `not` is said with the words of its opposite. */
const OPPOSITES: Readonly<Record<OperatorName, PhraseName>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  lessThan: 'greaterThanInclusive',
  lessThanInclusive: 'greaterThan',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
  before: 'onOrAfter',
  onOrBefore: 'after',
  after: 'onOrBefore',
  onOrAfter: 'before',
  within: 'notWithin',
  notWithin: 'within',
  in: 'notIn',
  notIn: 'in',
  contains: 'doesNotContain',
  doesNotContain: 'contains',
  containsAny: 'containsNone',
  containsAll: 'lacksSome',
};

type Comparison = Pick<Leaf, 'fact' | 'operator' | 'wanted'>;

/** What a leaf demands, as a phrase without its subject: 少于300人. `negated`: what its opposite demands. */
export function describeDemand(
  ruleSet: RuleSet,
  comparison: Comparison,
  language: Language,
  negated: boolean,
): string {
  const fact = ruleSet.facts.get(comparison.fact);
  if (fact === undefined) return '';
  const asked = askedOf(fact, comparison, negated);
  if (asked !== null) {
    const answer = describeValue(ruleSet, fact, asked, language);
    return language === 'zh' ? `为“${answer}”` : answer;
  }
  const { operator, wanted } = comparison;
  const value =
    'constant' in wanted
      ? describeValue(ruleSet, fact, wanted.constant, language)
      : (ruleSet.facts.get(wanted.fact)?.label[language] ?? wanted.fact);
  const phrase = PHRASES[negated ? OPPOSITES[operator] : operator];
  return wordsOf(phrase, fact, wanted)[language].replace('{value}', () => value);
}

/** A leaf as a sentence: 从业人员少于300人; for yes and no 高新技术企业：是. `negated`: its opposite. */
export function describeLeaf(
  ruleSet: RuleSet,
  comparison: Comparison,
  language: Language,
  negated: boolean,
): string {
  const fact = ruleSet.facts.get(comparison.fact);
  if (fact === undefined) return comparison.fact;
  const label = fact.label[language];
  const asked = askedOf(fact, comparison, negated);
  if (asked !== null)
    return `${label}${language === 'zh' ? '：' : ': '}${describeValue(ruleSet, fact, asked, language)}`;
  const demand = describeDemand(ruleSet, comparison, language, negated);
  return language === 'zh' ? `${label}${demand}` : `${label} ${demand}`;
}

/** The answer that a question of yes or no must have; null where the leaf is no such question. */
function askedOf(fact: Fact, { operator, wanted }: Comparison, negated: boolean): boolean | null {
  if (fact.type.kind !== 'boolean' || !('constant' in wanted)) return null;
  return (wanted.constant === true) === ((operator === 'equal') !== negated);
}

function wordsOf(phrase: Phrase, fact: Fact, wanted: Leaf['wanted']): Words {
  const { kind } = fact.type;
  const isNumber = NUMERIC_KINDS.includes(kind);
  const isSeveral = 'constant' in wanted && Array.isArray(wanted.constant) && wanted.constant.length > 1;
  return (
    ('fact' in wanted ? phrase.fact : undefined) ??
    (isSeveral ? phrase.several : undefined) ??
    (isNumber && kind !== 'integer' ? phrase.measure : undefined) ??
    (isNumber ? phrase.number : undefined) ??
    phrase
  );
}
