import type { Text } from '../../engine/rule-set.ts';
import type { AspectKind, Change } from './aspect.ts';
import type { Cause } from './causes.ts';
import type { NodeChange } from './node-changes.ts';
import type { PolicyChange } from './policy-change.ts';

/** What the parts of a comparison are called. */
export const CHANGE_WORDS: Readonly<Record<Change, Text>> = {
  narrower: { zh: '收紧', en: 'narrower' },
  both: { zh: '有宽有严', en: 'wider for some, narrower for others' },
  undecided: { zh: '未判定', en: 'undecided' },
  wider: { zh: '放宽', en: 'wider' },
  equal: { zh: '含义相同', en: 'same meaning' },
};

/** What may hurt comes first. */
export const CHANGES = Object.keys(CHANGE_WORDS) as readonly Change[];

/** An amount isn't wide or narrow. */
export const AMOUNT_WORDS: Readonly<Record<Change, Text>> = {
  narrower: { zh: '减少', en: 'less' },
  both: { zh: '有增有减', en: 'more for some, less for others' },
  undecided: { zh: '未判定', en: 'undecided' },
  wider: { zh: '增加', en: 'more' },
  equal: { zh: '相同', en: 'the same' },
};

export const STATUS_WORDS: Readonly<Record<PolicyChange['status'], Text>> = {
  added: { zh: '新增', en: 'added' },
  removed: { zh: '删除', en: 'removed' },
  changed: { zh: '修改', en: 'changed' },
};

export const ASPECT_WORDS: Readonly<Record<AspectKind, Text>> = {
  presence: { zh: '政策有无', en: 'presence' },
  conditions: { zh: '条件', en: 'conditions' },
  validity: { zh: '有效期', en: 'validity' },
  confirmation: { zh: '人工确认', en: 'confirmation' },
  delivery: { zh: '享受方式', en: 'delivery' },
  evidence: { zh: '数据作证', en: 'evidence' },
  amount: { zh: '金额', en: 'amount' },
  exclusion: { zh: '互斥', en: 'exclusion' },
};

export const CAUSE_WORDS: Readonly<Record<Cause['kind'], Text>> = {
  'named-condition': { zh: '共用条件', en: 'named condition' },
  fact: { zh: '指标', en: 'fact' },
  'derived-fact': { zh: '推算指标', en: 'derived fact' },
  hierarchy: { zh: '代码表', en: 'code table' },
  authority: { zh: '部门', en: 'authority' },
  'exclusion-group': { zh: '互斥组', en: 'exclusion group' },
};

export const NODE_WORDS: Readonly<Record<NodeChange['kind'], Text>> = {
  added: { zh: '增加条件', en: 'condition added' },
  removed: { zh: '删去条件', en: 'condition removed' },
  changed: { zh: '条件改为', en: 'condition changed' },
};

export const DIRECTION_WORDS: Readonly<Record<'gains' | 'loses', Text>> = {
  gains: { zh: '受益例', en: 'gains' },
  loses: { zh: '受损例', en: 'loses' },
};
