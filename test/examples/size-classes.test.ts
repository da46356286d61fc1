import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/engine/reading.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { loadRuleSet } from '../../src/index.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';

const seed = Number(process.env.MIANSHEN_SEED ?? 20_240_229);
const asOf = '2025-03-01';
const root = new URL('../../', import.meta.url);
const catalogues = ['rules', 'examples/national/rules'];
const loaded = await Promise.all(catalogues.map((path) => loadRuleSet(new URL(path, root).pathname)));
const ruleSet = loaded[1]!;

/** What is known of an enterprise: code of GB/T 4754-2017, people, and ten thousand yuan. */
interface Known {
  readonly industry?: string | undefined;
  readonly staff?: number | undefined;
  readonly revenue?: number | undefined;
  readonly assets?: number | undefined;
}

type Size = 'large' | 'medium' | 'small' | 'micro';

const yuan = (tenThousands: number) => (tenThousands * 10_000).toFixed(2);

function read(from: RuleSet, { industry, staff, revenue, assets }: Known, more: object = {}) {
  const json = {
    ...(industry === undefined ? {} : { industry }),
    ...(staff === undefined ? {} : { employees: staff }),
    ...(revenue === undefined ? {} : { annualRevenue: yuan(revenue) }),
    ...(assets === undefined ? {} : { totalAssets: yuan(assets) }),
    ...more,
  };
  const { profile, diagnostics } = parseProfile(from, json, 'statistics');
  if (profile === null) throw new Error(JSON.stringify(diagnostics));
  return createReader(from, profile, asOf).read('enterpriseSize');
}

const sizeOf = (known: Known, more: object = {}) => {
  const reading = read(ruleSet, known, more);
  return reading.known ? reading.value : null;
};

type Indicator = 'staff' | 'revenue' | 'assets';
type Limits = readonly [large: number, medium: number, small: number];

/** The sixteen rows of the standard of 2017: codes that lie in the row, and the lower limits of each indicator. */
const STANDARD: readonly (readonly [codes: string, limits: Partial<Record<Indicator, Limits>>])[] = [
  ['A 01-05 0311', { revenue: [20_000, 500, 50] }],
  ['B C D 06-46 1391 3670', { staff: [1000, 300, 20], revenue: [40_000, 2000, 300] }],
  ['E 47-50 4812', { revenue: [80_000, 6000, 300], assets: [80_000, 5000, 300] }],
  ['51 5126', { staff: [200, 20, 5], revenue: [40_000, 5000, 1000] }],
  ['52 5299', { staff: [300, 50, 10], revenue: [20_000, 500, 100] }],
  ['54-58 5431 591 5910', { staff: [1000, 300, 20], revenue: [30_000, 3000, 200] }],
  ['592 593 594 5941 595 596 599', { staff: [200, 100, 20], revenue: [30_000, 1000, 100] }],
  ['60 6020', { staff: [1000, 300, 20], revenue: [30_000, 2000, 100] }],
  ['H 61 6110', { staff: [300, 100, 10], revenue: [10_000, 2000, 100] }],
  ['62 6210', { staff: [300, 100, 10], revenue: [10_000, 2000, 100] }],
  ['63-64 6311', { staff: [2000, 100, 10], revenue: [100_000, 1000, 100] }],
  ['65 6513', { staff: [300, 100, 10], revenue: [10_000, 1000, 50] }],
  ['701 7010', { revenue: [200_000, 1000, 100], assets: [10_000, 5000, 2000] }],
  ['702 7020', { staff: [1000, 300, 100], revenue: [5000, 1000, 500] }],
  ['L 71-72 7299', { staff: [300, 100, 10], assets: [120_000, 8000, 100] }],
  ['703 709 M 73-75 N 76-79 O 80-82 85 8521 R 86-90', { staff: [300, 100, 10] }],
];

/** Outside the standard, or too coarse to tell its rows apart. */
const OUTSIDE = 'J 66-69 F G 53 5320 59 597 I K 70 704 P 83 Q 84 8411 S 91-96 T 97';

/** `01-05` stands for each of these two-digit codes. */
const listed = (codes: string): readonly string[] =>
  codes.split(' ').flatMap((code) => {
    const [from = code, to = from] = code.split('-');
    if (from === to) return [code];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) =>
      String(Number(from) + index).padStart(2, '0'),
    );
  });
const UNDECIDED = listed(OUTSIDE);
const ROWS = STANDARD.map(([codes, limits]) => ({ codes: listed(codes), limits }));

