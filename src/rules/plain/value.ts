import type { Decimal } from '../../engine/decimal.ts';
import { nameOf } from '../../engine/hierarchy.ts';
import { type Fact, hierarchyOf, type RuleSet } from '../../engine/rule-set.ts';
import { isDecimal, type Value } from '../../engine/value.ts';
import type { Language } from './language.ts';

/** A value as people write it: 是, 86 人, 80万元, 小型, 宣城市（341800）. Lists are joined; names with a comma are quoted. */
export function describeValue(ruleSet: RuleSet, fact: Fact, value: Value, language: Language): string {
  if (typeof value === 'boolean') return YES_NO[language][value ? 'yes' : 'no'];
  if (isDecimal(value)) return describeNumber(fact, value, language);
  const members = typeof value === 'string' ? [value] : value;
  if (members.length === 0) return language === 'zh' ? '无' : 'none';
  return listNames(
    members.map((member) => describeMember(ruleSet, fact, member, language)),
    language,
  );
}

/** A name that contains the sign between names would read as two: such lists are quoted. */
function listNames(names: readonly string[], language: Language): string {
  const { between, quoted } = LISTS[language];
  if (!names.some((name) => name.includes(between.trim()))) return names.join(between);
  return names.map(quoted).join(language === 'zh' ? '' : between);
}

const LISTS = {
  zh: { between: '、', quoted: (name: string) => `“${name}”` },
  en: { between: ', ', quoted: (name: string) => `'${name}'` },
} as const;

const YES_NO = { zh: { yes: '是', no: '否' }, en: { yes: 'yes', no: 'no' } } as const;

function describeMember(ruleSet: RuleSet, fact: Fact, member: string, language: Language): string {
  const label = fact.valueLabels.get(member);
  if (label !== undefined) return label[language];
  const hierarchy = hierarchyOf(ruleSet, fact);
  if (hierarchy === undefined) return member;
  const name = nameOf(hierarchy, member);
  return language === 'zh' ? `${name}（${member}）` : `${name} (${member})`;
}

function describeNumber(fact: Fact, value: Decimal, language: Language): string {
  if (fact.type.kind === 'money') return describeMoney(value, language);
  if (fact.type.kind === 'ratio') return `${value.times(100).toDecimalPlaces(4).toFixed()}%`;
  return fact.unit === null ? grouped(value) : `${grouped(value)} ${fact.unit}`;
}

/** Yuan; whole 万 and 亿 are written as such in Chinese. */
export function describeMoney(value: Decimal, language: Language): string {
  if (language === 'en') return `CNY ${grouped(value)}`;
  for (const [size, name] of [
    [1e8, '亿'],
    [1e4, '万'],
  ] as const)
    if (value.abs().gte(size) && value.div(size).decimalPlaces() <= 4)
      return `${grouped(value.div(size))}${name}元`;
  return `${grouped(value)}元`;
}

/** Thousands separated, every decimal kept. */
function grouped(value: Decimal): string {
  const [whole = '', decimals] = value.toFixed().split('.');
  const separated = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? separated : `${separated}.${decimals}`;
}
