import { error, type Message, warning } from './message.ts';

/** What is said of examples beyond their own mistakes: what they are worth. */
export const EXAMPLE_WORTH_MESSAGES = {
  'unconfirmed-example': error(
    (d) => `例子“${d.about}”的结果还没有人确认`,
    (d) => `nobody has confirmed the outcome of the example '${d.about}' yet`,
    {
      zh: '对照文件原文判断应得的结果，写进 outcome；缺数据时写明 missing，有金额时写明 amount',
      en: 'read the document and state the outcome it gives; for undetermined what is missing, and the amount where there is one',
    },
  ),
  'example-of-reported': error(
    (d) => `“${d.about}”由部门报告，不是推算指标，没有可以举例的推算`,
    (d) => `'${d.about}' is reported, not derived: there is nothing to give an example of`,
    { zh: '删去它的 examples', en: 'remove its examples' },
  ),
  'evaluators-differ': error(
    (d) => `例子“${d.about}”在两个判断程序上结果不同：${d.expected} 与 ${d.found}`,
    (d) =>
      `the example '${d.about}' comes out differently on the two evaluators: ${d.expected} and ${d.found}`,
    {
      zh: '这是程序的缺陷，不是规则的：请连同这个文件报告',
      en: 'this is a defect of the program, not of the rule: please report it with this file',
    },
  ),
  'unnoticed-change': warning(
    (d) => `${d.expected}，没有例子会发现`,
    (d) => `${d.expected}, no example would notice`,
    {
      zh: '补一个结果会因此不同的例子（mianshen check --suggest 会给出），或在 unnoticed 里写明不需要的理由',
      en: 'add an example that would come out differently (mianshen check --suggest gives one), or state in unnoticed why none is needed',
    },
  ),
  'unnoticed-undecided': warning(
    (d) => `${d.expected}，没有例子会发现；能否有例子发现，没有判断出来`,
    (d) => `${d.expected}, no example would notice; whether any could is not decided`,
    {
      zh: '想想哪家企业的结果会因此不同，补上这样的例子；若不可能有，在 unnoticed 里写明理由',
      en: 'think of an enterprise that it would change and add it as an example; if there is none, say why in unnoticed',
    },
  ),
  'stale-reason': warning(
    (d) => `这条理由已不需要：${d.found} 处的改动有例子会发现，或不存在这种改动`,
    (d) =>
      `this reason is not needed: an example notices the change at ${d.found}, or there is no such change`,
    { zh: '删去这一条 unnoticed', en: 'remove this entry of unnoticed' },
  ),
} as const satisfies Record<string, Message>;
