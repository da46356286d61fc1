import type { WhyUnknown } from '../../engine/profile.ts';
import type { Reason } from '../../engine/reasons.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { LeafTrace, Reading } from '../../engine/trace.ts';
import { negate, type Truth } from '../../engine/truth.ts';
import type { Language } from './language.ts';
import { describeDemand } from './leaf.ts';
import { describeValue } from './value.ts';

const VERDICTS: Readonly<Record<Truth, Readonly<Record<Language, string>>>> = {
  yes: { zh: '符合', en: 'met' },
  no: { zh: '不符合', en: 'not met' },
  unknown: { zh: '无法判断', en: 'unknown' },
};

const WHY: Readonly<Record<WhyUnknown, Readonly<Record<Language, string>>>> = {
  absent: { zh: '未提供', en: 'not given' },
  stale: { zh: '数据已过期', en: 'out of date' },
  later: { zh: '数据日期晚于判断日', en: 'observed after the as-of date' },
  conflicting: { zh: '各来源数据不一致', en: 'reports conflict' },
  underivable: { zh: '推算所需的数据不全', en: 'not enough is known to derive it' },
  undefined: { zh: '分母为零，无法计算', en: 'a division by zero' },
  unvouched: { zh: '仅为企业自报', en: 'self-declared only' },
};

/** A decided leaf as one line: 从业人员：86人，要求少于300人，符合. */
export function describeReason(ruleSet: RuleSet, reason: Reason, language: Language): string {
  const [before, after] = frameReason(ruleSet, reason, language);
  return `${before}${describeReading(ruleSet, reason.leaf.actual, language)}${after}`;
}

/** What stands before and after the value read. Where nothing else is read, the value itself doesn't change it. */
export function frameReason(
  ruleSet: RuleSet,
  { leaf, negated }: Reason,
  language: Language,
): readonly [before: string, after: string] {
  const label = ruleSet.facts.get(leaf.fact)?.label[language] ?? leaf.fact;
  const demand = `${describeDemand(ruleSet, leaf, language, negated)}${describeOther(ruleSet, leaf, language)}`;
  const verdict = isTooCoarse(leaf)
    ? TOO_COARSE[language]
    : VERDICTS[negated ? negate(leaf.truth) : leaf.truth][language];
  return language === 'zh'
    ? [`${label}：`, `，要求${demand}，${verdict}`]
    : [`${label}: `, `, required: ${demand}, ${verdict}`];
}

const TOO_COARSE = { zh: '代码不够具体，无法判断', en: 'unknown: the code is too coarse to tell' };

/** All is known, and yet it doesn't tell: 安徽省 may or may not be 宣城市. */
function isTooCoarse({ truth, actual, other }: LeafTrace): boolean {
  return truth === 'unknown' && actual.known && other?.known !== false;
}

function describeOther(ruleSet: RuleSet, { other }: LeafTrace, language: Language): string {
  if (other === null) return '';
  const value = other.known ? describeReading(ruleSet, other, language) : WHY[other.why][language];
  return language === 'zh' ? `（${value}）` : ` (${value})`;
}

/** The value read, or why there is none: 未知（未提供）. */
export function describeReading(ruleSet: RuleSet, reading: Reading, language: Language): string {
  const fact = ruleSet.facts.get(reading.fact);
  if (reading.known) return fact === undefined ? '' : describeValue(ruleSet, fact, reading.value, language);
  const why = WHY[reading.why][language];
  return language === 'zh' ? `未知（${why}）` : `unknown (${why})`;
}
