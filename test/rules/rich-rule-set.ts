import { add, applyAll, set } from './edits.ts';
import { DIVISION, GOOD_FILES, LOAN, PLAN, REPORTED } from './good-rule-set.ts';

const text = (zh: string, en: string) => ({ zh, en });
const derived = (id: string, type: string, how: object, fields: object = {}) => ({
  ...{ id, label: text(id, id), type, mutable: true, description: id, derived: how },
  ...fields,
});
const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });
const known = {
  registeredRegion: '350200',
  employees: 30,
  size: 'large',
  annualRevenue: 100.5,
  rdExpense: 7,
  establishedOn: '2000-01-01',
};
const example = (name: string, outcome: string, changes: object = {}, fields: object = {}) => ({
  ...{ name, asOf: '2024-09-01', source: 'hub', profile: { ...known, ...changes }, outcome },
  ...fields,
});

const GRANT = {
  id: 'grant',
  title: text('创新补助', 'innovation grant'),
  summary: text('按研发费用补助', 'a share of the R&D expense'),
  source: [{ document: 'plan', clause: '1.1' }],
  departments: [],
  region: '350200',
  reach: { fact: 'registeredRegion' },
  validFrom: null,
  validTo: '2024-12-31',
  delivery: 'application',
  basis: 'event',
  conditions: {
    any: [
      { not: { condition: 'not-large' } },
      leaf('rdIntensity', 'greaterThanInclusive', 0.05),
      leaf('registeredRegion', 'within', ['340000', '341800']),
      leaf('age', 'lessThan', { fact: 'reach' }),
    ],
  },
  residual: [{ text: text('项目已立项', 'the project is approved'), confirmedBy: '市发改委' }],
  benefit: {
    kind: 'subsidy',
    text: text('补助', 'a grant'),
    amount: {
      greaterOf: [
        { lesserOf: [{ fixed: 1000 }, { rate: 0.5, of: 'rdExpense', cap: 3500, floor: 1 }] },
        { perUnit: 10, of: 'employees', maxUnits: 20 },
        {
          tiers: 'marginal',
          of: 'spending',
          bands: [
            { upTo: 1000, rate: 0.1 },
            { upTo: null, fixed: 5 },
          ],
        },
      ],
    },
  },
  exclusive: ['once'],
  examples: [
    example('a grant', 'conditional', {}, { amount: '200.00' }),
    example('small and idle', 'ineligible', { size: 'small', rdExpense: 1, annualRevenue: 1000 }),
    example('elsewhere', 'ineligible', { registeredRegion: '341800' }),
    example('the last day', 'conditional', {}, { asOf: '2024-12-31' }),
    example('the day after', 'not-in-force', {}, { asOf: '2025-01-01' }),
    example('unknown place', 'undetermined', { registeredRegion: null }, { missing: ['registeredRegion'] }),
  ],
};

/** The good rule set and everything else that a rule file may hold. */
export const RICH_FILES = applyAll(
  [
    add('policies/350200/grant.json', GRANT),
    add('exclusions/once.json', {
      ...{ id: 'once', label: text('不重复', 'only once'), description: '就高不重复。' },
      ...{ atMost: 1, cap: 500000 },
    }),
    add('facts/more.json', {
      subject: text('更多', 'more'),
      facts: [
        derived('spending', 'money', { kind: 'sum', of: ['rdExpense', 'annualRevenue'] }),
        derived('profit', 'money', { kind: 'difference', minuend: 'annualRevenue', subtrahend: 'rdExpense' }),
        derived('age', 'integer', { kind: 'age', since: 'establishedOn', in: 'years' }, { unit: '年' }),
        derived(
          'reach',
          'integer',
          {
            kind: 'table',
            rows: [{ when: leaf('age', 'lessThan', 3), value: 1 }],
            otherwise: 2,
          },
          { unit: '年', authorities: ['tax'], maxAgeDays: 90 },
        ),
        {
          ...{ id: 'sectors', label: text('产业', 'sectors'), type: 'set', of: 'enum', mutable: true },
          ...{ values: { food: text('食品', 'food') }, authorities: ['tax'], description: '产业方向。' },
        },
      ],
    }),
    set(DIVISION, '/unlisted', { pattern: '\\d{7}', parent: 'prefix' }),
    set(REPORTED, '/facts/2/attainable', ['small', 'medium']),
    set(LOAN, '/exclusive', ['once']),
    set(LOAN, '/benefit/amount', { fixed: 100 }),
    set(LOAN, '/examples/0/amount', '100.00'),
    set(PLAN, '/clauses/1/policies', ['loan', 'grant']),
    set(PLAN, '/clauses/1/deadline', { text: '年底前', date: '2024-12-31' }),
    set(PLAN, '/inferred', [{ field: 'region', value: ['341800'], reason: '标题' }]),
  ],
  GOOD_FILES,
);
