import type { Leaf } from '../../engine/condition.ts';
import type { OperatorName } from '../../engine/operators/table.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { isDecimal, NUMERIC_KINDS } from '../../engine/value.ts';
import type { Language } from './language.ts';
import { statement } from './statement.ts';
import { describeValue } from './value.ts';

type Words = Readonly<Record<Language, string>>;

/** What a leaf demands, without its subject; `{value}` is replaced. The other words stand in where they apply. */
interface Phrase extends Words {
  /** Of several values in a list. */
  readonly several?: Words;
  /** Of two or three values, joined by this word. */
  readonly few?: Words & { readonly joint: 'or' | 'and' };
  /** Of a place rather than of a class. */
  readonly place?: Words;
  readonly severalPlaces?: Words;
  /** Of zero. */
  readonly zero?: Words;
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
  greaterThan: {
    ...{ zh: '超过{value}', en: 'is above {value}' },
    zero: { zh: '大于零', en: 'is above zero' },
  },
  greaterThanInclusive: {
    ...{ zh: '不少于{value}', en: 'is at least {value}' },
    measure: { zh: '不低于{value}', en: 'is at least {value}' },
  },
  before: { zh: '早于{value}', en: 'is before {value}' },
  onOrBefore: { zh: '不晚于{value}', en: 'is on or before {value}' },
  after: { zh: '晚于{value}', en: 'is after {value}' },
  onOrAfter: { zh: '不早于{value}', en: 'is on or after {value}' },
  within: {
    ...{ zh: '属于{value}', en: 'lies within {value}' },
    several: { zh: '属于下列之一：{value}', en: 'lies within one of: {value}' },
    few: { zh: '属于{value}', en: 'lies within {value}', joint: 'or' },
    place: { zh: '在{value}', en: 'lies within {value}' },
    severalPlaces: { zh: '在下列任一地区：{value}', en: 'lies within one of: {value}' },
    fact: { zh: '在{value}范围内', en: 'lies within {value}' },
  },
  notWithin: {
    ...{ zh: '不属于{value}', en: 'lies outside {value}' },
    several: { zh: '不属于下列任何一类：{value}', en: 'lies outside all of: {value}' },
    place: { zh: '不在{value}', en: 'lies outside {value}' },
    severalPlaces: { zh: '不在下列任何地区：{value}', en: 'lies outside all of: {value}' },
    fact: { zh: '不在{value}范围内', en: 'lies outside {value}' },
  },
  in: {
    ...{ zh: '为{value}', en: 'is {value}' },
    several: { zh: '为下列之一：{value}', en: 'is one of: {value}' },
    few: { zh: '为{value}', en: 'is {value}', joint: 'or' },
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
    few: { zh: '包括{value}', en: 'includes {value}', joint: 'or' },
  },
  containsAll: {
    ...{ zh: '包括{value}', en: 'includes {value}' },
    several: { zh: '同时包括下列各项：{value}', en: 'includes all of: {value}' },
    few: { zh: '同时包括{value}', en: 'includes {value}', joint: 'and' },
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
  const meant = positively(fact, comparison, negated);
  const phrase = PHRASES[meant.name];
  const { wanted } = meant;
  const several = 'constant' in wanted && Array.isArray(wanted.constant) ? wanted.constant : [];
  const few = phrase.few === undefined ? null : joined(ruleSet, fact, several, phrase.few.joint, language);
  const ofFew = (isPlace(ruleSet, fact) ? phrase.place : undefined) ?? phrase.few;
  if (few !== null && ofFew !== undefined) return ofFew[language].replace('{value}', () => few);
  const value =
    'constant' in wanted
      ? setOff(fact, describeValue(ruleSet, fact, wanted.constant, language), language)
      : (ruleSet.facts.get(wanted.fact)?.label[language] ?? wanted.fact);
  return wordsOf(phrase, fact, wanted, isPlace(ruleSet, fact))[language].replace('{value}', () => value);
}

/** 不为不在园区 stumbles: a name that begins with a no of its own is set off. */
function setOff({ type }: Fact, value: string, language: Language): string {
  return language === 'zh' && type.kind === 'enum' && /^[不无没未]/.test(value) ? `“${value}”` : value;
}

interface Meant {
  readonly name: PhraseName;
  readonly wanted: Leaf['wanted'];
}

/** An enumeration that may be all but a few values is said by what it may be: 项目阶段不为“没有项目” says little. */
function positively(fact: Fact, { operator, wanted }: Comparison, negated: boolean): Meant {
  const name = negated ? OPPOSITES[operator] : operator;
  if (fact.type.kind !== 'enum' || !('constant' in wanted)) return { name, wanted };
  if (name !== 'notEqual' && name !== 'notIn') return { name, wanted };
  const excluded = [wanted.constant].flat();
  const left = fact.type.values.filter((value) => !excluded.includes(value));
  if (left.length === 0 || left.length > MOST_LEFT) return { name, wanted };
  return { name: 'in', wanted: { constant: left } };
}

const MOST_LEFT = 5;

/** Two or three names in a row: A、B或C; null where there are more, or a name would read as two. */
function joined(
  ruleSet: RuleSet,
  fact: Fact,
  values: readonly string[],
  joint: 'or' | 'and',
  language: Language,
): string | null {
  if (values.length < 2 || values.length > 3) return null;
  const names = values.map((value) => describeValue(ruleSet, fact, [value], language));
  if (names.some((name) => JOINTS.some((each) => name.includes(each)))) return null;
  const last = names.at(-1) ?? '';
  const word = { or: { zh: '或', en: ' or ' }, and: { zh: '和', en: ' and ' } }[joint][language];
  return `${names.slice(0, -1).join(language === 'zh' ? '、' : ', ')}${word}${last}`;
}

const JOINTS = ['或', '和', '与', '及', '、', ' or ', ' and ', ','];

/** Places lie in one another; classes belong to one another. */
function isPlace(ruleSet: RuleSet, fact: Fact): boolean {
  const region = ruleSet.facts.get(ruleSet.regionFact);
  if (region?.type.kind !== 'code' || fact.type.kind !== 'code') return false;
  return region.type.hierarchy === fact.type.hierarchy;
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
    return (
      statement(label, asked, language) ??
      `${label}${language === 'zh' ? '：' : ': '}${describeValue(ruleSet, fact, asked, language)}`
    );
  const demand = describeDemand(ruleSet, comparison, language, negated);
  return language === 'zh' ? `${label}${demand}` : `${label} ${demand}`;
}

/** The answer that a question of yes or no must have; null where the leaf is no such question. */
function askedOf(fact: Fact, { operator, wanted }: Comparison, negated: boolean): boolean | null {
  if (fact.type.kind !== 'boolean' || !('constant' in wanted)) return null;
  return (wanted.constant === true) === ((operator === 'equal') !== negated);
}

function wordsOf(phrase: Phrase, fact: Fact, wanted: Leaf['wanted'], isPlace: boolean): Words {
  const { kind } = fact.type;
  const isNumber = NUMERIC_KINDS.includes(kind);
  const isSeveral = 'constant' in wanted && Array.isArray(wanted.constant) && wanted.constant.length > 1;
  return (
    ('fact' in wanted ? phrase.fact : undefined) ??
    (isSeveral && isPlace ? phrase.severalPlaces : undefined) ??
    (isSeveral ? phrase.several : undefined) ??
    (isPlace ? phrase.place : undefined) ??
    (isZero(wanted) ? phrase.zero : undefined) ??
    (isNumber && kind !== 'integer' ? phrase.measure : undefined) ??
    (isNumber ? phrase.number : undefined) ??
    phrase
  );
}

function isZero(wanted: Leaf['wanted']): boolean {
  return 'constant' in wanted && isDecimal(wanted.constant) && wanted.constant.isZero();
}
