import type { Text } from '../engine/rule-set.ts';
import { BASES, BENEFIT_KINDS, DELIVERIES } from '../engine/rule-set.ts';
import { BASIS_WORDS, BENEFIT_WORDS, DELIVERY_WORDS } from './words.ts';

/** One thing that `new policy` wants to know: a flag, and a question where there is somebody to ask. */
export interface PolicyField {
  readonly flag: string;
  readonly meaning: Text;
  readonly need: 'required' | 'optional' | 'many';
  /** The values that there are, with what they are called. */
  readonly choices?: readonly (readonly [string, Text])[];
}

export type PolicyAnswers = Readonly<Record<string, string | readonly string[]>>;

const choicesOf = (words: Readonly<Record<string, Text>>, ids: readonly string[]) =>
  ids.map((id) => [id, words[id] ?? { zh: id, en: id }] as const);

/** Asked only of whoever wants to say more. */
export const FURTHER: readonly string[] = [
  ...['id', 'region', 'department', 'valid-from', 'valid-to', 'title-en', 'summary-en', 'benefit-en'],
];

/** In the order in which they are asked. */
export const POLICY_FIELDS: readonly PolicyField[] = [
  field('document', 'required', '文件编号', 'document id'),
  field('clause', 'required', '条款路径，如 2.2.17', 'clause path, such as 2.2.17'),
  field('title', 'required', '政策名称', 'title, in Chinese'),
  field('summary', 'required', '一两句话：给谁、给什么', 'who is given what, in Chinese'),
  field('benefit', 'required', '享受什么', 'what is given, in Chinese'),
  {
    ...field('kind', 'required', '优惠种类', 'kind of benefit'),
    choices: choicesOf(BENEFIT_WORDS, BENEFIT_KINDS),
  },
  {
    ...field('delivery', 'required', '兑现方式', 'how it is delivered'),
    choices: choicesOf(DELIVERY_WORDS, DELIVERIES),
  },
  { ...field('basis', 'required', '凭什么享受', 'what entitles'), choices: choicesOf(BASIS_WORDS, BASES) },
  field('when', 'many', '条件，如“从业人员数 < 300”', "a condition, such as 'employees < 300'"),
  field('difference', 'many', '区别对待的类别=理由', 'ground=why it differs'),
  field('residual', 'many', '须人工确认的条件=由谁确认', 'condition to be confirmed=by whom'),
  field('amount', 'optional', '定额多少元，如 5000、2万', 'fixed amount in yuan'),
  field('id', 'optional', '政策编号（默认由拼音得出）', 'policy id (default: from pinyin)'),
  field('region', 'optional', '区划代码（默认同文件）', "division code (default: the document's)"),
  field('department', 'many', '责任单位（默认同条款）', "department (default: the clause's)"),
  field('valid-from', 'optional', '生效首日（默认同文件）', "first day in force (default: the document's)"),
  field('valid-to', 'optional', '有效末日（默认同文件）', "last day in force (default: the document's)"),
  field('title-en', 'optional', '英文名称', 'title in English'),
  field('summary-en', 'optional', '英文概括', 'summary in English'),
  field('benefit-en', 'optional', '英文优惠', 'benefit in English'),
];

function field(flag: string, need: PolicyField['need'], zh: string, en: string): PolicyField {
  return { flag, need, meaning: { zh, en } };
}

/** What is called by that number, id or name among the choices; undefined where nothing is. */
export function chosen(answer: string, choices: NonNullable<PolicyField['choices']>): string | undefined {
  const byNumber = /^\d+$/.test(answer) ? choices[Number(answer) - 1] : undefined;
  return (byNumber ?? choices.find(([id, { zh, en }]) => [id, zh, en].includes(answer)))?.[0];
}
