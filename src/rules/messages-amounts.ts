import { error, type Message } from './message.ts';

/** What is said of amounts and exclusion groups. */
export const AMOUNT_MESSAGES = {
  'amount-form': error(
    (d) => `金额的写法不对：${d.found}`,
    (d) => `not an amount: ${d.found}`,
    {
      zh: '金额只能是 { "fixed" }、{ "rate", "of" }、{ "perUnit", "of" }、{ "tiers", "of", "bands" }、{ "greaterOf": […] } 或 { "lesserOf": […] } 之一',
      en: 'an amount is one of { "fixed" }, { "rate", "of" }, { "perUnit", "of" }, { "tiers", "of", "bands" }, { "greaterOf": […] } or { "lesserOf": […] }',
    },
  ),
  'negative-amount': error(
    (d) => `${d.found} 是负数`,
    (d) => `${d.found} is negative`,
    { zh: '金额、比例、上下限都不能为负', en: 'amounts, rates, caps and floors are never negative' },
  ),
  'floor-above-cap': error(
    (d) => `下限 ${d.found} 高于上限 ${d.expected}`,
    (d) => `the floor ${d.found} is above the cap ${d.expected}`,
    { zh: '核对上限与下限', en: 'check both' },
  ),
  'tiers-order': error(
    (d) => `档次没有由小到大：${d.found}`,
    (d) => `the bands don't ascend: ${d.found}`,
    {
      zh: '各档的 upTo 依次增大，只有最后一档写 null',
      en: 'each upTo is above the one before; only the last is null',
    },
  ),
  'tiers-gap': error(
    (d) => `${d.found} 以上没有档次`,
    (d) => `no band above ${d.found}`,
    {
      zh: '最后一档的 upTo 写 null；不给的部分写 "rate": 0',
      en: 'the last upTo is null; a part that gives nothing has "rate": 0',
    },
  ),
  'unknown-group': error(
    (d) => `没有名为“${d.found}”的互斥组`,
    (d) => `there is no exclusion group '${d.found}'`,
    { zh: '先在 exclusions/ 里定义', en: 'define it under exclusions/' },
  ),
  'lonely-group': error(
    (d) => `互斥组“${d.found}”少于两项政策`,
    (d) => `the exclusion group '${d.found}' has fewer than two policies`,
    {
      zh: '补上另一项政策的 exclusive，或删去这一组',
      en: "add the other policy's exclusive, or remove the group",
    },
  ),
  'exclusive-without-amount': error(
    () => '互斥组里的政策必须有金额，否则无法比较高低',
    () => 'a policy in an exclusion group needs an amount to compare',
    { zh: '写明 benefit.amount，或退出互斥组', en: 'state benefit.amount, or leave the group' },
  ),
} as const satisfies Record<string, Message>;
