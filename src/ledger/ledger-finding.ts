import type { Text } from './refusal.ts';

/** Something that is wrong with a log. */
export interface LedgerFinding {
  readonly code: LedgerFindingCode;
  /** The leaf, counted from 0. */
  readonly index?: number;
  /** The size of the tree of a checkpoint. */
  readonly size?: number;
  /** The decision. */
  readonly id?: string;
  readonly message: Text;
}

export type LedgerFindingCode = keyof typeof MESSAGES;

const MESSAGES = {
  'leaf-missing': ['第 {at} 条记录不见了', 'leaf {at} is missing'],
  'leaf-altered': [
    '第 {at} 条记录被改动，与其散列值不符',
    'leaf {at} was altered: it is not what its hash says',
  ],
  'leaf-form': ['第 {at} 条记录不是规范的记录', 'leaf {at} is not a leaf in canonical form'],
  'leaf-hash': ['第 {at} 条记录用的散列算法与日志不同', 'leaf {at} names another hash than the log'],
  'leaf-beyond': ['日志末尾之后还有第 {at} 条记录', 'leaf {at} lies beyond the end of the log'],
  'node-altered': ['树节点 {at} 被改动', 'the tree node {at} was altered'],
  'node-missing': ['树节点 {at} 不见了', 'the tree node {at} is missing'],
  'root-differs': [
    '第 {at} 条处的检查点与记录不符：此前的记录被改动、增减，或检查点被改动',
    'the checkpoint of size {at} does not fit the leaves: leaves before it were altered, added or removed, or it was',
  ],
  'checkpoint-altered': ['第 {at} 条处的检查点被改动', 'the checkpoint of size {at} was altered'],
  'checkpoint-signature': [
    '第 {at} 条处的检查点没有日志所认公钥的有效签名',
    'the checkpoint of size {at} has no valid signature of a key that the log knows',
  ],
  'checkpoint-missing': ['日志末尾（{at} 条）没有检查点', 'the head, size {at}, has no checkpoint'],
  'head-differs': [
    '日志末尾应为 {at} 条，与记录不符',
    'the head says {at}, which is not what the leaves come to',
  ],
  'decision-missing': [
    '判断记录 {id} 的存档不见了（第 {at} 条）',
    'what is kept of decision {id} is missing, leaf {at}',
  ],
  'decision-altered': [
    '判断记录 {id} 的检索信息与第 {at} 条记录不符：{what}',
    'what decision {id} is found by is not what leaf {at} says: {what}',
  ],
  'decision-stray': [
    '第 {at} 条记录不是判断记录，却存有判断记录 {id}',
    'leaf {at} is no decision, yet decision {id} is kept for it',
  ],
  'payload-altered': [
    '判断记录 {id} 的内容被改动，与第 {at} 条记录的承诺值不符：{what}',
    'the payload of decision {id} was altered, it is not what leaf {at} commits to: {what}',
  ],
  'payload-missing': [
    '判断记录 {id} 的内容不见了，日志中没有抹除记录（第 {at} 条）',
    'the payload of decision {id} is gone, and no leaf says that it was erased, leaf {at}',
  ],
  'not-erased': [
    '第 {at} 条记录说判断记录 {id} 已抹除，内容却还在',
    'leaf {at} says that decision {id} was erased, and its payload is still there',
  ],
  'erased-unknown': [
    '第 {at} 条记录抹除的判断记录 {id} 不存在',
    'leaf {at} erases decision {id}, which is not there',
  ],
  'rule-set-missing': ['规则集 {id} 不见了（第 {at} 条）', 'the rule set {id} is missing, leaf {at}'],
  'rule-set-altered': [
    '规则集 {id} 被改动，与其摘要不符',
    'the rule set {id} was altered: it is not what its digest says',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

/** Every code that there is. */
export const LEDGER_FINDING_CODES = Object.keys(MESSAGES) as readonly LedgerFindingCode[];

interface Details {
  readonly index?: number;
  readonly size?: number;
  readonly id?: string;
  /** A tree node as `level/index`. */
  readonly node?: string;
  readonly what?: string;
}

/** The one constructor of findings. */
export function finding(code: LedgerFindingCode, { node, what, ...place }: Details): LedgerFinding {
  const at = node ?? place.size ?? place.index;
  const say = (text: string) =>
    text
      .replaceAll('{at}', String(at))
      .replaceAll('{id}', place.id ?? '')
      .replaceAll('{what}', what ?? '');
  const [zh, en] = MESSAGES[code];
  return { code, ...place, message: { zh: say(zh), en: say(en) } };
}
