import { OPERATOR_NAMES, OPERATORS, type OperatorName } from '../../src/engine/operators/table.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import type { ValueKind } from '../../src/engine/value.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { fileOf } from './good-rule-set.ts';

/** What the plain-language tests talk about: two facts of every kind, so that one can be compared with the other. */
const text = (zh: string, en: string) => ({ zh, en });
const fact = (id: string, label: object, type: string, fields: object = {}) => ({
  ...{ id, label, type, mutable: true, description: id },
  ...('derived' in fields ? {} : { authorities: ['tax'] }),
  ...fields,
});
const sizes = {
  values: { small: text('小型', 'small'), medium: text('中型', 'medium'), large: text('大型', 'large') },
};
const sectors = {
  of: 'enum',
  values: { food: text('食品', 'food'), auto: text('汽车', 'cars'), textile: text('纺织', 'textiles') },
};
const divisions = { hierarchy: 'division' };

const FACTS = [
  fact('highTech', text('高新技术企业', 'high-tech enterprise'), 'boolean'),
  fact('formerlyHighTech', text('曾为高新技术企业', 'formerly a high-tech enterprise'), 'boolean'),
  fact('employees', text('从业人员', 'staff'), 'integer', { unit: '人', maxAgeDays: 400 }),
  fact('formerEmployees', text('上年从业人员', 'staff a year ago'), 'integer', { unit: '人' }),
  fact('patents', text('专利件数', 'patents'), 'integer'),
  fact('output', text('产量', 'output'), 'number', { unit: '吨' }),
  fact('formerOutput', text('上年产量', 'output a year ago'), 'number', { unit: '吨' }),
  fact('debtShare', text('资产负债率', 'debt ratio'), 'ratio'),
  fact('formerDebtShare', text('上年资产负债率', 'debt ratio a year ago'), 'ratio'),
  fact('revenue', text('年营业收入', 'revenue'), 'money'),
  fact('expense', text('研发费用', 'R&D expense'), 'money'),
  fact('establishedOn', text('成立日期', 'day of establishment'), 'date'),
  fact('movedOn', text('迁入日期', 'day of arrival'), 'date'),
  fact('size', text('企业规模', 'size'), 'enum', sizes),
  fact('formerSize', text('上年企业规模', 'size a year ago'), 'enum', sizes),
  fact('registeredRegion', text('注册地', 'registered region'), 'code', divisions),
  fact('projectRegion', text('项目所在地', 'project region'), 'code', divisions),
  fact('park', text('所在园区', 'park'), 'text'),
  fact('projectPark', text('项目所在园区', 'park of the project'), 'text'),
  fact('sectors', text('产业方向', 'sectors'), 'set', sectors),
  fact('mainSector', text('主营方向', 'main sector'), 'enum', { values: sectors.values }),
  fact('branchRegions', text('分支机构所在地', 'regions of branches'), 'set', { of: 'code', ...divisions }),
  fact('brands', text('品牌', 'brands'), 'set', { of: 'text' }),
  fact('rdIntensity', text('研发投入强度', 'R&D intensity'), 'ratio', {
    derived: { kind: 'ratio', numerator: 'expense', denominator: 'revenue' },
  }),
  fact('age', text('成立年限', 'age'), 'integer', {
    unit: '年',
    derived: { kind: 'age', since: 'establishedOn', in: 'years' },
  }),
  fact('staffClass', text('用工规模', 'staff class'), 'enum', {
    values: { few: text('少', 'few'), many: text('多', 'many') },
    derived: {
      kind: 'table',
      rows: [{ when: { fact: 'employees', operator: 'lessThan', value: 20 }, value: 'few' }],
      otherwise: 'many',
    },
  }),
];

