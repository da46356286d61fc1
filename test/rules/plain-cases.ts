import { Decimal } from '../../src/engine/decimal.ts';
import type { Value } from '../../src/engine/value.ts';

const staff = { fact: 'employees', operator: 'lessThan', value: 300 };
const place = { fact: 'registeredRegion', operator: 'within', value: '341800' };
const honest = { fact: 'highTech', operator: 'equal', value: true };

export const NESTED: readonly (readonly [string, object])[] = [
  ['one leaf', staff],
  ['all', { all: [place, staff] }],
  ['any in all in all', { all: [place, { all: [staff, { any: [honest, { condition: 'sme' }] }] }] }],
  ['one part is no list', { all: [{ any: [{ all: [staff] }] }] }],
  ['not a leaf', { not: staff }],
  ['not not', { not: { not: staff } }],
  ['not any', { not: { any: [staff, { any: [place, honest] }] } }],
  ['not all', { not: { all: [staff, { not: honest }] } }],
  ['not one of a list of one', { not: { any: [staff] } }],
  ['not a name', { not: { condition: 'sme' } }],
  ['not a name with parts', { all: [honest, { not: { condition: 'sound' } }] }],
  ['a name', { condition: 'sme' }],
  ['a name with parts', { condition: 'sound' }],
  ['names in any', { any: [{ condition: 'sound' }, { condition: 'sme' }] }],
  [
    'derived facts',
    {
      all: [
        { fact: 'rdIntensity', operator: 'greaterThanInclusive', value: 0.05 },
        { fact: 'age', operator: 'lessThan', value: 5 },
        { fact: 'staffClass', operator: 'equal', value: 'few' },
      ],
    },
  ],
  [
    'deep',
    {
      any: [{ all: [staff, { any: [place, { all: [honest, { not: { all: [staff, place] } }] }] }] }, honest],
    },
  ],
];

export const VALUES: readonly (readonly [string, Value])[] = [
  ['highTech', true],
  ['highTech', false],
  ...['0', '1', '-3', '999', '1000', '1234567'].map((each): [string, Value] => [
    'employees',
    new Decimal(each),
  ]),
  ['patents', new Decimal(12)],
  ['output', new Decimal('1234.5678')],
  ...['0', '1', '0.05', '0.333', '1.5', '-0.02', '0.0499999999', '0.0500000001', '0.33333333', '12.345'].map(
    (each): [string, Value] => ['debtShare', new Decimal(each)],
  ),
  ['rdIntensity', new Decimal(1).div(3)],
  ...[
    '0',
    '0.01',
    '9999.99',
    '10000',
    '12345.67',
    '800000',
    '800001',
    '12345678.9',
    '99999999',
    '100000000',
    '150000000',
    '123456789',
    '123456789.01',
    '-20000',
    '1234567890000',
  ].map((each): [string, Value] => ['revenue', new Decimal(each)]),
  ['establishedOn', '2024-09-01'],
  ['establishedOn', '0987-12-31'],
  ['size', 'small'],
  ['registeredRegion', '341800'],
  ['registeredRegion', '3418001'],
  ['park', '宣城高新区'],
  ['sectors', []],
  ['sectors', ['food']],
  ['sectors', ['food', 'auto']],
  ['branchRegions', ['341800', '350200']],
  ['branchRegions', ['341800', '990000']],
  ['brands', ['宣纸', 'A、B']],
];

const report = (value: unknown, observedOn: string, source = 'tax') => ({ value, observedOn, source });

/** A condition and what is known: the reasons of a yes, a no and an unknown. */
export const REASONS: readonly (readonly [string, object, object])[] = [
  ['yes', staff, { employees: 86 }],
  ['no', staff, { employees: 300 }],
  ['unknown: absent', staff, {}],
  ['unknown: stale', staff, { employees: report(86, '2023-01-01') }],
  ['unknown: later', staff, { employees: report(86, '2024-09-02') }],
  ['unknown: conflicting', staff, { employees: [report(86, '2024-08-01'), report(87, '2024-08-01', 'hub')] }],
  [
    'unknown: underivable',
    { fact: 'rdIntensity', operator: 'greaterThanInclusive', value: 0.05 },
    { expense: 1 },
  ],
  [
    'unknown: undefined',
    { fact: 'rdIntensity', operator: 'greaterThanInclusive', value: 0.05 },
    { expense: 1, revenue: 0 },
  ],
  ['not: yes', { not: staff }, { employees: 300 }],
  ['not: no', { not: staff }, { employees: 86 }],
  ['not: unknown', { not: staff }, {}],
  ['not not: yes', { not: { not: staff } }, { employees: 86 }],
  ['a boolean: yes', honest, { highTech: true }],
  ['a boolean: no', honest, { highTech: false }],
  ['not a boolean: yes', { not: honest }, { highTech: false }],
  ['not a boolean: no', { not: honest }, { highTech: true }],
  [
    'another fact: yes',
    { fact: 'expense', operator: 'lessThan', value: { fact: 'revenue' } },
    { expense: 800000, revenue: 20000000 },
  ],
  [
    'another fact: unknown',
    { fact: 'expense', operator: 'lessThan', value: { fact: 'revenue' } },
    { expense: 800000 },
  ],
  ['another fact: both unknown', { fact: 'expense', operator: 'lessThan', value: { fact: 'revenue' } }, {}],
  [
    'a date',
    { fact: 'establishedOn', operator: 'onOrAfter', value: '2020-01-01' },
    { establishedOn: '2019-12-31' },
  ],
  ['a code', place, { registeredRegion: '350200' }],
  [
    'a set',
    { fact: 'sectors', operator: 'containsAny', value: ['food', 'auto'] },
    { sectors: ['textile', 'food'] },
  ],
  ['an empty set', { fact: 'sectors', operator: 'containsAny', value: ['food', 'auto'] }, { sectors: [] }],
  [
    'not a set',
    { not: { fact: 'sectors', operator: 'containsAny', value: ['food', 'auto'] } },
    { sectors: ['food'] },
  ],
  [
    'nearly',
    { fact: 'rdIntensity', operator: 'greaterThanInclusive', value: 0.05 },
    { expense: 4999999.99, revenue: 100000000 },
  ],
  ['a name', { condition: 'sound' }, { debtShare: 0.4, size: 'small' }],
];
