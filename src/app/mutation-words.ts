import type { Change } from '../analysis/mutation/edit.ts';
import type { Amount } from '../engine/amount-formula.ts';
import type { Condition, Leaf } from '../engine/condition.ts';
import type { Decimal } from '../engine/decimal.ts';
import type { Delivery, Fact, RuleSet, Text } from '../engine/rule-set.ts';
import type { Value } from '../engine/value.ts';
import { describeFormula } from '../rules/plain/amount.ts';
import type { Language } from '../rules/plain/language.ts';
import { describeLeaf } from '../rules/plain/leaf.ts';
import { outline } from '../rules/plain/outline.ts';
import { describeDate, describeMoney, describeValue } from '../rules/plain/value.ts';

/** What a change of a rule would be, as the first half of a sentence: if 'at least 300' were 'more than 300'. */
export function describeChange(ruleSet: RuleSet, change: Change, factId?: string): Text {
  return { zh: describe(ruleSet, change, 'zh', factId), en: describe(ruleSet, change, 'en', factId) };
}

/** `factId`: the fact whose table is changed. */
function describe(ruleSet: RuleSet, change: Change, language: Language, factId: string | undefined): string {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const became = (before: string, after: string): string =>
    say(`把“${before}”改成“${after}”`, `if '${before}' were '${after}'`);
  switch (change.kind) {
    case 'row':
    case 'row-value':
      return describeTableChange(ruleSet, change, language, ruleSet.facts.get(factId ?? ''));
    case 'date': {
      const [zh, en] = DATES[change.which];
      const [before, after] = [describeDate(change.before, language), describeDate(change.after, language)];
      return say(`把${zh}由${before}改成${after}`, `if the ${en} ${before} were ${after}`);
    }
    case 'delivery':
      return became(DELIVERY_WORDS[change.before][language], DELIVERY_WORDS[change.after][language]);
    case 'residual':
      return say('删去须人工确认的条件', 'if nothing remained to be confirmed');
    case 'figure': {
      const figure = (of: Decimal) => describeFigure(ruleSet, change.of, of, language);
      return became(figure(change.before), figure(change.after));
    }
    case 'amount': {
      const formula = (of: Amount) => describeFormula(ruleSet, of, language);
      return became(formula(change.before), formula(change.after));
    }
    default:
      return describeConditionChange(ruleSet, change, language);
  }
}

type TableChange = Extract<Change, { kind: 'row' | 'row-value' }>;
type ConditionChange = Extract<Change, { kind: 'leaf' | 'member' | 'joined' | 'part' | 'negated' }>;

function describeTableChange(
  ruleSet: RuleSet,
  change: TableChange,
  language: Language,
  fact: Fact | undefined,
): string {
  const value = (of: Value) => (fact === undefined ? '' : describeValue(ruleSet, fact, of, language));
  if (change.kind === 'row-value') {
    const [before, after] = [value(change.before), value(change.after)];
    return language === 'zh' ? `把“${before}”改成“${after}”` : `if '${before}' were '${after}'`;
  }
  const [when, given] = [brief(ruleSet, change.row.when, language), value(change.row.value)];
  return language === 'zh'
    ? `删去“${when}”时为“${given}”这一行`
    : `if the row that gives '${given}' for '${when}' were left out`;
}

function describeConditionChange(ruleSet: RuleSet, change: ConditionChange, language: Language): string {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const leaf = (of: Leaf) => describeLeaf(ruleSet, of, language, false);
  switch (change.kind) {
    case 'leaf': {
      const [before, after] = [leaf(change.before), leaf(change.after)];
      return say(`把“${before}”改成“${after}”`, `if '${before}' were '${after}'`);
    }
    case 'member': {
      const member = leaf({ ...change.leaf, wanted: { constant: [change.member] } });
      return say(`从列表中删去“${member}”这一项`, `if the list were without '${member}'`);
    }
    case 'joined': {
      const parts = change.parts.map((part) => brief(ruleSet, part, language)).join(say('；', '; '));
      return change.before === 'all'
        ? say(`把同时符合改成符合之一（${parts}）`, `if one of these were enough instead of all (${parts})`)
        : say(`把符合之一改成同时符合（${parts}）`, `if all of these were needed instead of one (${parts})`);
    }
    case 'part': {
      const part = brief(ruleSet, change.part, language);
      return say(`删去“${part}”`, `if '${part}' were left out`);
    }
    case 'negated': {
      const part = brief(ruleSet, change.part, language);
      return say(`把“${part}”改成相反的意思`, `if '${part}' meant the opposite`);
    }
  }
}

function describeFigure(
  ruleSet: RuleSet,
  of: Extract<Change, { kind: 'figure' }>['of'],
  figure: Decimal,
  language: Language,
): string {
  if (of === 'yuan') return describeMoney(figure, language);
  if (of === 'rate') return `${figure.times(100).toFixed()}%`;
  const fact = ruleSet.facts.get(of.fact);
  return fact === undefined ? figure.toFixed() : describeValue(ruleSet, fact, figure, language);
}

const DATES = {
  validFrom: ['生效首日', 'first day in force'],
  validTo: ['有效末日', 'last day in force'],
} as const;

const DELIVERY_WORDS: Readonly<Record<Delivery, Text>> = {
  automatic: { zh: '免申即享', en: 'without application' },
  instant: { zh: '即申即享', en: 'on request' },
  application: { zh: '申报', en: 'by application' },
};

/** A condition on one line: its parts in brackets, its named conditions by name. */
function brief(ruleSet: RuleSet, condition: Condition, language: Language): string {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const [zh, en] = condition.kind === 'all' ? ['且', 'and'] : ['或', 'or'];
      const join = language === 'zh' ? `，${zh}` : `, ${en} `;
      return condition.parts.map((part) => nested(ruleSet, part, language)).join(join);
    }
    case 'not':
      return condition.part.kind === 'leaf'
        ? outline(ruleSet, condition, language).text
        : `${language === 'zh' ? '不符合' : 'not '}${nested(ruleSet, condition.part, language)}`;
    case 'named':
      return ruleSet.conditionLabels.get(condition.name)?.[language] ?? condition.name;
    case 'leaf':
      return describeLeaf(ruleSet, condition, language, false);
  }
}

function nested(ruleSet: RuleSet, condition: Condition, language: Language): string {
  const text = brief(ruleSet, condition, language);
  const several = (condition.kind === 'all' || condition.kind === 'any') && condition.parts.length > 1;
  if (!several) return text;
  return language === 'zh' ? `（${text}）` : `(${text})`;
}
