import type { ConditionJson, LeafJson, NamedConditionJson } from '../../src/rules/schema/condition-schema.ts';
import { QUALIFICATIONS } from './catalogue.ts';
import { createLottery, createRandom, type Random } from './random.ts';

type Operator = LeafJson['operator'];

const leaf = (fact: string, operator: Operator, value: LeafJson['value']): LeafJson => ({
  fact,
  operator,
  value,
});
const leaves = (fact: string, operator: Operator, values: readonly LeafJson['value'][]): LeafJson[] =>
  values.map((value) => leaf(fact, operator, value));
const atLeast = (fact: string, values: readonly number[]) => leaves(fact, 'greaterThanInclusive', values);
const atMost = (fact: string, values: readonly number[]) => leaves(fact, 'lessThanInclusive', values);

/** What nearly every enterprise meets: nothing bad is known of it. */
const CLEAN: readonly LeafJson[] = [
  ...leaves('dishonestDebtor', 'equal', [false]),
  ...leaves('seriousDishonesty', 'equal', [false]),
  ...leaves('abnormalOperation', 'equal', [false]),
  ...leaves('taxArrears', 'equal', [false]),
  ...leaves('wageArrears', 'equal', [false]),
  ...leaves('safetyAccident', 'equal', [false]),
  ...leaves('environmentalPenalty', 'equal', [false]),
  ...leaves('creditRisk', 'notEqual', ['serious']),
  ...leaves('creditRisk', 'in', [['low', 'general']]),
  ...leaves('taxGrade', 'notEqual', ['D']),
  ...leaves('taxGrade', 'in', [
    ['A', 'B', 'M'],
    ['A', 'B'],
  ]),
  ...leaves('taxGrade', 'notIn', [['C', 'D']]),
  ...leaves('form', 'notEqual', ['branch']),
];

