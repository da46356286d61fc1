import type { Change, NearMiss } from '../../engine/near-miss.ts';
import type { Fact, RuleSet } from '../../engine/rule-set.ts';
import { isDecimal } from '../../engine/value.ts';
import type { Language } from './language.ts';
import { describeValue } from './value.ts';

/** What is short, a line each: 年营业收入 还差 80万元（现 120万元，须 200万元）. */
export function describeNearMiss(
  ruleSet: RuleSet,
  { changes, holdsFrom }: NearMiss,
  language: Language,
): readonly string[] {
  const waiting =
    holdsFrom === null
      ? []
      : [language === 'zh' ? `自 ${holdsFrom} 起符合年限要求` : `old enough from ${holdsFrom}`];
  return [...changes.map((change) => describeChange(ruleSet, change, language)), ...waiting];
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
    return zh ? `${label}：须为${wanted}（现未知）` : `${label}: must be ${wanted} (now unknown)`;
  if (Array.isArray(from) && Array.isArray(to)) return describeMembers(ruleSet, fact, from, to, language);
  const now = describeValue(ruleSet, fact, from, language);
  if (distance === null) return zh ? `${label}：由${now}变为${wanted}` : `${label}: from ${now} to ${wanted}`;
  const short = describeValue(ruleSet, fact, distance, language);
  const isMore = isDecimal(from) && isDecimal(to) && from.lt(to);
  const word = zh ? (isMore ? '还差' : '超出') : isMore ? 'short by' : 'over by';
  return zh
    ? `${label}：${word} ${short}（现 ${now}，须 ${wanted}）`
    : `${label}: ${word} ${short} (now ${now}, must be ${wanted})`;
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
  const words = (zhWord: string, enWord: string, members: readonly string[]): readonly string[] =>
    members.length === 0 ? [] : [`${zh ? zhWord : enWord}${describeValue(ruleSet, fact, members, language)}`];
  const steps = [
    ...words(
      '增加',
      'add ',
      to.filter((each) => !from.includes(each)),
    ),
    ...words(
      '去掉',
      'drop ',
      from.filter((each) => !to.includes(each)),
    ),
  ];
  return `${fact.label[language]}${zh ? '：' : ': '}${steps.join(zh ? '，' : ', ')}`;
}
