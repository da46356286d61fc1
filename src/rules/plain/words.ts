import type { Outcome } from '../../engine/match.ts';
import type { Basis, BENEFIT_KINDS, Delivery, Text } from '../../engine/rule-set.ts';

/** What outcomes, deliveries and benefits are called for people. */
export const OUTCOME_WORDS = {
  eligible: { zh: '符合', en: 'eligible' },
  conditional: { zh: '待确认', en: 'conditional' },
  undetermined: { zh: '缺数据', en: 'undetermined' },
  ineligible: { zh: '不符合', en: 'ineligible' },
} as const satisfies Record<Outcome, Text>;

/** In the order in which answers list them. */
export const OUTCOMES = Object.keys(OUTCOME_WORDS) as readonly Outcome[];

export const DELIVERY_WORDS = {
  automatic: { zh: '免申即享', en: 'without application' },
  instant: { zh: '即申即享', en: 'instant on request' },
  application: { zh: '申报', en: 'by application' },
} as const satisfies Record<Delivery, Text>;

export const BASIS_WORDS = {
  status: { zh: '认定类', en: 'status' },
  indicator: { zh: '指标达成类', en: 'indicator' },
  event: { zh: '事项类', en: 'event' },
} as const satisfies Record<Basis, Text>;

export const BENEFIT_WORDS = {
  subsidy: { zh: '补贴', en: 'subsidy' },
  'fee-reduction': { zh: '减费', en: 'fee reduction' },
  'fee-waiver': { zh: '免费', en: 'fee waiver' },
  tax: { zh: '税收', en: 'tax' },
  loan: { zh: '贷款', en: 'loan' },
  guarantee: { zh: '担保', en: 'guarantee' },
  procedure: { zh: '程序便利', en: 'procedure' },
  service: { zh: '服务', en: 'service' },
  inspection: { zh: '检查', en: 'inspection' },
  credit: { zh: '信用', en: 'credit' },
} as const satisfies Record<(typeof BENEFIT_KINDS)[number], Text>;
