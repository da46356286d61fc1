import { error, type Message, warning } from './message.ts';

/** What is said of rules that mean something which nobody can have meant. */
export const ANALYSIS_MESSAGES = {
  'never-satisfied': error(
    (d) => `没有企业能符合：${d.expected}`,
    (d) => `no enterprise can meet this: ${d.expected}`,
    {
      zh: '这些条件互相排斥，缺一条就不再排斥：对照文件核对界限、运算符、all 与 any，以及有效期',
      en: 'these exclude each other, and would not without any one of them: check bounds, operators, all and any, and the days in force',
    },
  ),
  'implied-condition': warning(
    (d) => `这一条没有作用：${d.expected}`,
    (d) => `this condition does nothing: ${d.expected}`,
    {
      zh: '对照文件核对界限；确实多余的，删去',
      en: 'check the bounds against the document; remove it if it is superfluous',
    },
  ),
  'cannot-fail': warning(
    (d) => `“${d.expected}”从不使任何企业不符合，只是要求有这项数据`,
    (d) => `'${d.expected}' never turns an enterprise away, it only asks for a fact`,
    {
      zh: '对照文件核对界限和运算符；所举的企业只因没有这项数据而未定',
      en: 'check bound and operator against the document; the enterprise shown is undetermined for want of the fact alone',
    },
  ),
  'cannot-hold': warning(
    (d) => `“${d.expected}”与其他条件不可能同时成立`,
    (d) => `'${d.expected}' can't hold together with the other conditions`,
    {
      zh: '对照文件核对这一项和与它并列、在它之外的条件；确实不会出现的，删去',
      en: 'check this alternative against the conditions around it; remove it if it never occurs',
    },
  ),
  'idle-row': warning(
    (d) => `第 ${d.found} 行不起作用：凡符合它的，前面的行已经符合`,
    (d) => `row ${d.found} does nothing: whatever meets it meets a row before it`,
    {
      zh: '表从上到下取第一行符合的：核对各行的次序与界限',
      en: 'a table takes the first row that holds: check the order of the rows and their bounds',
    },
  ),
  'band-out-of-reach': warning(
    (d) => `第 ${d.found} 档没有企业会落入：享受条件已把它排除`,
    (d) => `no enterprise comes into band ${d.found}: the conditions exclude it`,
    {
      zh: '核对各档的 upTo 与享受条件里的界限是否用了同一单位、同一口径',
      en: 'check the upTo of the bands and the bounds of the conditions: same unit, same measure?',
    },
  ),
  'band-drop': warning(
    (d) => `${d.about} 处给 ${d.found} 元，再多一点只给 ${d.expected} 元`,
    (d) => `at ${d.about} it gives CNY ${d.found}, just above that only CNY ${d.expected}`,
    {
      zh: '核对各档的比例与定额；各档分段累计的，写 "tiers": "marginal"',
      en: 'check the rates and sums of the bands; where each part counts at its own rate, write "tiers": "marginal"',
    },
  ),
  'covered-policy': warning(
    (d) => `凡享受本政策的企业都享受“${d.found}”，两者出自同一条款、给的是同样的优惠`,
    (d) =>
      `every enterprise of this policy gets '${d.found}' too, of the same clause and with the same benefit`,
    {
      zh: '同一条款不重复给的，合为一项，或写进同一互斥组（exclusive）',
      en: 'if the clause gives it once, make them one policy or put both into an exclusion group',
    },
  ),
  'always-displaced': warning(
    (d) => `互斥组“${d.about}”里本政策从不兑付：凡符合它的都符合“${d.found}”，后者从不更少`,
    (d) =>
      `in the group '${d.about}' this is never paid: whoever meets it meets '${d.found}', which is never worth less`,
    {
      zh: '核对两项的条件与金额，是不是写反了',
      en: 'check the conditions and amounts of both: are they swapped?',
    },
  ),
  'never-meets': warning(
    (d) => `在互斥组“${d.found}”里，没有企业能同时符合本政策和另一项：${d.expected}`,
    (d) => `in the group '${d.found}' no enterprise has a right to this and another: ${d.expected}`,
    {
      zh: '不会重复的不必互斥：退出这一组，或核对条件与有效期',
      en: 'what never meets need not exclude: leave the group, or check conditions and days in force',
    },
  ),
  'threshold-gap': warning(
    (d) => `与“${d.found}”之间有空档：“${d.expected}”在两者之间的企业两项都不符合`,
    (d) =>
      `between this and '${d.found}' lies a gap: with '${d.expected}' in between an enterprise gets neither`,
    {
      zh: '对照文件核对两项的界限和运算符（含不含本数）',
      en: 'check both bounds and operators against the document: is the bound itself included?',
    },
  ),
  'threshold-overlap': warning(
    (d) => `与“${d.found}”有重叠：“${d.expected}”在重叠处的企业两项都符合，而两档互不包含`,
    (d) =>
      `this and '${d.found}' overlap: with '${d.expected}' in both an enterprise gets both, though neither step lies within the other`,
    {
      zh: '对照文件核对两项的界限和运算符（含不含本数）',
      en: 'check both bounds and operators against the document: is the bound itself included?',
    },
  ),
  'validity-gap': warning(
    (d) => `与接续的“${d.found}”之间有空档：${d.expected}两项都不在有效期`,
    (d) => `between this and '${d.found}', which carries it on, lie days with neither: ${d.expected}`,
    { zh: '对照文件核对 validTo 与 validFrom', en: 'check validTo and validFrom against the documents' },
  ),
  'validity-overlap': warning(
    (d) => `与接续的“${d.found}”有重叠：${d.expected}两项都在有效期`,
    (d) => `this and '${d.found}', which carries it on, are both in force: ${d.expected}`,
    { zh: '对照文件核对 validTo 与 validFrom', en: 'check validTo and validFrom against the documents' },
  ),
  'not-decided': warning(
    (d) => `没有判断出来：${d.expected}`,
    (d) => `not decided: ${d.expected}`,
    {
      zh: '这一处超出了自动检查的能力，请人工核对；把条件拆短或减少指标之间的比较，有助于判断',
      en: 'this is beyond the automatic check and needs a person; shorter conditions and fewer comparisons of facts help',
    },
  ),
} as const satisfies Record<string, Message>;
