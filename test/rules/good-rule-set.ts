import type { RuleFile } from '../../src/rules/parse-files.ts';

/** A small rule set without a mistake, by path. Cases change one thing in it. */
const RULES: Readonly<Record<string, unknown>> = {
  'rule-set.json': { title: { zh: '小规则集', en: 'small rule set' }, regionFact: 'registeredRegion' },
  'authorities.json': {
    authorities: {
      tax: { label: { zh: '税务局', en: 'tax authority' } },
      market: { label: { zh: '市场监管局', en: 'market regulator' } },
      hub: { label: { zh: '数据局', en: 'data bureau' }, aggregator: true },
    },
  },
  'hierarchies/division.json': {
    id: 'division',
    label: { zh: '行政区划', en: 'divisions' },
    source: 'GB/T 2260',
    codes: {
      '340000': { name: '安徽省' },
      '341800': { name: '宣城市', parent: '340000' },
      '341802': { name: '宣州区', parent: '341800' },
      '350200': { name: '厦门市' },
    },
  },
  'facts/reported.json': {
    subject: { zh: '填报', en: 'reported' },
    facts: [
      {
        id: 'registeredRegion',
        label: { zh: '注册地', en: 'registered in' },
        type: 'code',
        hierarchy: 'division',
        authorities: ['market'],
        mutable: false,
        description: '登记的住所。',
      },
      {
        id: 'employees',
        label: { zh: '从业人员', en: 'employees' },
        type: 'integer',
        unit: '人',
        minimum: 0,
        maximum: 1000000,
        authorities: ['tax'],
        maxAgeDays: 400,
        mutable: true,
        description: '年末从业人员。',
      },
      {
        id: 'size',
        label: { zh: '企业规模', en: 'size' },
        type: 'enum',
        values: {
          small: { zh: '小型', en: 'small' },
          medium: { zh: '中型', en: 'medium' },
          large: { zh: '大型', en: 'large' },
        },
        authorities: ['tax'],
        mutable: false,
        description: '划型。',
      },
      {
        id: 'establishedOn',
        label: { zh: '成立日期', en: 'established on' },
        type: 'date',
        authorities: ['market'],
        mutable: false,
        description: '登记的成立日期。',
      },
      {
        id: 'annualRevenue',
        label: { zh: '年营业收入', en: 'annual revenue' },
        type: 'money',
        authorities: ['tax'],
        mutable: true,
        description: '上一年度。',
      },
      {
        id: 'rdExpense',
        label: { zh: '研发费用', en: 'R&D expense' },
        type: 'money',
        authorities: ['tax'],
        mutable: true,
        description: '上一年度。',
      },
    ],
  },
  'facts/derived.json': {
    subject: { zh: '推算', en: 'derived' },
    facts: [
      {
        id: 'rdIntensity',
        label: { zh: '研发强度', en: 'R&D intensity' },
        type: 'ratio',
        mutable: true,
        description: '研发费用占营业收入的比例。',
        derived: { kind: 'ratio', numerator: 'rdExpense', denominator: 'annualRevenue' },
      },
      {
        id: 'staffClass',
        label: { zh: '用工规模', en: 'staff class' },
        type: 'enum',
        values: { few: { zh: '少', en: 'few' }, many: { zh: '多', en: 'many' } },
        mutable: true,
        description: '按人数。',
        derived: {
          kind: 'table',
          rows: [{ when: { fact: 'employees', operator: 'lessThan', value: 20 }, value: 'few' }],
          otherwise: 'many',
        },
      },
    ],
  },
  'conditions/not-large.json': {
    id: 'not-large',
    label: { zh: '中小企业', en: 'small or medium' },
    description: '不含大型。',
    conditions: { fact: 'size', operator: 'in', value: ['small', 'medium'] },
  },
  'policies/341800/loan.json': {
    id: 'loan',
    title: { zh: '贷款贴息', en: 'loan subsidy' },
    summary: { zh: '给中小企业贴息', en: 'interest subsidy for small and medium enterprises' },
    source: [{ document: 'plan', clause: '1.1' }],
    departments: ['市财政局'],
    region: '341800',
    validFrom: '2024-01-01',
    validTo: null,
    delivery: 'automatic',
    basis: 'indicator',
    conditions: {
      all: [{ condition: 'not-large' }, { fact: 'employees', operator: 'lessThan', value: 300 }],
    },
    residual: [],
    benefit: { kind: 'loan', text: { zh: '贴息', en: 'subsidy' } },
    examples: [
      example('eligible', 'eligible', {}),
      example('elsewhere', 'ineligible', { registeredRegion: '350200' }),
      example('large', 'ineligible', { size: 'large' }),
      example('many', 'ineligible', { employees: 300 }),
      { ...example('unknown size', 'undetermined', { size: null }), missing: ['size'] },
    ],
  },
};

const SEEDS: Readonly<Record<string, unknown>> = {
  'plan.json': {
    id: 'plan',
    title: '方案',
    issuer: '市政府',
    number: null,
    issued: '2024-01-01',
    region: '341800',
    validFrom: null,
    validTo: null,
    original: 'plan.txt',
    inferred: [],
    clauses: [clause('1', 'context', []), clause('1.1', 'policy', ['loan'])],
  },
};

function example(name: string, outcome: string, changes: object): object {
  const profile = { registeredRegion: '341802', size: 'small', employees: 80, ...changes };
  return { name, asOf: '2024-09-01', source: 'hub', profile, outcome };
}

function clause(path: string, disposition: string, policies: readonly string[]): object {
  return {
    path,
    kind: 'item',
    digest: null,
    summary: '概括',
    departments: [],
    supporting: [],
    deadline: null,
    disposition,
    policies,
  };
}

export const goodRules: readonly RuleFile[] = filesOf(RULES);
export const goodSeeds: readonly RuleFile[] = filesOf(SEEDS);

function filesOf(byPath: Readonly<Record<string, unknown>>): readonly RuleFile[] {
  return Object.entries(byPath).map(([path, json]) => ({ path, text: JSON.stringify(json, null, 2) }));
}
