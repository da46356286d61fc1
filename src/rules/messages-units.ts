import { type Message, warning } from './message.ts';

/** What is said of figures that look as if they were in another unit. */
export const UNIT_MESSAGES = {
  'ten-thousand': warning(
    (d) => `“${d.about}”写作 ${d.found}，文字里却是“${d.expected}”，像是差了万倍或亿倍`,
    (d) => `'${d.about}' is ${d.found}, the text says '${d.expected}': a factor of 万 or 亿 seems lost`,
    {
      zh: '规则里一律以元（或指标的单位）计：500 万元写作 5000000；数字无误的，在摘要里写明这个数',
      en: "rules count in yuan (or the fact's unit): 500万元 is 5000000; where the figure is right, state it in the summary",
    },
  ),
  'odd-sum': warning(
    (d) => `“${d.about}”为 ${d.found} 元，小得或大得不像以元计的金额`,
    (d) => `'${d.about}' is ${d.found} yuan, too small or too large to be meant`,
    {
      zh: '是不是以万元计了？数字无误的，在摘要或条件的说明里写明（如“300元”）',
      en: "is it in 万元? where it is right, state it in the summary or the condition's description, such as 300元",
    },
  ),
  percentage: warning(
    (d) => `“${d.about}”写作 ${d.found}，像是把百分数直接写了：应为 ${d.expected}`,
    (d) => `'${d.about}' is ${d.found}, which looks like per cent: ${d.expected} is expected`,
    {
      zh: '5% 写作 0.05；确实超过 100% 的，在摘要里写明（如“120%”）',
      en: '5 % is 0.05; where it is more than 100 %, state it in the summary, such as 120%',
    },
  ),
  'other-unit': warning(
    (d) => `“${d.about}”写作 ${d.found}，文字里却是“${d.expected}”，单位不同`,
    (d) => `'${d.about}' is ${d.found}, the text says '${d.expected}', in another unit`,
    {
      zh: '换算成指标的单位：3 年对以月计的指标是 36',
      en: "convert to the fact's unit: 3 years are 36 where months are counted",
    },
  ),
} as const satisfies Record<string, Message>;
