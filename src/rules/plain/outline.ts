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

/** Numbered lines, indented by depth: （一）, 1., （1）, ① as documents number them; 1., 1.1, 1.1.1 in English. */
export function outlineLines({ text, parts }: Outline, language: Language): readonly string[] {
  return [text, ...parts.flatMap((part, index) => numberedLines(part, [index + 1], language))];
}

function numberedLines(
  { text, parts }: Outline,
  path: readonly number[],
  language: Language,
): readonly string[] {
  const number =
    language === 'zh' ? chineseNumber(path) : `${path.join('.')}${path.length === 1 ? '.' : ''} `;
  return [
    `${'  '.repeat(path.length)}${number}${text}`,
    ...parts.flatMap((part, index) => numberedLines(part, [...path, index + 1], language)),
  ];
}

/** The last step of the path, as its depth is numbered; below the fourth level the levels begin again. */
function chineseNumber(path: readonly number[]): string {
  const at = path.at(-1) ?? 1;
  switch ((path.length - 1) % 4) {
    case 0:
      return `（${chineseCount(at)}）`;
    case 1:
      return `${at}. `;
    case 2:
      return `（${at}）`;
    default:
      return at <= 20 ? String.fromCodePoint(0x2460 + at - 1) : `${at}）`;
  }
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Up to 99: no list of conditions is longer, and a longer one keeps its figures. */
function chineseCount(count: number): string {
  if (count > 99) return `${count}`;
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${DIGITS[ones]}`;
}
