import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import type { ElementType, ValueType } from '../../engine/value.ts';
import { describeDerivation } from '../../rules/plain/derivation.ts';
import type { Language } from '../../rules/plain/language.ts';
import { describeValue } from '../../rules/plain/value.ts';
import { lineChanges, type TextChange } from './list-changes.ts';
import { type Both, both, type RuleSets } from './sides.ts';

/** What of a fact's definition changed that a decision may rest on; its words don't count. */
export function factChanges(facts: Both<Fact>, sets: RuleSets, language: Language): readonly TextChange[] {
  const said = (say: (fact: Fact, ruleSet: RuleSet) => readonly string[]) => {
    const lines = both(facts, (fact, side) => say(fact, sets[side]));
    return lineChanges(lines.old, lines.new);
  };
  return [
    ...said((fact) => [sayType(fact.type, language)]),
    ...said(({ unit }) => [`${UNIT[language]}${unit ?? NONE[language]}`]),
    ...said((fact, ruleSet) => sayValues(fact, ruleSet, language)),
    ...said((fact, ruleSet) => [sayRange(fact, ruleSet, language)]),
    ...said(({ maxAgeDays }) => [sayMaximumAge(maxAgeDays, language)]),
    ...said((fact, ruleSet) => sayAuthorities(fact, ruleSet, language)),
    ...said((fact, ruleSet) =>
      fact.derivation === null ? [] : describeDerivation(ruleSet, fact, fact.derivation, language),
    ),
  ];
}

const UNIT = { zh: '单位：', en: 'unit: ' };
const NONE = { zh: '无', en: 'none' };

const KINDS: Readonly<Record<ValueType['kind'], { readonly zh: string; readonly en: string }>> = {
  boolean: { zh: '是或否', en: 'yes or no' },
  date: { zh: '日期', en: 'date' },
  integer: { zh: '整数', en: 'integer' },
  number: { zh: '数', en: 'number' },
  ratio: { zh: '比例', en: 'ratio' },
  money: { zh: '金额', en: 'money' },
  text: { zh: '文字', en: 'text' },
  enum: { zh: '枚举', en: 'enumeration' },
  code: { zh: '代码', en: 'code' },
  set: { zh: '多项', en: 'set' },
};

function sayType(type: ValueType, language: Language): string {
  const element = type.kind === 'set' ? type.of : type;
  const of = type.kind === 'set' ? ` ${KINDS[type.of.kind][language]}` : '';
  const table = element.kind === 'code' ? ` ${element.hierarchy}` : '';
  const head = language === 'zh' ? '类型：' : 'type: ';
  return `${head}${KINDS[type.kind][language]}${of}${table}`;
}

function sayValues(fact: Fact, ruleSet: RuleSet, language: Language): readonly string[] {
  const element = (fact.type.kind === 'set' ? fact.type.of : fact.type) as ElementType;
  if (element.kind !== 'enum') return [];
  const head = language === 'zh' ? '可取的值：' : 'possible value: ';
  return element.values.map((value) => `${head}${describeValue(ruleSet, fact, [value], language)}`);
}

function sayRange(fact: Fact, ruleSet: RuleSet, language: Language): string {
  const { minimum, maximum } = fact.range ?? {};
  const end = (value: typeof minimum, open: string) =>
    value === undefined ? open : describeValue(ruleSet, fact, value, language);
  return `${language === 'zh' ? '可取范围：' : 'range: '}${end(minimum, '−∞')} … ${end(maximum, '∞')}`;
}

function sayMaximumAge(days: number | null, language: Language): string {
  if (days === null) return language === 'zh' ? '数据不过期' : 'reports never go stale';
  return language === 'zh' ? `数据${days}天后过期` : `reports go stale after ${days} days`;
}

function sayAuthorities({ authorities }: Fact, ruleSet: RuleSet, language: Language): readonly string[] {
  const head = language === 'zh' ? '可作证的部门：' : 'vouched for by: ';
  return authorities.map((id) => `${head}${ruleSet.authorities.get(id)?.label[language] ?? id}`);
}
