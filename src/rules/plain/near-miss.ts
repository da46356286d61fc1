import type { Decimal } from '../../engine/decimal.ts';
import type { Change, NearMiss } from '../../engine/near-miss.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { isDecimal } from '../../engine/value.ts';
import type { Language } from './language.ts';
import { describeDate, describeValue } from './value.ts';

/** What is short, a line each: 年营业收入还差80万元（现为120万元，须达到200万元）. */
export function describeNearMiss(
  ruleSet: RuleSet,
  { changes, holdsFrom }: NearMiss,
  language: Language,
): readonly string[] {
  const lines = changes.map((change) => describeChange(ruleSet, change, language));
  if (holdsFrom === null) return lines;
  const day = describeDate(holdsFrom, language);
  return [...lines, language === 'zh' ? `自${day}起符合年限要求` : `old enough from ${day}`];
}

function describeChange(
  ruleSet: RuleSet,
  { fact: id, from, to, distance }: Change,
  language: Language,
): string {
  const fact = ruleSet.facts.get(id);
  if (fact === undefined) return id;
  const zh = language === 'zh';
  const label = fact.label[language];
  const wanted = describeValue(ruleSet, fact, to, language);
  if (from === null)
    return zh ? `${label}须为${wanted}（目前未知）` : `${label}: must be ${wanted} (now unknown)`;
  if (Array.isArray(from) && Array.isArray(to)) return describeMembers(ruleSet, fact, from, to, language);
  const now = describeValue(ruleSet, fact, from, language);
  if (distance === null) return zh ? `${label}：由${now}变为${wanted}` : `${label}: from ${now} to ${wanted}`;
  const gap = describeGap(ruleSet, fact, distance, language);
  const rises = isDecimal(from) && isDecimal(to) && from.lt(to);
  if (zh)
    return rises
      ? `${label}还差${gap}（现为${now}，须达到${wanted}）`
      : `${label}超出${gap}（现为${now}，须降至${wanted}）`;
  return `${label}: ${rises ? 'short by' : 'over by'} ${gap} (now ${now}, must be ${wanted})`;
}

/** What lies between two values of a fact. Between two percentages lie percentage points. */
function describeGap(ruleSet: RuleSet, fact: Fact, distance: Decimal, language: Language): string {
  const value = describeValue(ruleSet, fact, distance, language);
  if (fact.type.kind !== 'ratio') return value;
  return value.replace(/%$/, language === 'zh' ? '个百分点' : ' percentage points');
}

/** 在办事项：增加用电报装，去掉… */
function describeMembers(
  ruleSet: RuleSet,
  fact: Fact,
  from: readonly string[],
  to: readonly string[],
  language: Language,
): string {
  const zh = language === 'zh';
  const step = (word: string, members: readonly string[]): readonly string[] =>
    members.length === 0 ? [] : [`${word}${describeValue(ruleSet, fact, members, language)}`];
  const added = to.filter((each) => !from.includes(each));
  const dropped = from.filter((each) => !to.includes(each));
  const steps = [...step(zh ? '增加' : 'add ', added), ...step(zh ? '去掉' : 'drop ', dropped)];
  return `${fact.label[language]}${zh ? '：' : ': '}${steps.join(zh ? '，' : ', ')}`;
}
