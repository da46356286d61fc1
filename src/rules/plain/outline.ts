import type { Condition } from '../../engine/condition.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Language } from './language.ts';
import { describeLeaf } from './leaf.ts';

/** A condition in words: a line, and the numbered lines below it. */
export interface Outline {
  readonly text: string;
  readonly parts: readonly Outline[];
}

const HEADINGS = {
  all: { zh: '同时符合下列条件：', en: 'all of the following:' },
  any: { zh: '符合下列条件之一：', en: 'at least one of the following:' },
  not: { zh: '不得有下列情形：', en: 'not the following:' },
  notAll: { zh: '下列情形不得同时存在：', en: 'not all of the following at once:' },
  notAny: { zh: '不得有下列情形之一：', en: 'none of the following:' },
} as const;

/** Renders a compiled condition in plain language, in the order in which it was written. */
export function outline(ruleSet: RuleSet, condition: Condition, language: Language): Outline {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = flatten(condition);
      const [only] = parts;
      if (parts.length === 1 && only !== undefined) return outline(ruleSet, only, language);
      const text = HEADINGS[condition.kind][language];
      return { text, parts: parts.map((part) => outline(ruleSet, part, language)) };
    }
    case 'not':
      return outlineOpposite(ruleSet, condition.part, language);
    case 'named': {
      const label = ruleSet.conditionLabels.get(condition.name)?.[language] ?? condition.name;
      const inner = outline(ruleSet, condition.part, language);
      const [open, close] = language === 'zh' ? ['（', '）'] : [' (', ')'];
      return inner.parts.length === 0
        ? { text: `${label}${open}${inner.text}${close}`, parts: [] }
        : { text: `${label}${language === 'zh' ? '，即' : ', that is '}${inner.text}`, parts: inner.parts };
    }
    case 'leaf':
      return { text: describeLeaf(ruleSet, condition, language, false), parts: [] };
  }
}

/** What `not` before a condition says. */
function outlineOpposite(ruleSet: RuleSet, condition: Condition, language: Language): Outline {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = flatten(condition);
      const [only] = parts;
      if (parts.length === 1 && only !== undefined) return outlineOpposite(ruleSet, only, language);
      const text = HEADINGS[condition.kind === 'all' ? 'notAll' : 'notAny'][language];
      return { text, parts: parts.map((part) => outline(ruleSet, part, language)) };
    }
    case 'not':
      return outline(ruleSet, condition.part, language);
    case 'named':
      return { text: HEADINGS.not[language], parts: [outline(ruleSet, condition, language)] };
    case 'leaf':
      return { text: describeLeaf(ruleSet, condition, language, true), parts: [] };
  }
}

/** An `all` inside an `all` says nothing by its nesting; likewise `any`. */
function flatten(condition: Extract<Condition, { kind: 'all' | 'any' }>): readonly Condition[] {
  return condition.parts.flatMap((part) => (part.kind === condition.kind ? flatten(part) : [part]));
}

/** Numbered lines: 1. …, 1.1 …, indented by depth. */
export function outlineLines({ text, parts }: Outline): readonly string[] {
  return [text, ...parts.flatMap((part, index) => numbered(part, `${index + 1}`, 1))];
}

function numbered({ text, parts }: Outline, number: string, depth: number): readonly string[] {
  const line = `${'  '.repeat(depth)}${number}${number.includes('.') ? '' : '.'} ${text}`;
  return [line, ...parts.flatMap((part, index) => numbered(part, `${number}.${index + 1}`, depth + 1))];
}
