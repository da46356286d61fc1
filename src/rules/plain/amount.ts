import type { AmountResult, AmountTrace } from '../../engine/amount.ts';
import type { Amount, Band, Bounds } from '../../engine/amount-formula.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Language } from './language.ts';
import { describeMoney, describeValue } from './value.ts';

/** An amount as a rule states it: 研发费用的50%，最高100万元. */
export function describeFormula(ruleSet: RuleSet, formula: Amount, language: Language): string {
  switch (formula.kind) {
    case 'fixed':
      return describeMoney(formula.amount, language);
    case 'greater-of':
    case 'lesser-of': {
      const parts = formula.parts.map((part) => describeFormula(ruleSet, part, language));
      const zh = `下列各项取${CHOICE[formula.kind].zh}：${parts.join('；')}`;
      return language === 'zh' ? zh : `the ${CHOICE[formula.kind].en} of: ${parts.join('; ')}`;
    }
    default:
      return `${describeCounting(ruleSet, formula, language)}${describeBounds(formula, language)}`;
  }
}

const CHOICE = {
  'greater-of': { zh: '较高者', en: 'greater' },
  'lesser-of': { zh: '较低者', en: 'lesser' },
} as const;

type Counted = Extract<Amount, { of: string }>;

function describeCounting(ruleSet: RuleSet, formula: Counted, language: Language): string {
  const zh = language === 'zh';
  const label = ruleSet.facts.get(formula.of)?.label[language] ?? formula.of;
  switch (formula.kind) {
    case 'rate':
      return zh ? `${label}的${percent(formula.rate)}` : `${percent(formula.rate)} of ${label}`;
    case 'per-unit': {
      const each = describeMoney(formula.amount, language);
      const unit = ruleSet.facts.get(formula.of)?.unit ?? '单位';
      const most =
        formula.maxUnits === null ? null : counted(ruleSet, formula.of, formula.maxUnits, language);
      if (zh) return `${label}每${unit}${each}${most === null ? '' : `，最多按${most}计`}`;
      return `${each} for each of ${label}${most === null ? '' : `, at most ${most}`}`;
    }
    case 'tiers': {
      const bands = describeBands(ruleSet, formula, language);
      const mode = formula.mode === 'slab' ? SLAB : MARGINAL;
      return zh ? `${label}${mode.zh}（${bands}）` : `${label} ${mode.en} (${bands})`;
    }
  }
}

const SLAB = { zh: '按所在档次计', en: 'by its band' } as const;
const MARGINAL = { zh: '分段累计', en: 'band by band' } as const;

type Tiers = Extract<Amount, { kind: 'tiers' }>;

function describeBands(ruleSet: RuleSet, { of, mode, bands }: Tiers, language: Language): string {
  const parts = bands.map((band, index) => {
    const bound = (limit: Decimal | null | undefined) =>
      limit == null ? null : counted(ruleSet, of, limit, language);
    const where = describeBand(bound(bands[index - 1]?.upTo), bound(band.upTo), language);
    const part = language === 'zh' && mode === 'marginal' && bands.length > 1 ? '的部分' : '';
    return language === 'zh'
      ? `${where}${part}：${describeTerms(band, language)}`
      : `${where}: ${describeTerms(band, language)}`;
  });
  return parts.join(language === 'zh' ? '；' : '; ');
}

function describeBand(from: string | null, to: string | null, language: Language): string {
  const zh = language === 'zh';
  const bounds = [
    ...(from === null ? [] : [zh ? `超过${from}` : `above ${from}`]),
    ...(to === null ? [] : [zh ? `不超过${to}` : `up to ${to}`]),
  ];
  if (bounds.length === 0) return zh ? '全部' : 'all of it';
  return bounds.join(zh ? '、' : ', ');
}

function describeTerms({ rate, fixed }: Band, language: Language): string {
  const terms = [
    ...(rate.isZero() ? [] : [percent(rate)]),
    ...(fixed.isZero() ? [] : [describeMoney(fixed, language)]),
  ];
  if (terms.length === 0) return language === 'zh' ? '不计' : 'nothing';
  return terms.join(language === 'zh' ? '加' : ' plus ');
}

