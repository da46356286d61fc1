import { parseDocuments } from '../../src/rules/parse-document.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';

const text = (en: string) => ({ zh: `【${en}】`, en });

const fact = (id: string, type: string, more: object = {}) => ({
  id,
  label: text(id),
  description: `${id} 的口径`,
  type,
  authorities: ['statistics'],
  mutable: true,
  ...more,
});

const FACTS = [
  fact('registeredRegion', 'code', { hierarchy: 'division', mutable: false }),
  fact('employees', 'integer', { unit: '人', minimum: 0, maxAgeDays: 400 }),
  fact('annualRevenue', 'money', { minimum: 0 }),
  fact('titles', 'set', { of: 'enum', values: { pioneer: text('pioneer'), champion: text('champion') } }),
  fact('established', 'date', { mutable: false }),
  fact('dishonest', 'boolean'),
  {
    id: 'age',
    label: text('age'),
    description: '成立年数',
    type: 'integer',
    unit: '年',
    mutable: false,
    derived: { kind: 'age', since: 'established', in: 'years' },
  },
];

const policy = (id: string, more: object) => ({
  id,
  title: text(`title of ${id}`),
  summary: text(`summary of ${id}`),
  source: [{ document: 'plan-2024', clause: '1.1' }],
  departments: ['市财政局'],
  region: '10',
  validFrom: null,
  validTo: null,
  delivery: 'automatic',
  basis: 'indicator',
  benefit: { kind: 'subsidy', text: text('money') },
  examples: [],
  ...more,
});

const POLICIES = [
  policy('small-firm-subsidy', {
    conditions: {
      all: [
        { fact: 'employees', operator: 'lessThan', value: 300 },
        { not: { fact: 'dishonest', operator: 'equal', value: true } },
        { condition: 'established-firm' },
      ],
    },
  }),
  policy('town-fund', {
    region: '1001',
    delivery: 'application',
    validFrom: '2024-01-01',
    validTo: '2024-12-31',
    conditions: {
      any: [
        { fact: 'titles', operator: 'containsAny', value: ['pioneer'] },
        { fact: 'annualRevenue', operator: 'greaterThanInclusive', value: 1000000 },
      ],
    },
    residual: [{ text: text('a good plan'), confirmedBy: '市财政局' }],
  }),
  policy('open-counter', {
    region: '20',
    reach: 'anywhere',
    delivery: 'instant',
    conditions: { fact: 'employees', operator: 'greaterThan', value: 0 },
  }),
];

const FILES: Readonly<Record<string, unknown>> = {
  'rule-set.json': { title: text('small'), regionFact: 'registeredRegion' },
  'authorities.json': {
    authorities: {
      statistics: { label: text('statistics') },
      'data-bureau': { label: text('data bureau'), aggregator: true },
    },
  },
  'facts/all.json': { subject: text('all'), facts: FACTS },
  'hierarchies/division.json': {
    id: 'division',
    label: text('division'),
    source: 'invented',
    codes: { '10': { name: '甲市' }, '1001': { name: '甲市一区', parent: '10' }, '20': { name: '乙市' } },
  },
  'conditions/established-firm.json': {
    id: 'established-firm',
    label: text('established firm'),
    description: '成立满三年',
    conditions: { fact: 'age', operator: 'greaterThanInclusive', value: 3 },
  },
  ...Object.fromEntries(POLICIES.map((each) => [`policies/${each.region}/${each.id}.json`, each])),
};

const CLAUSE = { kind: 'item', digest: null, departments: ['市财政局'], supporting: [], deadline: null };

const DOCUMENT = {
  id: 'plan-2024',
  title: '某市方案',
  issuer: '某市人民政府',
  number: null,
  issued: '2024-01-01',
  region: '10',
  validFrom: '2024-01-01',
  validTo: null,
  original: 'plan.txt',
  inferred: [{ field: 'validFrom', value: '2024-01-01', reason: '以成文日期代替' }],
  clauses: [
    { ...CLAUSE, path: '1', kind: 'heading', summary: '标题', disposition: 'context', policies: [] },
    {
      ...CLAUSE,
      path: '1.1',
      summary: '给小企业补助',
      disposition: 'policy',
      policies: POLICIES.map(({ id }) => id),
      deadline: { text: '年底前', date: '2024-12-31' },
    },
    {
      ...CLAUSE,
      path: '1.2',
      summary: '部门各司其职',
      disposition: 'duty',
      policies: [],
      deadline: { text: '持续推进' },
    },
  ],
};

const file = (path: string, json: unknown): RuleFile => ({ path, text: JSON.stringify(json) });

/** A whole rule set of a few invented rules, read from JSON like the shipped one. */
export function smallRuleSet() {
  const ruleFiles = Object.entries(FILES).map(([path, json]) => file(path, json));
  const parsed = parseRuleSet(ruleFiles);
  const seeds = parseDocuments([file('plan-2024.json', DOCUMENT)]);
  if (parsed.ruleSet === null || seeds.documents.length === 0)
    throw new Error(JSON.stringify([...parsed.diagnostics, ...seeds.diagnostics]));
  return { ruleSet: parsed.ruleSet, ruleFiles, documents: seeds.documents };
}
