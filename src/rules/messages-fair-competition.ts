import { error, type Message, type Quoted, warning } from './message.ts';

/** What is said of conditions that treat enterprises differently. `found` is the fact, `expected` the rule touched. */
export const FAIR_COMPETITION_MESSAGES = {
  'differs-by-ownership': error(
    (d) => `“${d.found}”按所有制区别对待企业${citedInChinese(d)}`,
    (d) => `'${d.found}' treats enterprises differently by ownership${cited(d)}`,
    recordUnder('ownership'),
  ),
  'differs-by-origin': error(
    (d) => `“${d.found}”按企业从哪里来区别对待${citedInChinese(d)}`,
    (d) => `'${d.found}' treats enterprises differently by where they came from${cited(d)}`,
    recordUnder('origin'),
  ),
  'differs-by-name': error(
    (d) => `“${d.found}”只认特定的企业或供应者${citedInChinese(d)}`,
    (d) => `'${d.found}' singles out particular enterprises or suppliers${cited(d)}`,
    recordUnder('named'),
  ),
  'names-enterprise': warning(
    (d) => `文字里像是点了一家企业的名：“${d.found}”${citedInChinese(d)}`,
    (d) => `the text seems to name one enterprise, '${d.found}'${cited(d)}`,
    recordUnder('named'),
  ),
  'review-unknown': warning(
    (d) => `区别对待（${d.found}）记有理由，但不知道哪个机关作过公平竞争审查`,
    (d) =>
      `a reason is recorded for the difference '${d.found}', but not who reviewed it for fair competition`,
    {
      zh: '向起草单位或同级市场监管部门查明，把机关名称写进 reviewedBy；没有查明以前不要填写',
      en: 'ask the drafting body or the market regulator of its level and put the name into reviewedBy; leave it empty until you know',
    },
  ),
  'idle-justification': warning(
    (d) => `这项理由用不上：没有条件需要“${d.found}”的理由，或已有一项`,
    (d) => `nothing needs this reason: no condition differs by '${d.found}', or another one covers it`,
    { zh: '删去它', en: 'remove it' },
  ),
} as const satisfies Record<string, Message>;

function citedInChinese({ expected }: Quoted): string {
  return expected === '' ? '' : `。${expected}`;
}

function cited({ expected }: Quoted): string {
  return expected === '' ? '' : `. ${expected}`;
}

function recordUnder(ground: string) {
  return {
    zh: `删去这一条件；文件确有这样的要求，就在政策里记下理由："fairCompetition": [{ "ground": "${ground}", "reason": "…", "reviewedBy": "审查机关", "reviewedOn": "日期" }]`,
    en: `drop it; where the source does demand it, record why in the policy: "fairCompetition": [{ "ground": "${ground}", "reason": "…", "reviewedBy": "the reviewing body", "reviewedOn": "the day" }]`,
  };
}
