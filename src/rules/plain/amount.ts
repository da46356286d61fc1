import type { AmountResult, AmountTrace } from '../../engine/amount.ts';
import type { Amount, Band, Bounds } from '../../engine/amount-formula.ts';
import type { Decimal } from '../../engine/decimal.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Language } from './language.ts';
import { describeMoney, describeValue } from './value.ts';

type Words = Readonly<Record<Language, string>>;

/** An amount as a rule states it: 研发费用的 50%，最高 100万元. */
export function describeFormula(ruleSet: RuleSet, formula: Amount, language: Language): string {
  const zh = language === 'zh';
  switch (formula.kind) {
    case 'fixed':
      return describeMoney(formula.amount, language);
    case 'greater-of':
    case 'lesser-of': {
      const parts = formula.parts.map((part) => describeFormula(ruleSet, part, language));
      const word = formula.kind === 'greater-of' ? HIGHER : LOWER;
      return zh ? `下列${word.zh}：${parts.join('；')}` : `the ${word.en} of: ${parts.join('; ')}`;
    }
    default: {
      const label = labelOf(ruleSet, formula.of, language);
      return `${describeCounting(formula, label, language)}${describeBounds(formula, language)}`;
    }
  }
}

const HIGHER: Words = { zh: '较高者', en: 'greater' };
const LOWER: Words = { zh: '较低者', en: 'lesser' };

type Counted = Extract<Amount, { of: string }>;

function describeCounting(formula: Counted, label: string, language: Language): string {
  const zh = language === 'zh';
  switch (formula.kind) {
    case 'rate':
      return zh ? `${label}的 ${percent(formula.rate)}` : `${percent(formula.rate)} of ${label}`;
    case 'per-unit': {
      const each = describeMoney(formula.amount, language);
      const most = formula.maxUnits?.toFixed();
      if (zh) return `每单位${label} ${each}${most === undefined ? '' : `，最多计 ${most}`}`;
      return `${each} for each of ${label}${most === undefined ? '' : `, at most ${most}`}`;
    }
    case 'tiers': {
      const mode = formula.mode === 'slab' ? SLAB : MARGINAL;
      const bands = formula.bands.map((band) => describeBand(band, language));
      return zh ? `${label}${mode.zh}：${bands.join('；')}` : `${label} ${mode.en}: ${bands.join('; ')}`;
    }
  }
}

const SLAB: Words = { zh: '按所在档次', en: 'by its band' };
const MARGINAL: Words = { zh: '分段累计', en: 'band by band' };

function describeBand({ upTo, rate, fixed }: Band, language: Language): string {
  const zh = language === 'zh';
  const to = upTo?.toFixed();
  const where = to === undefined ? (zh ? '以上部分' : 'above') : zh ? `${to} 以内` : `up to ${to}`;
  const gives = [
    ...(rate.isZero() ? [] : [percent(rate)]),
    ...(fixed.isZero() ? [] : [describeMoney(fixed, language)]),
  ];
  return `${where} ${gives.length === 0 ? '0' : gives.join(' + ')}`;
}

function describeBounds({ cap, floor }: Bounds, language: Language): string {
  const zh = language === 'zh';
  const most = cap === null ? '' : `${zh ? '，最高 ' : ', at most '}${describeMoney(cap, language)}`;
  const least = floor === null ? '' : `${zh ? '，最低 ' : ', at least '}${describeMoney(floor, language)}`;
  return `${most}${least}`;
}

/** The arithmetic as a person would write it: 研发费用 642万元 × 50% = 321万元，最高 100万元，得 100万元. */
export function describeArithmetic(ruleSet: RuleSet, result: AmountResult, language: Language): string {
  const { amount, atLeast, atMost, trace } = result;
  const zh = language === 'zh';
  const steps = describeTrace(ruleSet, trace, language);
  if (amount !== null) {
    const final = describeMoney(amount, language);
    return steps === final ? final : `${steps}${zh ? '，得 ' : ', gives '}${final}`;
  }
  const least =
    atLeast === null || atLeast.isZero()
      ? ''
      : `${zh ? '，不少于 ' : ', at least '}${describeMoney(atLeast, language)}`;
  const most = atMost === null ? '' : `${zh ? '，不超过 ' : ', at most '}${describeMoney(atMost, language)}`;
  return `${steps}${least}${most}`;
}

function describeTrace(ruleSet: RuleSet, trace: AmountTrace, language: Language): string {
  const { formula, counted, before, parts } = trace;
  const zh = language === 'zh';
  if (formula.kind === 'fixed') return describeMoney(formula.amount, language);
  if ('parts' in formula) {
    const word = formula.kind === 'greater-of' ? HIGHER : LOWER;
    const each = parts.map((part) => `（${describeTrace(ruleSet, part, language)}）`);
    return zh ? `${each.join('与')}取${word.zh}` : `the ${word.en} of ${each.join(' and ')}`;
  }
  const label = labelOf(ruleSet, formula.of, language);
  if (counted === null || before === null) {
    const formulaText = describeFormula(ruleSet, formula, language);
    return zh ? `${formulaText}，${label}未知` : `${formulaText}, ${label} unknown`;
  }
  const fact = ruleSet.facts.get(formula.of);
  const value = fact === undefined ? counted.toFixed() : describeValue(ruleSet, fact, counted, language);
  const product = describeMoney(before.toDecimalPlaces(2), language);
  return `${label} ${value} ${describeStep(formula, counted, language)} = ${product}${describeBounds(formula, language)}`;
}

function describeStep(formula: Counted, counted: Decimal, language: Language): string {
  switch (formula.kind) {
    case 'rate':
      return `× ${percent(formula.rate)}`;
    case 'per-unit': {
      const { amount, maxUnits } = formula;
      const limited = maxUnits !== null && counted.gt(maxUnits);
      const cut = language === 'zh' ? `（计 ${maxUnits?.toFixed()}）` : ` (${maxUnits?.toFixed()} count)`;
      return `${limited ? cut : ''}× ${describeMoney(amount, language)}`;
    }
    case 'tiers': {
      const bands = formula.bands.map((band) => describeBand(band, language)).join('；');
      return language === 'zh' ? `（${bands}）` : `(${bands})`;
    }
  }
}

function labelOf(ruleSet: RuleSet, factId: string, language: Language): string {
  return ruleSet.facts.get(factId)?.label[language] ?? factId;
}

function percent(rate: Decimal): string {
  return `${rate.times(100).toFixed()}%`;
}