/** The plain reading of the standard: the class of an enterprise is the lowest that one of its indicators reaches. */
function twin({ industry, ...figures }: Required<Known>): Size | null {
  const row = ROWS.find(({ codes }) => codes.includes(industry ?? ''));
  if (row === undefined) return null;
  const reached = Object.entries(row.limits).map(
    ([indicator, limits]) => limits.filter((limit) => (figures[indicator as Indicator] ?? 0) >= limit).length,
  );
  return (['micro', 'small', 'medium', 'large'] as const)[Math.min(...reached)] ?? null;
}

describe('a size class', () => {
  const check = (industry: string, figures: Omit<Known, 'industry'>, expected: Size | null) =>
    it(`${industry} ${JSON.stringify(figures)} is ${expected ?? 'unknown'}`, () =>
      expect(sizeOf({ industry, ...figures })).toBe(expected));

  check('01', { revenue: 20_000 }, 'large');
  check('0311', { revenue: 19_999.999_999 }, 'medium');
  check('A', { revenue: 49.999_999 }, 'micro');
  check('A', { staff: 5000, assets: 900_000 }, null);
  check('C', { staff: 1000, revenue: 40_000 }, 'large');
  check('3670', { staff: 1000, revenue: 39_999.999_999 }, 'medium');
  check('06', { staff: 999, revenue: 500_000 }, 'medium');
  check('46', { staff: 5000, revenue: 1999 }, 'small');
  check('13', { staff: 20, revenue: 300 }, 'small');
  check('13', { staff: 19, revenue: 300_000 }, 'micro');
  check('13', { staff: 300_000, revenue: 299.999_999 }, 'micro');
  check('C', { staff: 19 }, 'micro');
  check('C', { staff: 20 }, null);
  check('C', { staff: 20_000 }, null);
  check('C', { revenue: 0 }, 'micro');
  check('C', { revenue: 300 }, null);
  check('47', { revenue: 80_000, assets: 80_000 }, 'large');
  check('47', { revenue: 80_000, assets: 79_999.999_999 }, 'medium');
  check('E', { staff: 9000, revenue: 299 }, 'micro');
  check('E', { staff: 3, assets: 300 }, null);
  check('5126', { staff: 200, revenue: 40_000 }, 'large');
  check('51', { staff: 20, revenue: 4999 }, 'small');
  check('51', { staff: 4 }, 'micro');
  check('52', { staff: 49, revenue: 20_000 }, 'small');
  check('52', { staff: 50, revenue: 500 }, 'medium');
  check('5910', { staff: 200, revenue: 30_000 }, 'small');
  check('5941', { staff: 200, revenue: 30_000 }, 'large');
  check('60', { staff: 300, revenue: 1999 }, 'small');
  check('H', { staff: 100, revenue: 2000 }, 'medium');
  check('61', { staff: 9, revenue: 2000 }, 'micro');
  check('62', { staff: 300, revenue: 9999 }, 'medium');
  check('64', { staff: 1999, revenue: 100_000 }, 'medium');
  check('65', { staff: 300, revenue: 10_000 }, 'large');
  check('65', { staff: 10, revenue: 50 }, 'small');
  check('7010', { revenue: 300_000, assets: 1999 }, 'micro');
  check('7010', { staff: 2, revenue: 1000, assets: 5000 }, 'medium');
  check('702', { staff: 99 }, 'micro');
  check('702', { staff: 1000, revenue: 5000 }, 'large');
  check('72', { staff: 300, revenue: 900_000 }, null);
  check('72', { staff: 300, assets: 119_999.999_999 }, 'medium');
  check('74', { staff: 300 }, 'large');
  check('85', { staff: 99 }, 'small');
  check('703', { revenue: 900_000, assets: 900_000 }, null);
  check('C', {}, null);
  for (const code of UNDECIDED) check(code, { staff: 1, revenue: 1, assets: 1 }, null);
});

describe('without the industry', () => {
  const check = (figures: Known) =>
    it(`${JSON.stringify(figures)} is unknown`, () => expect(sizeOf(figures)).toBe(null));

  check({});
  check({ staff: 0, revenue: 0, assets: 0 });
  check({ staff: 90_000, revenue: 900_000, assets: 900_000 });
});