function describeBounds({ cap, floor }: Bounds, language: Language): string {
  const zh = language === 'zh';
  const most = cap === null ? '' : `${zh ? '，最高' : ', at most '}${describeMoney(cap, language)}`;
  const least = floor === null ? '' : `${zh ? '，最低' : ', at least '}${describeMoney(floor, language)}`;
  return `${most}${least}`;
}

/** The arithmetic as a person would write it: 研发费用642万元×50%=321万元，最高100万元，得100万元. */
export function describeArithmetic(ruleSet: RuleSet, result: AmountResult, language: Language): string {
  const { amount, atLeast, atMost, trace } = result;
  const zh = language === 'zh';
  const steps = describeTrace(ruleSet, trace, language);
  if (amount !== null) {
    const final = describeMoney(amount, language);
    const said = steps === final || steps.endsWith(zh ? `=${final}` : ` = ${final}`);
    return said ? steps : `${steps}${zh ? '，得' : ', gives '}${final}`;
  }
  const least =
    atLeast === null || atLeast.isZero()
      ? ''
      : `${zh ? '，不少于' : ', at least '}${describeMoney(atLeast, language)}`;
  const most = atMost === null ? '' : `${zh ? '，不超过' : ', at most '}${describeMoney(atMost, language)}`;
  return `${steps}${least}${most}`;
}

function describeTrace(ruleSet: RuleSet, trace: AmountTrace, language: Language): string {
  const { formula, counted: value, before, parts } = trace;
  const zh = language === 'zh';
  if (formula.kind === 'fixed') return describeMoney(formula.amount, language);
  if ('parts' in formula) {
    const each = parts.map((part) => describeTrace(ruleSet, part, language));
    const word = CHOICE[formula.kind];
    return zh
      ? `${each.map((part) => `（${part}）`).join('与')}取${word.zh}`
      : `the ${word.en} of ${each.map((part) => `(${part})`).join(' and ')}`;
  }
  const label = ruleSet.facts.get(formula.of)?.label[language] ?? formula.of;
  if (value === null || before === null) {
    const stated = describeFormula(ruleSet, formula, language);
    return zh ? `${stated}；${label}未知` : `${stated}; ${label} unknown`;
  }
  const seen = counted(ruleSet, formula.of, value, language);
  const rounded = before.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  const product = `${rounded.eq(before) ? '=' : '≈'}${zh ? '' : ' '}${describeMoney(rounded, language)}`;
  const step = describeStep(ruleSet, formula, value, language);
  const bounds = describeBounds(formula, language);
  return zh ? `${label}${seen}${step}${product}${bounds}` : `${label} ${seen}${step} ${product}${bounds}`;
}

function describeStep(ruleSet: RuleSet, formula: Counted, value: Decimal, language: Language): string {
  const zh = language === 'zh';
  switch (formula.kind) {
    case 'rate':
      return `${zh ? '×' : ' × '}${percent(formula.rate)}`;
    case 'per-unit': {
      const { amount, maxUnits } = formula;
      const most =
        maxUnits !== null && value.gt(maxUnits) ? counted(ruleSet, formula.of, maxUnits, language) : null;
      const cut = most === null ? '' : zh ? `（按${most}计）` : ` (${most} count)`;
      return `${cut}${zh ? '×' : ' × '}${describeMoney(amount, language)}`;
    }
    case 'tiers': {
      const mode = formula.mode === 'slab' ? SLAB : MARGINAL;
      const bands = describeBands(ruleSet, formula, language);
      return zh ? `${mode.zh}（${bands}）` : ` ${mode.en} (${bands})`;
    }
  }
}

/** A figure in the unit of the fact that the formula counts. */
function counted(ruleSet: RuleSet, factId: string, value: Decimal, language: Language): string {
  const fact = ruleSet.facts.get(factId);
  return fact === undefined ? value.toFixed() : describeValue(ruleSet, fact, value, language);
}

function percent(rate: Decimal): string {
  return `${rate.times(100).toFixed()}%`;
}
