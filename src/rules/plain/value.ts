import type { Decimal } from '../../engine/decimal.ts';
import { nameOf } from '../../engine/hierarchy.ts';
import { type Fact, hierarchyOf, type RuleSet } from '../../engine/rule-set.ts';
import { isDecimal, type Value } from '../../engine/value.ts';
import type { Language } from './language.ts';

/** A value as people write it: 是, 86人, 80万元, 2024年9月1日, 小型, 宣城市（341800）. Lists are joined. */
export function describeValue(ruleSet: RuleSet, fact: Fact, value: Value, language: Language): string {
  if (typeof value === 'boolean') return YES_NO[language][value ? 'yes' : 'no'];
  if (isDecimal(value)) return describeNumber(fact, value, language);
  if (fact.type.kind === 'date' && typeof value === 'string') return describeDate(value, language);
  const members = typeof value === 'string' ? [value] : value;
  if (members.length === 0) return language === 'zh' ? '无' : 'none';
  return members
    .map((member) => describeMember(ruleSet, fact, member, language))
    .join(language === 'zh' ? '、' : ', ');
}

const YES_NO = { zh: { yes: '是', no: '否' }, en: { yes: 'yes', no: 'no' } } as const;

/** A civil date as people write it: 2024年9月1日. */
export function describeDate(date: string, language: Language): string {
  if (language === 'en') return date;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function describeMember(ruleSet: RuleSet, fact: Fact, member: string, language: Language): string {
  const label = fact.valueLabels.get(member);
  if (label !== undefined) return asOneName(label[language], language);
  const hierarchy = hierarchyOf(ruleSet, fact);
  if (hierarchy === undefined) return quoted(member, language);
  const name = asOneName(nameOf(hierarchy, member), language);
  // The name of a code that isn't listed ends in the code.
  if (name.endsWith(member)) return name;
  return language === 'zh' ? `${name}（${member}）` : `${name} (${member})`;
}

/** A name with the sign that stands between names is quoted, or it would read as two. */
function asOneName(name: string, language: Language): string {
  return name.includes(language === 'zh' ? '、' : ',') ? quoted(name, language) : name;
}

function quoted(name: string, language: Language): string {
  return language === 'zh' ? `“${name}”` : `'${name}'`;
}

function describeNumber(fact: Fact, value: Decimal, language: Language): string {
  if (fact.type.kind === 'money') return describeMoney(value, language);
  if (fact.type.kind === 'ratio') return describePercent(value, language);
  if (fact.unit === null) return grouped(value);
  return language === 'zh' ? `${grouped(value)}${fact.unit}` : `${grouped(value)} ${fact.unit}`;
}

/** Four decimals are enough to read; what was rounded says so, lest 4.99999% pass for 5%. */
function describePercent(value: Decimal, language: Language): string {
  const percent = value.times(100);
  const rounded = percent.toDecimalPlaces(4);
  const text = `${grouped(rounded)}%`;
  if (rounded.equals(percent)) return text;
  if (rounded.decimalPlaces() === 4) return `${ROUNDED.about[language]}${text}`;
  return `${ROUNDED[rounded.gt(percent) ? 'under' : 'over'][language]}${text}`;
}

const ROUNDED = {
  about: { zh: '约', en: 'about ' },
  under: { zh: '略低于', en: 'just under ' },
  over: { zh: '略高于', en: 'just over ' },
};

/** Yuan; round 万 and 亿 are written as such in Chinese. */
export function describeMoney(value: Decimal, language: Language): string {
  if (language === 'en') return `CNY ${withFen(value)}`;
  for (const [size, name] of [
    [1e8, '亿'],
    [1e4, '万'],
  ] as const)
    if (value.abs().gte(size) && value.div(size).decimalPlaces() <= 4)
      return `${grouped(value.div(size))}${name}元`;
  return `${withFen(value)}元`;
}

/** Whole yuan as they are, fen as two decimals; what is finer keeps every decimal. */
function withFen(value: Decimal): string {
  return value.decimalPlaces() === 1 ? `${grouped(value)}0` : grouped(value);
}

/** Thousands separated, every decimal kept. */
function grouped(value: Decimal): string {
  const [whole = '', decimals] = value.toFixed().split('.');
  const separated = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? separated : `${separated}.${decimals}`;
}