describe('both sides of every limit', () => {
  const ample = { staff: 1_000_000, revenue: 1_000_000, assets: 1_000_000 };
  const classes = ['large', 'medium', 'small', 'micro'] as const;
  for (const { codes, limits } of ROWS)
    for (const [indicator, each] of Object.entries(limits))
      each.forEach((limit, index) => {
        const less = limit - (indicator === 'staff' ? 1 : 0.000_001);
        it(`${codes[0]} ${indicator} ${limit} is ${classes[index]}, ${less} is ${classes[index + 1]}`, () => {
          for (const industry of codes) {
            expect(sizeOf({ ...ample, industry, [indicator]: limit })).toBe(classes[index]);
            expect(sizeOf({ ...ample, industry, [indicator]: less })).toBe(classes[index + 1]);
          }
        });
      });
});

const edges = (indicator: Indicator, step: number) => [
  ...new Set([
    0,
    1_000_000,
    ...ROWS.flatMap(({ limits }) => limits[indicator] ?? []).flatMap((limit) => [limit - step, limit]),
  ]),
];
const VALUES = {
  industry: [...UNDECIDED, ...ROWS.flatMap(({ codes }) => codes)],
  staff: edges('staff', 1),
  revenue: edges('revenue', 0.01),
  assets: edges('assets', 0.01),
};

const arbitraryFull = fc.record({
  industry: fc.constantFrom(...VALUES.industry),
  staff: fc.oneof(fc.constantFrom(...VALUES.staff), fc.nat(3000)),
  revenue: fc.oneof(fc.constantFrom(...VALUES.revenue), fc.nat(250_000)),
  assets: fc.oneof(fc.constantFrom(...VALUES.assets), fc.nat(150_000)),
});

/** The class that every completion has: each hidden figure takes every value that the standard tells apart. */
function commonClass(known: Known): Size | null {
  const from = <Key extends keyof Known>(key: Key) => (known[key] === undefined ? VALUES[key] : [known[key]]);
  let common: Size | null | undefined;
  for (const industry of from('industry'))
    for (const staff of from('staff'))
      for (const revenue of from('revenue'))
        for (const assets of from('assets')) {
          const size = twin({ industry, staff, revenue, assets } as Required<Known>);
          if (size === null || (common !== undefined && size !== common)) return null;
          common = size;
        }
  return common ?? null;
}

describe('the table of sizes', () => {
  it('says what the standard says', () =>
    fc.assert(
      fc.property(arbitraryFull, (full) => {
        expect(sizeOf(full)).toBe(twin(full));
      }),
      { seed, numRuns: 2000 },
    ));

  // Exact, not only sound: for one industry its rows ask for the same figures with falling limits, so that a row left
  // unknown can really come true, and so can what comes after it.
  it('knows a class exactly when all that is hidden could not change it', () => {
    const arbitraryMask = fc.record({
      industry: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
      staff: fc.boolean(),
      revenue: fc.boolean(),
      assets: fc.boolean(),
    });
    fc.assert(
      fc.property(arbitraryFull, arbitraryMask, (full, hidden) => {
        const known = Object.fromEntries(
          Object.entries(full).filter(([key]) => !hidden[key as keyof typeof hidden]),
        ) as Known;
        expect(sizeOf(known)).toBe(commonClass(known));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('has an answer for every industry of the code table', () => {
    const codes = [...(ruleSet.hierarchies.get('industry')?.codes.keys() ?? [])];
    expect(codes.filter((code) => !VALUES.industry.includes(code))).toEqual([]);
  });

  it('is the same in both catalogues', () =>
    fc.assert(
      fc.property(arbitraryFull, (full) => {
        const [main, national] = loaded.map((each) => read(each, full));
        expect(main).toMatchObject({
          known: national?.known,
          ...(national?.known && { value: national.value }),
        });
      }),
      { seed, numRuns: 300 },
    ));
});

describe('what an authority reports', () => {
  const micro = { industry: 'C', staff: 5, revenue: 100 };
  const reportOf = (observedOn: string) => ({
    enterpriseSize: { value: 'medium', source: 'industry', observedOn },
  });

  it('is taken instead', () => expect(sizeOf(micro, reportOf('2024-12-31'))).toBe('medium'));
  it('is not taken once stale', () => expect(sizeOf(micro, reportOf('2022-12-01'))).toBe('micro'));
  it('is what is asked for', () =>
    expect(read(ruleSet, { industry: 'C', staff: 50 })).toMatchObject({ missing: ['enterpriseSize'] }));
  it('settles an industry outside the standard', () =>
    expect(sizeOf({ industry: 'J', staff: 5 }, { sizeByOtherStandard: 'small' })).toBe('small'));
  it('of another standard says nothing within this one', () =>
    expect(sizeOf(micro, { sizeByOtherStandard: 'large' })).toBe('micro'));
});
