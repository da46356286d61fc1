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
  ['a code too coarse', place, { registeredRegion: '340000' }],
  ['not a code too coarse', { not: place }, { registeredRegion: '340000' }],
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

const half = { rate: 0.5, of: 'expense', cap: 1000000 };
const perHead = { perUnit: 1000, of: 'employees', maxUnits: 100, floor: 5000 };
const bands = [{ upTo: 1000000, rate: 0.05 }, { upTo: 5000000, rate: 0.08, fixed: 10000 }, { upTo: null }];

/** An amount and what is known: as it is stated, and as it is worked out. */
export const AMOUNTS: readonly (readonly [string, object, object])[] = [
  ['fixed', { fixed: 300000 }, {}],
  ['a rate', { rate: 0.125, of: 'expense' }, { expense: 6420000 }],
  ['a rate, rounded', { rate: 0.333, of: 'expense' }, { expense: 0.05 }],
  ['a rate, capped', half, { expense: 6420000 }],
  ['a rate, under the cap', half, { expense: 642 }],
  ['a rate of the unknown', half, {}],
  ['each', { perUnit: 500, of: 'patents' }, { patents: 3 }],
  ['each, at most so many', perHead, { employees: 120 }],
  ['each, at least so much', perHead, { employees: 2 }],
  ['each of the unknown', perHead, {}],
  ['slab', { tiers: 'slab', of: 'expense', bands }, { expense: 3000000 }],
  [
    'slab by heads',
    {
      tiers: 'slab',
      of: 'employees',
      bands: [
        { upTo: 20, fixed: 50000 },
        { upTo: null, fixed: 100000 },
      ],
    },
    { employees: 21 },
  ],
  ['marginal', { tiers: 'marginal', of: 'expense', bands, cap: 250000 }, { expense: 3000000 }],
  ['one band', { tiers: 'marginal', of: 'expense', bands: [{ upTo: null, rate: 0.01 }] }, {}],
  ['the greater', { greaterOf: [half, perHead] }, { expense: 30000, employees: 120 }],
  ['the lesser of the unknown', { lesserOf: [half, { fixed: 200000 }] }, {}],
];

/** A condition, what is known, and so what is short. */
export const NEAR_MISSES: readonly (readonly [string, object, object])[] = [
  ['too few', { fact: 'employees', operator: 'greaterThanInclusive', value: 20 }, { employees: 12 }],
  ['too much', { fact: 'debtShare', operator: 'lessThanInclusive', value: 0.6 }, { debtShare: 0.725 }],
  ['too little money', { fact: 'revenue', operator: 'greaterThan', value: 2000000 }, { revenue: 1200000 }],
  ['no', honest, { highTech: false }],
  ['another size', { condition: 'sme' }, { size: 'large' }],
  ['one unknown', { all: [{ fact: 'patents', operator: 'greaterThan', value: 0 }, honest] }, { patents: 0 }],
  ['a sector to gain', { fact: 'sectors', operator: 'contains', value: 'food' }, { sectors: ['auto'] }],
  ['a sector to drop', { fact: 'sectors', operator: 'doesNotContain', value: 'auto' }, { sectors: ['auto'] }],
  ['a share over by little', { fact: 'debtShare', operator: 'lessThan', value: 0.6 }, { debtShare: 0.6 }],
  ['too young', { fact: 'age', operator: 'greaterThanInclusive', value: 3 }, { establishedOn: '2023-02-28' }],
];
