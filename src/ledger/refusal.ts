/** Shown to people, in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Why a receipt or a consistency proof isn't accepted. */
export interface Refusal {
  readonly ok: false;
  readonly reason: Reason;
  readonly message: Text;
}

export type Reason = keyof typeof REASONS;

/** Which of two checkpoints, or the only one. */
export type Which = 'only' | 'first' | 'second';

/** What a message is about. */
interface Details {
  /** JSON pointer. */
  readonly place?: string;
  readonly which?: Which;
  /** A verifier key. */
  readonly key?: string;
  readonly expected?: string;
  readonly found?: string;
}

/** Every reason there is, by its stable code. */
const REASONS = {
  'not-json': text(
    () => '文件不是合法的 JSON，可能被截断',
    () => 'the file is not valid JSON, it may be truncated',
  ),
  twice: text(
    ({ found }) => `同一对象中“${found}”出现了两次，无法判断以哪一个为准`,
    ({ found }) => `'${found}' appears twice in one object: which of them counts can't be told`,
  ),
  malformed: text(
    ({ place }) =>
      place ? `格式不符：“${place}”处的内容缺失、多余或有误` : '格式不符：整个文件不是所要的内容',
    ({ place }) =>
      place
        ? `not in the documented form: what is at '${place}' is missing, wrong or doesn't belong there`
        : 'not in the documented form: the whole is something else',
  ),
  'trusted-key': text(
    ({ key }) => `指定的可信公钥“${key}”不是验证公钥，应为“名称+标识+公钥”`,
    ({ key }) => `the trusted key '${key}' is not a verifier key: expected 'name+id+public key'`,
  ),
  'checkpoint-form': text(
    (details) => `${zhCheckpoint(details)}不完整或格式有误，可能被截断`,
    (details) => `${enCheckpoint(details)} is not a whole checkpoint, it may be truncated`,
  ),
  'checkpoint-signature': text(
    (details) => `${zhCheckpoint(details)}的签名与内容不符：内容或签名被改动`,
    (details) => `the signature of ${enCheckpoint(details)} is wrong: its text or its signature was altered`,
  ),
  'checkpoint-key': text(
    (details) => `${zhCheckpoint(details)}没有文件所称公钥“${details.key}”的签名`,
    (details) => `${enCheckpoint(details)} is not signed by the key that the file names, '${details.key}'`,
  ),
  'foreign-key': text(
    (details) => `${zhCheckpoint(details)}由“${details.key}”签名，不在可信公钥之列`,
    (details) => `${enCheckpoint(details)} is signed by '${details.key}', which is not a trusted key`,
  ),
  'hash-differs': text(
    ({ expected, found }) => `散列算法不一致：检查点为“${expected}”，此处为“${found}”`,
    ({ expected, found }) =>
      `the hash algorithms disagree: the checkpoint's is '${expected}', here it is '${found}'`,
  ),
  'index-outside': text(
    ({ expected, found }) => `序号超出检查点：检查点共 ${expected} 条，此条序号为 ${found}（从 0 起）`,
    ({ expected, found }) =>
      `the index is outside of the checkpoint's tree: it has ${expected} leaves, the index is ${found}, counted from 0`,
  ),
  'proof-length': text(
    ({ expected, found }) => `证明的长度与序号或条数不符：应有 ${expected} 个散列值，实有 ${found} 个`,
    ({ expected, found }) =>
      `the length of the proof doesn't fit index or sizes: expected ${expected} hashes, found ${found}`,
  ),
  'not-in-tree': text(
    () => '此条记录不在检查点的日志中：记录、序号或证明被改动，无法判断是哪一项',
    () =>
      "the leaf is not in the tree of the checkpoint: leaf, index or proof was altered, which of them can't be told",
  ),
  'no-opening': text(
    ({ found }) => `只有判断记录可以附带原文，此条记录的类型为“${found}”`,
    ({ found }) => `only a decision can be opened, this leaf is of kind '${found}'`,
  ),
  'opening-request': text(
    () => '所附的请求与记录不符：请求被改动',
    () => 'the request is not the one that the leaf commits to: it was altered',
  ),
  'opening-outcome': text(
    () => '所附的结果与记录不符：结果被改动',
    () => 'the outcome is not the one that the leaf commits to: it was altered',
  ),
  'opening-both': text(
    () => '所附的请求和结果都与记录不符：盐值被改动，或两者都被改动，无法判断是哪一种',
    () =>
      "neither request nor outcome is what the leaf commits to: the salt was altered, or both were, which of these can't be told",
  ),
  'other-log': text(
    ({ expected, found }) => `两个检查点不属于同一日志：“${expected}”与“${found}”`,
    ({ expected, found }) => `the checkpoints are of different logs: '${expected}' and '${found}'`,
  ),
  'wrong-order': text(
    ({ expected, found }) => `前一检查点反而更大：前者 ${expected} 条，后者 ${found} 条`,
    ({ expected, found }) => `the first checkpoint is the larger one: ${expected} leaves, then ${found}`,
  ),
  forked: text(
    ({ found }) => `日志已分叉：两个检查点同为 ${found} 条，根散列却不同`,
    ({ found }) => `the log has forked: both checkpoints have ${found} leaves, and different roots`,
  ),
  inconsistent: text(
    () => '未能证明后一检查点包含前一检查点：证明被改动，或日志曾被改写，无法判断是哪一种',
    () =>
      "it is not proved that the second tree begins with the first: the proof was altered, or the log was rewritten, which of these can't be told",
  ),
} as const;

export function refuse(reason: Reason, details: Details = {}): Refusal {
  const { zh, en } = REASONS[reason];
  return { ok: false, reason, message: { zh: zh(details), en: en(details) } };
}

function text(zh: (details: Details) => string, en: (details: Details) => string) {
  return { zh, en };
}

function zhCheckpoint({ which = 'only' }: Details): string {
  return { only: '检查点', first: '前一检查点', second: '后一检查点' }[which];
}

function enCheckpoint({ which = 'only' }: Details): string {
  return { only: 'the checkpoint', first: 'the first checkpoint', second: 'the second checkpoint' }[which];
}
