import type { FactJson } from '../../src/rules/schema/fact-schema.ts';

/** The authority that vouches for every value of the workload. */
export const SOURCE = 'data-bureau';

export const AUTHORITIES = {
  [SOURCE]: { label: { zh: '数据管理部门', en: 'data bureau' }, aggregator: true },
  registry: { label: { zh: '登记机关', en: 'registry' } },
  tax: { label: { zh: '税务部门', en: 'tax authority' } },
  'credit-information': { label: { zh: '信用信息中心', en: 'credit information centre' } },
};

const common = (id: string, en: string) => ({
  id,
  label: { zh: en, en },
  description: en,
  mutable: true,
});

const reported = (id: string, en: string, authority = 'registry') => ({
  ...common(id, en),
  authorities: [authority],
});

const yesOrNo = (id: string, en: string, authority?: string): FactJson => ({
  ...reported(id, en, authority),
  type: 'boolean',
});

const count = (id: string, en: string): FactJson => ({
  ...reported(id, en),
  ...({ type: 'integer', unit: '个', minimum: 0 } as const),
});

const yuan = (id: string, en: string): FactJson => ({
  ...reported(id, en, 'tax'),
  ...({ type: 'money', minimum: 0 } as const),
});

const day = (id: string, en: string): FactJson => ({ ...reported(id, en), type: 'date' });

const named = (values: readonly string[]) =>
  Object.fromEntries(values.map((each) => [each, { zh: each, en: each }]));

const oneOf = (id: string, en: string, values: readonly string[]): FactJson => ({
  ...reported(id, en),
  ...{ type: 'enum', values: named(values) },
});

export const SIZES = ['large', 'medium', 'small', 'micro'] as const;
export const CREDIT_GRADES = ['A', 'B', 'M', 'C', 'D'] as const;
export const CREDIT_RISKS = ['low', 'general', 'high', 'serious'] as const;
export const LEVELS = ['none', 'innovative', 'specialised', 'little-giant', 'champion'] as const;
export const FORMS = ['company', 'partnership', 'sole', 'cooperative', 'branch'] as const;
export const QUALIFICATIONS = [
  ...[
    'iso9001',
    'iso14001',
    'iso45001',
    'food-licence',
    'medical-licence',
    'building-grade-1',
    'building-grade-2',
  ],
  ...['aeo', 'green-factory', 'smart-factory', 'famous-brand', 'old-brand', 'design-centre', 'rd-centre'],
  ...['incubator', 'logistics-4a'],
] as const;

/** Reported facts in the order of an enterprise's values. */
export const REPORTED: readonly FactJson[] = [
  {
    ...reported('registeredRegion', 'place of registration'),
    type: 'code',
    hierarchy: 'division',
    mutable: false,
  },
  { ...reported('industry', 'industry'), type: 'code', hierarchy: 'industry' },
  day('establishedOn', 'day of establishment'),
  day('highTechSince', 'recognised as high-tech on'),
  count('employees', 'employees'),
  count('graduatesHired', 'graduates hired this year'),
  count('disabledEmployees', 'employees with disabilities'),
  count('inventionPatents', 'invention patents'),
  count('patents', 'patents'),
  count('insuredEmployees', 'employees insured'),
  yuan('annualRevenue', 'annual revenue'),
  yuan('revenueBefore', 'annual revenue of the year before'),
  yuan('totalAssets', 'total assets'),
  yuan('taxPaid', 'tax paid'),
  yuan('rdExpense', 'expense on research and development'),
  yuan('exports', 'exports'),
  yuan('equipmentInvestment', 'investment in equipment'),
  yuan('loanBalance', 'balance of bank loans'),
  oneOf('form', 'legal form', FORMS),
  oneOf('taxGrade', 'tax credit grade', CREDIT_GRADES),
  oneOf('creditRisk', 'credit risk class', CREDIT_RISKS),
  oneOf('specialisedLevel', 'specialised-and-new level', LEVELS),
  yesOrNo('dishonestDebtor', 'judgment debtor on the dishonesty list', 'credit-information'),
  yesOrNo('seriousDishonesty', 'on a serious-dishonesty list', 'credit-information'),
  yesOrNo('abnormalOperation', 'on the list of abnormal operation', 'credit-information'),
  yesOrNo('taxArrears', 'has tax arrears', 'tax'),
  yesOrNo('safetyAccident', 'had a safety accident within a year'),
  yesOrNo('environmentalPenalty', 'was punished for pollution within a year'),
  yesOrNo('wageArrears', 'on the list of wage arrears', 'credit-information'),
  yesOrNo('aboveScale', 'above statistical scale'),
  yesOrNo('highTech', 'high-tech enterprise'),
  yesOrNo('techSme', 'technology-based SME'),
  yesOrNo('listed', 'listed on an exchange'),
  { ...reported('qualifications', 'qualifications'), type: 'set', of: 'enum', values: named(QUALIFICATIONS) },
];

const atLeast = (fact: string, value: number) => ({ fact, operator: 'greaterThanInclusive', value }) as const;
const inBranch = (value: string | string[]) => ({ fact: 'industry', operator: 'within', value }) as const;

/** A size class by branch: the lower limits of large, medium and small for revenue and employees. */
export interface SizeRow {
  readonly branches: readonly string[];
  readonly revenue: readonly [number, number, number];
  readonly employees: readonly [number, number, number];
}

/** The statistical limits of four groups of branches; every other goes by the last. */
export const SIZE_ROWS: readonly SizeRow[] = [
  { branches: ['B', 'C', 'D'], revenue: [4e8, 2e7, 3e6], employees: [1000, 300, 20] },
  { branches: ['F'], revenue: [4e8, 5e7, 1e7], employees: [200, 20, 5] },
  { branches: ['G', 'H', 'I'], revenue: [1e8, 1e7, 5e5], employees: [300, 100, 10] },
];
export const OTHER_SIZES: SizeRow = { branches: [], revenue: [1.2e9, 8e7, 2e6], employees: [300, 100, 10] };

const sizeRows = [...SIZE_ROWS, OTHER_SIZES].flatMap(({ branches, revenue, employees }) =>
  SIZES.slice(0, 3).map((value, at) => ({
    when: {
      all: [
        ...(branches.length === 0
          ? [
              {
                fact: 'industry',
                operator: 'notWithin' as const,
                value: SIZE_ROWS.flatMap((row) => row.branches),
              },
            ]
          : [inBranch([...branches])]),
        atLeast('annualRevenue', revenue[at] ?? 0),
        atLeast('employees', employees[at] ?? 0),
      ],
    },
    value,
  })),
);

export const DERIVED: readonly FactJson[] = [
  {
    ...common('ageYears', 'age in years'),
    ...({
      type: 'integer',
      unit: '年',
      derived: { kind: 'age', since: 'establishedOn', in: 'years' },
    } as const),
  },
  {
    ...common('highTechMonths', 'months since recognition as high-tech'),
    ...({
      type: 'integer',
      unit: '月',
      derived: { kind: 'age', since: 'highTechSince', in: 'months' },
    } as const),
  },
  {
    ...common('rdIntensity', 'share of research in revenue'),
    ...({
      type: 'ratio',
      derived: { kind: 'ratio', numerator: 'rdExpense', denominator: 'annualRevenue' },
    } as const),
  },
  {
    ...common('size', 'size class'),
    ...({
      type: 'enum',
      values: named(SIZES),
      derived: { kind: 'table', rows: sizeRows, otherwise: 'micro' },
    } as const),
  },
];
