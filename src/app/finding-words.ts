import type { Undecided } from '../analysis/find-profile.ts';
import type { Finding, Question } from '../analysis/finding.ts';
import type { Condition } from '../engine/condition.ts';
import type { RuleSet, Text } from '../engine/rule-set.ts';
import type { Details } from '../rules/message.ts';
import type { ANALYSIS_MESSAGES } from '../rules/messages-analysis.ts';
import type { Language } from '../rules/plain/language.ts';
import { type Outline, outline } from '../rules/plain/outline.ts';
import { describeDate } from '../rules/plain/value.ts';

/** What a finding is called, and what its message quotes. */
export interface Words {
  readonly code: keyof typeof ANALYSIS_MESSAGES;
  readonly details: Details;
}

/** `partAt` gives the part of the condition at a place in the file of the finding. */
export function wordsFor(
  finding: Finding,
  ruleSet: RuleSet,
  partAt: (pointer: string) => Condition | undefined,
): Words {
  const quoted = (pointer: string): Text => quotedPart(ruleSet, partAt(pointer), pointer);
  switch (finding.kind) {
    case 'impossible':
      return { code: 'never-satisfied', details: { expected: listed(finding.parts.map(quoted)) } };
    case 'implied':
      return { code: 'implied-condition', details: { expected: whyImplied(finding.by.map(quoted)) } };
    case 'cannot-fail':
    case 'cannot-hold':
      return { code: finding.kind, details: { expected: quotedPart(ruleSet, partAt(finding.where.at), '') } };
    case 'threshold-gap':
    case 'threshold-overlap': {
      const expected = ruleSet.facts.get(finding.fact)?.label ?? '';
      return { code: finding.kind, details: { expected, found: finding.other } };
    }
    case 'validity-gap':
    case 'validity-overlap':
      return { code: finding.kind, details: { expected: period(finding), found: finding.other } };
    case 'not-decided':
      return { code: finding.kind, details: { expected: whatIsOpen(finding.question, finding.why) } };
    default:
      return wordsForAmounts(finding);
  }
}

type OfAmounts = Extract<
  Finding,
  {
    kind:
      | 'row-without-effect'
      | 'band-out-of-reach'
      | 'band-drop'
      | 'covered'
      | 'always-displaced'
      | 'never-meets';
  }
>;

function wordsForAmounts(finding: OfAmounts): Words {
  switch (finding.kind) {
    case 'row-without-effect':
      return { code: 'idle-row', details: { found: `${finding.row + 1}` } };
    case 'band-out-of-reach':
      return { code: finding.kind, details: { found: `${finding.band + 1}` } };
    case 'band-drop': {
      const { edge, gives, thenGives } = finding;
      const details = { about: edge.toFixed(), found: gives.toFixed(2), expected: thenGives.toFixed(2) };
      return { code: finding.kind, details };
    }
    case 'covered':
      return { code: 'covered-policy', details: { found: finding.other } };
    case 'always-displaced':
      return { code: finding.kind, details: { found: finding.other, about: finding.group } };
    case 'never-meets':
      return {
        code: finding.kind,
        details: { found: finding.group, expected: WHY_APART[`${finding.inForceTogether}`] },
      };
  }
}

const WHY_APART: Readonly<Record<'true' | 'false', Text>> = {
  true: { zh: '条件互相排斥', en: 'their conditions exclude each other' },
  false: { zh: '有效期不重叠', en: 'they are never in force together' },
};

function period({ from, to }: { readonly from: string; readonly to: string }): Text {
  const [first, last] = [describeDate(from, 'zh'), describeDate(to, 'zh')];
  if (from === to) return { zh: first, en: from };
  return { zh: `${first}至${last}`, en: `${from} to ${to}` };
}

/** A condition on one line, in quotation marks; its place where it isn't found. */
function quotedPart(ruleSet: RuleSet, part: Condition | undefined, pointer: string): Text {
  if (part === undefined) return { zh: pointer, en: pointer };
  const inOneLine = (language: Language): string => {
    const line = ({ text, parts }: Outline): string =>
      parts.length === 0
        ? text
        : language === 'zh'
          ? `${text}${parts.map(line).join('；')}`
          : `${text} ${parts.map(line).join('; ')}`;
    return line(outline(ruleSet, part, language));
  };
  return { zh: inOneLine('zh'), en: inOneLine('en') };
}

function listed(texts: readonly Text[]): Text {
  return {
    zh: texts.map(({ zh }) => `“${zh}”`).join('与'),
    en: texts.map(({ en }) => `'${en}'`).join(' and '),
  };
}

function whyImplied(by: readonly Text[]): Text {
  if (by.length === 0)
    return { zh: '有没有它，符合的企业都一样', en: 'the same enterprises qualify without it' };
  const { zh, en } = listed(by);
  return { zh: `符合${zh}的企业都符合它`, en: `whoever meets ${en} meets it` };
}

function whatIsOpen(question: Question, why: Undecided): Text {
  const [asked, because] = [QUESTIONS[question], REASONS[why]];
  return { zh: `${asked.zh}（${because.zh}）`, en: `${asked.en} (${because.en})` };
}

const QUESTIONS: Readonly<Record<Question, Text>> = {
  'can-be-satisfied': { zh: '有没有企业能符合', en: 'whether any enterprise can meet it' },
  'part-matters': { zh: '这一条有没有作用', en: 'whether this part does anything' },
  'row-matters': { zh: '这一行有没有作用', en: 'whether this row does anything' },
  'band-is-reached': { zh: '有没有企业落入这一档', en: 'whether an enterprise comes into this band' },
  covers: { zh: '享受它的企业是否都享受另一项', en: 'whether all its enterprises get another policy too' },
  meets: { zh: '它与组内其他政策会不会同时符合', en: 'whether it ever meets another of its group' },
  thresholds: {
    zh: '它与相邻一档之间有没有空档或重叠',
    en: 'whether it leaves a gap or an overlap with its neighbour',
  },
};

const REASONS: Readonly<Record<Undecided, Text>> = {
  'too-large': { zh: '组合太多', en: 'too many combinations' },
  arithmetic: { zh: '指标之间的算式没有全部试完', en: 'not every outcome of its arithmetic was tried' },
  codes: { zh: '两项指标的代码互相比较', en: 'codes of two facts are compared' },
  replay: {
    zh: '找到的企业没有通过复核，这是程序的缺陷',
    en: 'what was found did not hold on replay, a defect of the program',
  },
};
