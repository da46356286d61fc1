import { error, type Message, warning } from './message.ts';
import { AMOUNT_MESSAGES } from './messages-amounts.ts';
import { ANALYSIS_MESSAGES } from './messages-analysis.ts';
import { EXAMPLE_WORTH_MESSAGES } from './messages-examples.ts';
import { FAIR_COMPETITION_MESSAGES } from './messages-fair-competition.ts';
import { UNIT_MESSAGES } from './messages-units.ts';

/** Every diagnostic there is, by its stable code. */
export const MESSAGES = {
  'not-utf8': error(
    () => '文件不是 UTF-8 编码',
    () => 'the file is not UTF-8',
    { zh: '另存为 UTF-8 编码后再试', en: 'save it as UTF-8' },
  ),
  'too-large': error(
    (d) => `内容过大：${d.found}，上限 ${d.expected}`,
    (d) => `too large: ${d.found}, the limit is ${d.expected}`,
    { zh: '拆成几个文件', en: 'split it' },
  ),
  'not-json': error(
    (d) => `不是合法的 JSON：${d.about}${d.found}`,
    (d) => `not valid JSON: ${d.about}${d.found}`,
    { zh: '检查此处的逗号、引号与括号，标点须用半角', en: 'look at commas, quotes and brackets here' },
  ),
  'too-deep': error(
    (d) => `嵌套超过 ${d.expected} 层`,
    (d) => `nested deeper than ${d.expected} levels`,
    { zh: '减少嵌套', en: 'nest less' },
  ),
  'too-many-mistakes': error(
    () => '错误太多，无法一一列出',
    () => 'too many mistakes to list',
    { zh: '检查是不是选错了文件', en: 'is it the right file?' },
  ),
  'duplicate-key': error(
    (d) => `同一对象中“${d.found}”出现了两次`,
    (d) => `'${d.found}' appears twice in one object`,
    { zh: '只保留一个', en: 'keep one of them' },
  ),
  'reserved-key': error(
    (d) => `不允许使用“${d.found}”作为键`,
    (d) => `'${d.found}' can't be used as a key`,
    { zh: '换一个名称', en: 'use another name' },
  ),
  'unknown-file': error(
    (d) => `不认识的文件位置“${d.found}”`,
    (d) => `a file does not belong here: '${d.found}'`,
    {
      zh: '规则目录只含 rule-set.json、authorities.json 与 facts/、conditions/、hierarchies/、exclusions/、policies/ 下的 .json',
      en: 'a rule set holds rule-set.json, authorities.json and .json files under facts/, conditions/, hierarchies/, exclusions/, policies/',
    },
  ),
  'missing-file': error(
    (d) => `缺少文件“${d.expected}”`,
    (d) => `the file '${d.expected}' is missing`,
    { zh: '补上这个文件，或核对规则目录是否选对', en: 'add it, or is it another directory?' },
  ),
  'unknown-key': error(
    (d) => `不认识的字段“${d.found}”`,
    (d) => `unknown field '${d.found}'`,
    { zh: '删除它，或改成文档中的字段名', en: 'remove it or use a documented field' },
  ),
  'missing-key': error(
    (d) => `缺少字段“${d.expected}”`,
    (d) => `the field '${d.expected}' is missing`,
    { zh: '补上这个字段', en: 'add it' },
  ),
  'wrong-type': error(
    (d) => `此处应为${d.expected}，实为 ${d.found}`,
    (d) => `expected ${d.expected}, found ${d.found}`,
  ),
  'wrong-value': error(
    (d) => `${d.found} 不在允许的值之内：${d.expected}`,
    (d) => `${d.found} is none of the values allowed: ${d.expected}`,
  ),
  'wrong-form': error(
    (d) => `${d.found} 的写法不对，应为${d.expected}`,
    (d) => `${d.found} is not written as ${d.expected}`,
  ),
  empty: error(
    () => '不能为空',
    () => 'must not be empty',
    { zh: '至少写一项', en: 'give at least one' },
  ),
  'condition-form': error(
    (d) => `条件的写法不对：${d.found}`,
    (d) => `not a condition: ${d.found}`,
    {
      zh: '条件只能是 { "all": […] }、{ "any": […] }、{ "not": … }、{ "condition": "名称" } 或 { "fact", "operator", "value" } 之一',
      en: 'a condition is one of { "all": […] }, { "any": […] }, { "not": … }, { "condition": "name" } or { "fact", "operator", "value" }',
    },
  ),
  'duplicate-id': error(
    (d) => `编号“${d.found}”重复，已见于 ${d.about}`,
    (d) => `the id '${d.found}' is taken by ${d.about}`,
    { zh: '换一个编号', en: 'use another id' },
  ),
  'file-name': error(
    (d) => `文件名与编号不一致：应为 ${d.expected}`,
    (d) => `the file name does not fit the id: expected ${d.expected}`,
    { zh: '让文件名与编号一致', en: 'name the file after the id' },
  ),
  'unknown-fact': error(
    (d) => `没有编号为“${d.found}”的指标`,
    (d) => `there is no fact '${d.found}'`,
    { zh: '先在 facts/ 里声明，或改用已有的指标', en: 'declare it under facts/, or use an existing one' },
  ),
  'unknown-condition': error(
    (d) => `没有名为“${d.found}”的具名条件`,
    (d) => `there is no named condition '${d.found}'`,
    { zh: '先在 conditions/ 里定义', en: 'define it under conditions/' },
  ),
  'unknown-authority': error(
    (d) => `没有编号为“${d.found}”的部门`,
    (d) => `there is no authority '${d.found}'`,
    { zh: '先在 authorities.json 里声明', en: 'declare it in authorities.json' },
  ),
  'unknown-hierarchy': error(
    (d) => `没有名为“${d.found}”的代码表`,
    (d) => `there is no hierarchy '${d.found}'`,
    { zh: '先在 hierarchies/ 里加上', en: 'add it under hierarchies/' },
  ),
  'unknown-code': error(
    (d) => `代码表“${d.about}”里没有 ${d.found}`,
    (d) => `${d.found} is not a code of '${d.about}'`,
    { zh: '核对代码', en: 'check the code' },
  ),
  'orphan-code': error(
    (d) => `代码 ${d.found} 的上级 ${d.expected} 不存在`,
    (d) => `the parent ${d.expected} of the code ${d.found} does not exist`,
    { zh: '补上上级代码', en: 'add the parent' },
  ),
  'wrong-operator': error(
    (d) => `“${d.about}”不能用运算符“${d.found}”，可用：${d.expected}`,
    (d) => `'${d.about}' can't be used with '${d.found}', only with ${d.expected}`,
  ),
  'not-comparable': error(
    (d) => `“${d.about}”不能这样与“${d.found}”比较`,
    (d) => `'${d.about}' can't be compared with '${d.found}' like this`,
    {
      zh: '换成类型、单位相同的另一项指标；要求列表的运算符只能与常量比较',
      en: 'compare with another fact of the same type and unit; an operator that takes a list takes constants only',
    },
  ),
  'wrong-input': error(
    (d) => `“${d.found}”不能用在这里：应为${d.expected}`,
    (d) => `'${d.found}' can't be used here: expected ${d.expected}`,
  ),
  'derived-fact-field': error(
    (d) => `推算指标不能写“${d.found}”`,
    (d) => `a derived fact has no '${d.found}'`,
    {
      zh: '删除它：推算指标的依据在它所用的指标上',
      en: 'remove it: evidence belongs to the facts it is derived from',
    },
  ),
  cycle: error(
    (d) => `循环引用：${d.found}`,
    (d) => `a cycle: ${d.found}`,
    { zh: '断开其中一处引用', en: 'break it at one place' },
  ),
  repeated: error(
    () => '同一层里有两个完全相同的条件，其中一个永远不起作用',
    () => 'this part stands twice on one level, one of them can never decide anything',
    { zh: '删去一个', en: 'remove one' },
  ),
  unreachable: error(
    (d) => `这一项条件不起作用：无论企业情况如何，它总是${d.expected}`,
    (d) => `this leaf can never decide anything: it ${d.expected} whatever the fact is`,
    { zh: '删去它或改正它的值', en: 'remove it or mend its value' },
  ),
  'unused-condition': warning(
    (d) => `具名条件“${d.found}”没有被引用`,
    (d) => `the named condition '${d.found}' is not used`,
  ),
  'no-conditions': error(
    () => '既不限地区也没有任何条件，等于对所有人适用',
    () => 'neither a region nor a condition: everybody would match',
    { zh: '写明条件或地区', en: 'state a condition or a region' },
  ),
  'dates-reversed': error(
    (d) => `有效末日 ${d.found} 早于生效首日 ${d.expected}`,
    (d) => `the last day ${d.found} comes before the first day ${d.expected}`,
    { zh: '核对两个日期', en: 'check both dates' },
  ),
  'unknown-document': error(
    (d) => `没有编号为“${d.found}”的文件`,
    (d) => `there is no document '${d.found}'`,
    { zh: '先在 seeds/ 里加上', en: 'add it under seeds/' },
  ),
  'unknown-clause': error(
    (d) => `文件“${d.about}”没有条款 ${d.found}`,
    (d) => `the document '${d.about}' has no clause ${d.found}`,
    { zh: '核对条款路径', en: 'check the clause path' },
  ),
  'clause-not-encoded': error(
    (d) => `条款 ${d.about} 声明产生政策“${d.found}”，但没有这项政策`,
    (d) => `the clause ${d.about} names the policy '${d.found}', which does not exist`,
    { zh: '补上政策，或改条款的 policies', en: "add the policy or mend the clause's policies" },
  ),
  'clause-not-linked': error(
    (d) => `政策以条款 ${d.found} 为依据，但该条款没有列出这项政策`,
    (d) => `the policy rests on the clause ${d.found}, which does not list it`,
    { zh: '在 seeds/ 的该条款 policies 中加上', en: "add it to the clause's policies in seeds/" },
  ),
  'clause-without-policy': error(
    (d) => `条款 ${d.found} 的处理是 policy，却没有列出政策；其余处理不应列出政策`,
    (d) => `the clause ${d.found}: exactly those with the disposition 'policy' list policies`,
    {
      zh: '给企业东西的条款：用 mianshen new policy 建一项政策；不给的：disposition 改为 duty 或 context',
      en: 'a clause that gives something: make a policy with mianshen new policy; another one: disposition duty or context',
    },
  ),
  'few-examples': error(
    (d) => `只有 ${d.found} 个例子，至少要 ${d.expected} 个`,
    (d) => `${d.found} examples, at least ${d.expected} are needed`,
    { zh: '补上符合、不符合、缺数据的例子', en: 'add an eligible, an ineligible and an undetermined one' },
  ),
  'example-coverage': error(
    (d) => `例子不全：缺少${d.expected}`,
    (d) => `the examples lack: ${d.expected}`,
    { zh: '补上这样的例子', en: 'add such an example' },
  ),
  'example-failed': error(
    (d) => `例子“${d.about}”的结果应为 ${d.expected}，实为 ${d.found}`,
    (d) => `the example '${d.about}' should give ${d.expected}, gives ${d.found}`,
    { zh: '改规则或改例子', en: 'mend the rule or the example' },
  ),
  'derived-fact-given': error(
    (d) => `“${d.about}”由其他指标推算，不能直接填写`,
    (d) => `'${d.about}' is derived and can't be given`,
    { zh: '填写它所依据的指标', en: 'give the facts it is derived from' },
  ),
  'out-of-range': error(
    (d) => `${d.found} 超出“${d.about}”的合理范围：${d.expected}`,
    (d) => `${d.found} lies outside the range of '${d.about}': ${d.expected}`,
    { zh: '核对数值与单位', en: 'check number and unit' },
  ),
  'bad-check-digit': error(
    (d) => `统一社会信用代码 ${d.found} 有误：${d.expected}`,
    (d) => `the unified social credit code ${d.found} is wrong: ${d.expected}`,
    { zh: '核对代码', en: 'check the code' },
  ),
  ...AMOUNT_MESSAGES,
  ...UNIT_MESSAGES,
  ...FAIR_COMPETITION_MESSAGES,
  ...EXAMPLE_WORTH_MESSAGES,
  ...ANALYSIS_MESSAGES,
} as const satisfies Record<string, Message>;

export type DiagnosticCode = keyof typeof MESSAGES;

export const DIAGNOSTIC_CODES = Object.keys(MESSAGES) as [DiagnosticCode, ...DiagnosticCode[]];
