import { type CheckedRuleSet, checkRuleSet } from '../../src/app/check-rule-set.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';

export const MANIFEST = 'rule-set.json';
export const AUTHORITIES = 'authorities.json';
export const DIVISION = 'hierarchies/division.json';
export const REPORTED = 'facts/reported.json';
export const DERIVED = 'facts/derived.json';
export const NOT_LARGE = 'conditions/not-large.json';
export const LOAN = 'policies/341800/loan.json';
export const PLAN = 'seeds/plan.json';

/** A small rule set and its document without a mistake. Cases change one thing in it. */
const GOOD: Readonly<Record<string, unknown>> = {
  [MANIFEST]: { title: { zh: '小规则集', en: 'small rule set' }, regionFact: 'registeredRegion' },
  [AUTHORITIES]: {
    authorities: {
      tax: { label: { zh: '税务局', en: 'tax authority' } },
      market: { label: { zh: '市场监管局', en: 'market regulator' } },
      hub: { label: { zh: '数据局', en: 'data bureau' }, aggregator: true },
    },
  },
  [DIVISION]: {
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
  [REPORTED]: {
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
  [DERIVED]: {
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
  [NOT_LARGE]: {
    id: 'not-large',
    label: { zh: '中小企业', en: 'small or medium' },
    description: '不含大型。',
    conditions: { fact: 'size', operator: 'in', value: ['small', 'medium'] },
  },
  [LOAN]: {
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
  [PLAN]: {
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

/** Two spaces, a line a value: the form in which the cases count lines. */
export function fileOf(path: string, json: unknown): RuleFile {
  return { path, text: JSON.stringify(json, null, 2) };
}

/** The rules, and the document under `seeds/`. */
export const GOOD_FILES: readonly RuleFile[] = Object.entries(GOOD).map(([path, json]) => fileOf(path, json));

/** What `mianshen check` says of these files. */
export function checkFiles(files: readonly RuleFile[]): CheckedRuleSet {
  const isSeed = ({ path }: RuleFile) => path.startsWith('seeds/');
  return checkRuleSet(
    files.filter((file) => !isSeed(file)),
    files.filter(isSeed),
  );
}

/** The good rule set, compiled. */
export function goodRuleSet(): RuleSet {
  const { ruleSet } = checkFiles(GOOD_FILES);
  if (ruleSet === null) throw new Error('the good rule set has mistakes');
  return ruleSet;
}