/** What a policy is for, by theme; the first themes and leaves are drawn most often. */
const THEMES: readonly (readonly LeafJson[])[] = [
  [
    ...leaves('size', 'in', [
      ['small', 'micro'],
      ['medium', 'small', 'micro'],
      ['large', 'medium'],
    ]),
    ...leaves('size', 'equal', ['micro', 'small', 'medium', 'large']),
    ...leaves('size', 'notEqual', ['large']),
  ],
  [
    ...leaves('industry', 'within', [
      'C',
      ['C', 'I'],
      ['F', 'H'],
      'I',
      ['C', 'D'],
      'F',
      'G',
      'M',
      'A',
      'H',
      'E',
      'L',
    ]),
    ...leaves('industry', 'within', [
      '39',
      '65',
      '35',
      '27',
      '36',
      ['37', '38'],
      '13',
      '26',
      '17',
      '18',
      '54',
      '62',
    ]),
    ...leaves('industry', 'within', [
      '391',
      '651',
      '3670',
      ['397', '398'],
      '276',
      '358',
      '139',
      ['6311', '6312'],
    ]),
    ...leaves('industry', 'notWithin', [['B', 'K'], ['J', 'K'], 'K']),
  ],
  [
    ...atLeast('annualRevenue', [1e6, 5e6, 2e7, 5e7, 1e8, 4e8, 2e9]),
    ...atMost('annualRevenue', [4e8, 1e8, 2e7, 5e6]),
    ...leaves('annualRevenue', 'greaterThan', [{ fact: 'revenueBefore' }]),
    ...leaves('annualRevenue', 'lessThan', [{ fact: 'totalAssets' }]),
  ],
  [
    ...atLeast('employees', [3, 10, 5, 20, 50, 100, 300, 1000]),
    ...atMost('employees', [1000, 300, 100, 20]),
    ...atLeast('insuredEmployees', [1, 5, 10, 30, 100]),
  ],
  [...leaves('highTech', 'equal', [true, false]), ...leaves('techSme', 'equal', [true, false])],
  [
    ...atLeast('ageYears', [1, 2, 3, 5, 10]),
    ...atMost('ageYears', [3, 5, 2, 10]),
    ...leaves('establishedOn', 'onOrAfter', ['2020-01-01', '2015-01-01', '2023-01-01', '2024-06-01']),
    ...leaves('establishedOn', 'before', ['2023-01-01', '2020-01-01', '2010-07-01']),
  ],
  [
    ...leaves('specialisedLevel', 'notEqual', ['none']),
    ...leaves('specialisedLevel', 'in', [
      ['specialised', 'little-giant', 'champion'],
      ['little-giant', 'champion'],
    ]),
    ...leaves('specialisedLevel', 'equal', ['innovative', 'specialised', 'little-giant']),
  ],
  [
    ...atLeast('rdIntensity', [0.03, 0.05, 0.02, 0.04, 0.06, 0.1, 0.15]),
    ...atLeast('rdExpense', [1e5, 5e5, 1e6, 5e6, 2e7]),
    ...atLeast('inventionPatents', [1, 3, 5, 10]),
    ...atLeast('patents', [1, 5, 10, 20, 50]),
  ],
  [
    ...atLeast('taxPaid', [1e4, 5e4, 1e5, 5e5, 1e6, 1e7]),
    ...leaves('aboveScale', 'equal', [true, false]),
    ...leaves('listed', 'equal', [false, true]),
  ],
  [
    ...leaves('exports', 'greaterThan', [0]),
    ...atLeast('exports', [1e6, 5e6, 1e7, 1e8]),
    ...atLeast('equipmentInvestment', [5e5, 1e6, 5e6, 2e7, 1e8]),
    ...leaves('loanBalance', 'greaterThan', [0]),
    ...atMost('loanBalance', [1e7, 5e6, 3e6]),
    ...atLeast('totalAssets', [1e6, 1e7, 1e8]),
  ],
  [
    ...atLeast('graduatesHired', [1, 3, 5, 10]),
    ...atLeast('disabledEmployees', [1, 3, 10]),
    ...leaves('form', 'equal', ['company', 'sole', 'cooperative']),
    ...leaves('form', 'in', [['company', 'partnership']]),
    ...atLeast('highTechMonths', [12, 36]),
    ...atMost('highTechMonths', [12, 36]),
    ...leaves('highTechSince', 'onOrAfter', ['2025-01-01', '2024-01-01', '2022-01-01']),
  ],
  [
    ...leaves('qualifications', 'contains', QUALIFICATIONS),
    ...leaves('qualifications', 'containsAny', [
      ['green-factory', 'smart-factory'],
      ['famous-brand', 'old-brand'],
      ['design-centre', 'rd-centre'],
      ['building-grade-1', 'building-grade-2'],
      ['iso9001', 'iso14001', 'iso45001'],
    ]),
    ...leaves('qualifications', 'containsAll', [['iso9001', 'iso14001']]),
    ...leaves('qualifications', 'doesNotContain', ['famous-brand', 'aeo']),
  ],
];

const condition = (id: string, conditions: ConditionJson): NamedConditionJson => ({
  id,
  label: { zh: id, en: id },
  description: id,
  conditions,
});

/** Conditions that many policies name. */
export const NAMED: readonly NamedConditionJson[] = [
  condition('good-credit', {
    all: [
      leaf('dishonestDebtor', 'equal', false),
      leaf('seriousDishonesty', 'equal', false),
      leaf('abnormalOperation', 'equal', false),
    ],
  }),
  condition('good-tax-payer', {
    all: [leaf('taxArrears', 'equal', false), leaf('taxGrade', 'in', ['A', 'B', 'M'])],
  }),
  condition('small-or-micro', leaf('size', 'in', ['small', 'micro'])),
  condition('manufacturer-above-scale', {
    all: [leaf('industry', 'within', 'C'), leaf('aboveScale', 'equal', true)],
  }),
  condition('innovative', {
    any: [
      leaf('highTech', 'equal', true),
      leaf('techSme', 'equal', true),
      leaf('specialisedLevel', 'notEqual', 'none'),
    ],
  }),
  condition('recently-punished', {
    any: [leaf('safetyAccident', 'equal', true), leaf('environmentalPenalty', 'equal', true)],
  }),
  condition('heavy-in-research', {
    any: [
      leaf('rdIntensity', 'greaterThanInclusive', 0.05),
      leaf('inventionPatents', 'greaterThanInclusive', 5),
    ],
  }),
  condition('exporter', {
    any: [leaf('exports', 'greaterThan', 0), leaf('qualifications', 'contains', 'aeo')],
  }),
];

const SIZE_OF_NAMED: Readonly<Record<string, number>> = {
  ...{ 'good-credit': 3, 'good-tax-payer': 2, 'small-or-micro': 1, 'manufacturer-above-scale': 2 },
  ...{ innovative: 3, 'recently-punished': 2, 'heavy-in-research': 2, exporter: 2 },
};

