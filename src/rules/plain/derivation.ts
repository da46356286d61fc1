import type { Derivation, Fact, RuleSet } from '../../engine/rule-set.ts';
import type { Language } from './language.ts';
import { outline, outlineLines } from './outline.ts';
import { describeValue } from './value.ts';

/** How a derived fact follows from others, a line for each step: 营业收入除以从业人员; for a table a line a row. */
export function describeDerivation(
  ruleSet: RuleSet,
  fact: Fact,
  derivation: Derivation,
  language: Language,
): readonly string[] {
  const label = (id: string) => ruleSet.facts.get(id)?.label[language] ?? id;
  const zh = language === 'zh';
  switch (derivation.kind) {
    case 'ratio': {
      const [above, below] = [label(derivation.numerator), label(derivation.denominator)];
      return [zh ? `${above}除以${below}` : `${above} divided by ${below}`];
    }
    case 'sum':
      return [derivation.of.map(label).join(zh ? '加' : ' plus ')];
    case 'difference': {
      const [from, less] = [label(derivation.minuend), label(derivation.subtrahend)];
      return [zh ? `${from}减${less}` : `${from} minus ${less}`];
    }
    case 'age':
      return [
        zh
          ? `${label(derivation.since)}至判断日的整${AGE_UNITS[derivation.in]}数`
          : ageInEnglish(derivation, label),
      ];
    case 'table':
      return describeTable(ruleSet, fact, derivation, language);
  }
}

const AGE_UNITS = { years: '年', months: '月', days: '天' } as const;

function ageInEnglish(
  { since, in: unit }: Extract<Derivation, { kind: 'age' }>,
  label: (id: string) => string,
): string {
  return `whole ${unit} from ${label(since)} to the as-of date`;
}

function describeTable(
  ruleSet: RuleSet,
  fact: Fact,
  { rows, otherwise }: Extract<Derivation, { kind: 'table' }>,
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const lines = rows.map(({ when, value }) => {
    const given = describeValue(ruleSet, fact, value, language);
    const demand = outlineLines(outline(ruleSet, when, language), language).join('\n');
    return zh ? `${given}：${demand}` : `${given}: ${demand}`;
  });
  const rest = describeValue(ruleSet, fact, otherwise, language);
  return [...lines, zh ? `${rest}：其他情形` : `${rest}: in all other cases`];
}
