import { nameOf } from '../../engine/hierarchy.ts';
import { hierarchyOf, type Policy, type RuleSet, type Text } from '../../engine/rule-set.ts';
import { describeFormula } from '../../rules/plain/amount.ts';
import type { Language } from '../../rules/plain/language.ts';
import { describeDate } from '../../rules/plain/value.ts';
import { BASIS_WORDS, BENEFIT_WORDS, DELIVERY_WORDS } from '../../rules/plain/words.ts';
import type { Both, RuleSets } from './sides.ts';

/** A field of a policy, other than its conditions, that says something else. */
export interface FieldChange {
  readonly field: Field;
  readonly label: string;
  readonly old: string;
  readonly new: string;
  /** Whether the field takes part in decisions; texts, sources and departments don't. */
  readonly decides: boolean;
}

type Say = (policy: Policy, ruleSet: RuleSet, language: Language) => string;

/** Every field of a policy but its id and its conditions. */
const FIELDS = {
  title: { label: { zh: '名称', en: 'title' }, say: (policy, _set, language) => policy.title[language] },
  summary: {
    label: { zh: '概要', en: 'summary' },
    say: (policy, _set, language) => policy.summary[language],
  },
  source: { label: { zh: '依据', en: 'source' }, say: saySource },
  departments: {
    label: { zh: '责任单位', en: 'departments' },
    say: ({ departments }, _set, language) => listed(departments, language),
  },
  region: { label: { zh: '适用区域', en: 'region' }, say: sayRegion },
  validFrom: {
    label: { zh: '生效日', en: 'in force from' },
    say: ({ validFrom }, _set, language) => sayDate(validFrom, language),
    decides: true,
  },
  validTo: {
    label: { zh: '有效期止', en: 'in force until' },
    say: ({ validTo }, _set, language) => sayDate(validTo, language),
    decides: true,
  },
  delivery: {
    label: { zh: '享受方式', en: 'delivery' },
    say: ({ delivery }, _set, language) => DELIVERY_WORDS[delivery][language],
    decides: true,
  },
  basis: {
    label: { zh: '类型', en: 'basis' },
    say: ({ basis }, _set, language) => BASIS_WORDS[basis][language],
  },
  residual: { label: { zh: '须人工确认', en: 'to be confirmed' }, say: sayResidual, decides: true },
  benefit: { label: { zh: '享受内容', en: 'benefit' }, say: sayBenefit },
  amount: { label: { zh: '金额', en: 'amount' }, say: sayAmount, decides: true },
  exclusive: { label: { zh: '互斥组', en: 'exclusion groups' }, say: sayGroups, decides: true },
} as const satisfies Readonly<
  Record<string, { readonly label: Text; readonly say: Say; readonly decides?: true }>
>;

export type Field = keyof typeof FIELDS;

/** The fields that differ, in both languages or in one: a text that only the other language shows is told too. */
export function fieldChanges(
  policies: Both<Policy>,
  sets: RuleSets,
  language: Language,
): readonly FieldChange[] {
  return (Object.keys(FIELDS) as readonly Field[]).flatMap((field): readonly FieldChange[] => {
    const { label, say, ...rest } = FIELDS[field];
    const said = (shown: Language) => ({
      old: say(policies.old, sets.old, shown),
      new: say(policies.new, sets.new, shown),
    });
    const shown = [language, 'zh' as const, 'en' as const].find((each) => said(each).old !== said(each).new);
    if (shown === undefined) return [];
    return [{ field, label: label[language], ...said(shown), decides: 'decides' in rest }];
  });
}

function listed(names: readonly string[], language: Language): string {
  if (names.length === 0) return language === 'zh' ? '无' : 'none';
  return names.join(language === 'zh' ? '、' : ', ');
}

function saySource({ source }: Policy, _ruleSet: RuleSet, language: Language): string {
  return listed(
    source.map(({ document, clause }) => `${document} ${clause}`),
    language,
  );
}

function sayRegion({ region }: Policy, ruleSet: RuleSet): string {
  const fact = ruleSet.facts.get(ruleSet.regionFact);
  const hierarchy = fact === undefined ? undefined : hierarchyOf(ruleSet, fact);
  return hierarchy === undefined ? region : `${nameOf(hierarchy, region)} ${region}`;
}

function sayDate(date: string | null, language: Language): string {
  if (date === null) return language === 'zh' ? '未写明' : 'not stated';
  return describeDate(date, language);
}

function sayResidual({ residual }: Policy, _ruleSet: RuleSet, language: Language): string {
  const open = language === 'zh' ? ['（', '）'] : [' (', ')'];
  const lines = residual.map(
    ({ text, confirmedBy }) => `${text[language]}${open[0]}${confirmedBy}${open[1]}`,
  );
  if (lines.length === 0) return language === 'zh' ? '无' : 'none';
  return lines.join(language === 'zh' ? '；' : '; ');
}

function sayBenefit({ benefit }: Policy, _ruleSet: RuleSet, language: Language): string {
  const separator = language === 'zh' ? '：' : ': ';
  return `${BENEFIT_WORDS[benefit.kind][language]}${separator}${benefit.text[language]}`;
}

function sayAmount({ benefit }: Policy, ruleSet: RuleSet, language: Language): string {
  if (benefit.amount === null) return language === 'zh' ? '未写明' : 'not stated';
  return describeFormula(ruleSet, benefit.amount, language);
}

function sayGroups({ exclusive }: Policy, ruleSet: RuleSet, language: Language): string {
  return listed(
    exclusive.map((id) => ruleSet.exclusionGroups.get(id)?.label[language] ?? id),
    language,
  );
}