/** The leaves that policies draw from, those of named conditions left out. */
export const POOL: readonly LeafJson[] = [...CLEAN, ...THEMES.flat()];

/** The first of a list is drawn most often, the later ones ever more rarely. */
function createSkewed<T>(list: readonly T[], steepness: number): (random: Random) => T {
  const draw = createLottery(list.map((_, at) => 1 / (at + 1) ** steepness));
  return (random) => list[draw(random)] as T;
}

const drawTheme = createSkewed(THEMES, 0.5);
const drawOf = new Map(THEMES.map((theme) => [theme, createSkewed(theme, 0.8)]));
const drawClean = createSkewed(CLEAN, 0.4);
const drawNamed = createSkewed(
  NAMED.filter(({ id }) => !['good-credit', 'good-tax-payer', 'recently-punished'].includes(id)),
  0.5,
);
const drawCount = createLottery([20, 22, 18, 14, 10, 8, 5, 3]);

const drawSelective = (random: Random): LeafJson => {
  const theme = drawTheme(random);
  return (drawOf.get(theme) ?? drawClean)(random);
};

/** One part of a policy's conditions, and how many leaves it has. */
interface Part {
  readonly json: ConditionJson;
  readonly leaves: number;
}

/** The conditions of a policy besides its region: 3 to 10 leaves, about one in two or three of them selective. */
export function drawConditions(random: Random): ConditionJson {
  const wanted = drawCount(random) + 3;
  const selective = 1 + Number(random.chance(0.55)) + Number(wanted > 5 && random.chance(0.5));
  const parts = new Map<string, Part>();
  const take = (part: Part | null): void => {
    if (part !== null && countOf(parts) + part.leaves <= wanted) parts.set(subjectOf(part.json), part);
  };
  for (let tries = 0; tries < 40 && parts.size < selective; tries += 1)
    take(drawSelectivePart(random, parts));
  for (let tries = 0; tries < 60 && countOf(parts) < wanted; tries += 1) take(drawCleanPart(random, parts));
  return {
    all: shuffled(
      [...parts.values()].map(({ json }) => json),
      random,
    ),
  };
}

function countOf(parts: ReadonlyMap<string, Part>): number {
  return [...parts.values()].reduce((sum, part) => sum + part.leaves, 0);
}

/** What a part is about: a policy asks about each thing once. */
function subjectOf(json: ConditionJson): string {
  if ('fact' in json) return json.fact;
  if ('not' in json) return subjectOf(json.not);
  return 'condition' in json ? json.condition : JSON.stringify(json);
}

function drawSelectivePart(random: Random, taken: ReadonlyMap<string, Part>): Part | null {
  const kind = random.next();
  if (kind < 0.14) {
    const { id } = drawNamed(random);
    return taken.has(id) ? null : { json: { condition: id }, leaves: SIZE_OF_NAMED[id] ?? 1 };
  }
  if (kind < 0.3) {
    const choices = [drawSelective(random), drawSelective(random), drawSelective(random)].slice(
      0,
      random.chance(0.7) ? 2 : 3,
    );
    const different = new Set(choices.map(({ fact }) => fact)).size === choices.length;
    return different ? { json: { any: choices }, leaves: choices.length } : null;
  }
  const json = drawSelective(random);
  if (taken.has(json.fact)) return null;
  return kind < 0.35 ? { json: { not: json }, leaves: 1 } : { json, leaves: 1 };
}

function drawCleanPart(random: Random, taken: ReadonlyMap<string, Part>): Part | null {
  const kind = random.next();
  if (kind < 0.25) return taken.has('good-credit') ? null : { json: { condition: 'good-credit' }, leaves: 3 };
  if (kind < 0.4)
    return taken.has('good-tax-payer') ? null : { json: { condition: 'good-tax-payer' }, leaves: 2 };
  if (kind < 0.48)
    return taken.has('recently-punished')
      ? null
      : { json: { not: { condition: 'recently-punished' } }, leaves: 2 };
  const json = drawClean(random);
  return taken.has(json.fact) ? null : { json, leaves: 1 };
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const order = createRandom(random.below(1 << 30));
  return list
    .map((each) => ({ each, at: order.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ each }) => each);
}