const CATALOGUE = [
  fileOf('rule-set.json', { title: text('通俗说法', 'plain words'), regionFact: 'registeredRegion' }),
  fileOf('authorities.json', {
    authorities: {
      tax: { label: text('税务局', 'tax authority') },
      hub: { label: text('数据局', 'data bureau'), aggregator: true },
    },
  }),
  fileOf('facts/all.json', { subject: text('全部', 'all'), facts: FACTS }),
  fileOf('hierarchies/division.json', {
    id: 'division',
    label: text('行政区划', 'divisions'),
    source: 'GB/T 2260',
    codes: {
      '340000': { name: '安徽省' },
      '341800': { name: '宣城市', parent: '340000' },
      '350200': { name: '厦门市' },
      '990000': { name: '江、浙、沪' },
    },
    unlisted: { pattern: '\\d{7}', parent: 'prefix' },
  }),
  fileOf('conditions/sme.json', {
    id: 'sme',
    label: text('中小企业', 'small or medium enterprise'),
    description: '—',
    conditions: { fact: 'size', operator: 'in', value: ['small', 'medium'] },
  }),
  fileOf('conditions/sound.json', {
    id: 'sound',
    label: text('经营稳健', 'sound business'),
    description: '—',
    conditions: {
      all: [
        { fact: 'debtShare', operator: 'lessThanInclusive', value: 0.6 },
        { any: [{ condition: 'sme' }, { fact: 'age', operator: 'greaterThanInclusive', value: 3 }] },
      ],
    },
  }),
];

/** A rule set with a policy for each condition, in this order; they reach anywhere. */
export function plainRuleSet(conditions: readonly object[]): RuleSet {
  return ruleSetOf(conditions.map((each) => ({ conditions: each })));
}

/** A rule set with a policy for each amount, in this order. */
export function amountRuleSet(amounts: readonly object[]): RuleSet {
  const conditions = { fact: 'highTech', operator: 'equal', value: true };
  return ruleSetOf(amounts.map((amount) => ({ conditions, benefit: { ...POLICY.benefit, amount } })));
}

function ruleSetOf(fields: readonly object[]): RuleSet {
  const policies = fields.map((each, index) => {
    const id = `p-${String(index).padStart(4, '0')}`;
    return fileOf(`policies/${id}.json`, { ...POLICY, id, ...each });
  });
  const { ruleSet, diagnostics } = parseRuleSet([...CATALOGUE, ...policies]);
  if (ruleSet === null) throw new Error(JSON.stringify(diagnostics.slice(0, 3), null, 1));
  return ruleSet;
}

const POLICY = {
  title: text('政策', 'policy'),
  summary: text('政策', 'policy'),
  source: [{ document: 'plan', clause: '1' }],
  departments: [],
  region: '341800',
  reach: 'anywhere',
  validFrom: null,
  validTo: null,
  delivery: 'application',
  basis: 'status',
  benefit: { kind: 'service', text: text('服务', 'service') },
  examples: [],
};

/** A leaf as an author writes it. */
export interface LeafJson {
  readonly fact: string;
  readonly operator: OperatorName;
  readonly value: unknown;
}

/** For each kind of fact: a fact, two constants, and another fact to compare with. */
const SAMPLES: Readonly<Record<ValueKind, readonly (readonly [string, unknown, unknown, string])[]>> = {
  boolean: [['highTech', true, false, 'formerlyHighTech']],
  integer: [['employees', 300, 1000, 'formerEmployees']],
  number: [['output', 2.5, 1000, 'formerOutput']],
  ratio: [['debtShare', 0.05, 0.333, 'formerDebtShare']],
  money: [['revenue', 20000000, 999.5, 'expense']],
  date: [['establishedOn', '2024-09-01', '2000-12-31', 'movedOn']],
  enum: [['size', 'small', 'medium', 'formerSize']],
  code: [['registeredRegion', '341800', '350200', 'projectRegion']],
  text: [['park', '宣城高新区', 'A区', 'projectPark']],
  set: [
    ['sectors', 'food', 'auto', 'mainSector'],
    ['branchRegions', '341800', '350200', 'projectRegion'],
    ['brands', '宣纸', '徽墨', 'park'],
  ],
};

/** Every operator with every kind of fact that it takes, and every form of value. */
export const EVERY_LEAF: readonly LeafJson[] = OPERATOR_NAMES.flatMap((operator) =>
  OPERATORS[operator].kinds.flatMap((kind) =>
    SAMPLES[kind].flatMap(([id, one, two, other]) =>
      valuesFor(operator, one, two, other).map((value) => ({ fact: id, operator, value })),
    ),
  ),
);

function valuesFor(operator: OperatorName, one: unknown, two: unknown, other: string): readonly unknown[] {
  switch (OPERATORS[operator].operand) {
    case 'same':
    case 'element':
      return [one, two, { fact: other }];
    case 'one-or-list':
      return [one, [one], [one, two], { fact: other }];
    case 'list':
    case 'elements':
      return [[one], [one, two]];
  }
}
