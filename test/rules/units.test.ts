import { describe, expect, it } from 'vitest';
import { checkRuleSet } from '../../src/app/check-rule-set.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { mentionsIn } from '../../src/rules/mentions.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { add, applyAll, type Edit, set } from './edits.ts';
import { checkFiles, GOOD_FILES, LOAN, NOT_LARGE, PLAN } from './good-rule-set.ts';

const UNITS = ['ten-thousand', 'odd-sum', 'percentage', 'other-unit'];
const codesOf = (edits: readonly Edit[]) =>
  checkFiles(applyAll(edits, GOOD_FILES))
    .diagnostics.filter(({ code }) => UNITS.includes(code))
    .map(({ code, pointer }) => `${code} ${pointer}`);

describe('figures that a text states', () => {
  const check = (text: string, ...found: readonly string[]) =>
    it(text, () =>
      expect(
        mentionsIn([text]).map(({ digits, value, unit }) => `${digits} ${value.toFixed()} ${unit}`),
      ).toEqual(found),
    );

  check('最高500万元', '500 5000000 元');
  check('注册资本 1.5 亿元以上', '1.5 150000000 元');
  check('每人1,000元', '1000 1000 元');
  check('３００元', '300 300 元');
  check('3千万元、2万亿元', '3 30000000 元', '2 2000000000000 元');
  check('5%至10％', '5 5 %', '10 10 %');
  check('下降2.5个百分点', '2.5 2.5 %');
  check('5个工作日内，3个月，2周年', '5 5 天', '3 3 月', '2 2 年');
  check('不少于20名职工', '20 20 人');
  check('五百万元');
  check('第3条、2.2.17');
});

/** The loan for enterprises by one figure, with one text that speaks of it. */
const threshold = (fact: string, value: unknown, text: string) => [
  set(LOAN, '/conditions/all/1', { fact, operator: 'greaterThanInclusive', value }),
  set(LOAN, '/summary/zh', text),
];
const amount = (json: object, text: string) => [
  set(LOAN, '/benefit/amount', json),
  set(LOAN, '/benefit/text/zh', text),
];
const AT = '/conditions/all/1/value';

describe('a threshold in another unit than its fact’s', () => {
  const check = (fact: string, value: unknown, text: string, ...found: readonly string[]) =>
    it(`${fact} ${value}: ${text}`, () => expect(codesOf(threshold(fact, value, text))).toEqual(found));

  check('annualRevenue', 5_000_000, '营业收入500万元以上');
  check('annualRevenue', 500, '营业收入500万元以上', `ten-thousand ${AT}`);
  check('annualRevenue', '500.00', '营业收入500万元以上', `ten-thousand ${AT}`);
  check('annualRevenue', 2, '营业收入2亿元以上', `ten-thousand ${AT}`);
  check('annualRevenue', 20_000, '营业收入2亿元以上', `ten-thousand ${AT}`);
  check('annualRevenue', 30_000_000, '营业收入3000元以上', `ten-thousand ${AT}`);
  check('annualRevenue', 500, '营业收入五百万元以上', `odd-sum ${AT}`);
  check('annualRevenue', 500, '营业收入500元以上');
  check('annualRevenue', 0, '有营业收入');
  check('annualRevenue', 4_000_000_000_000, '营业收入较高', `odd-sum ${AT}`);
  check('annualRevenue', 50_000, '营业收入5万元，或者5亿元');
  check('annualRevenue', 2_000_000, '营业收入达标');
  check('employees', 300, '从业人员300人以上');
  check('employees', 2, '从业人员2万人以上', `ten-thousand ${AT}`);
  check('employees', 3, '成立3年以上');
  check('rdIntensity', 0.05, '研发强度5%以上');
  check('rdIntensity', 5, '研发强度5%以上', `percentage ${AT}`);
  check('rdIntensity', 0.0005, '研发强度5%以上', `percentage ${AT}`);
  check('rdIntensity', 0.5, '研发强度0.5%以上', `percentage ${AT}`);
  check('rdIntensity', 5, '研发强度较高', `percentage ${AT}`);
  check('rdIntensity', 1.2, '研发强度120%以上');
  check('rdIntensity', 0.3, '研发强度较高');
});

describe('an amount in another unit', () => {
  const check = (json: object, text: string, ...found: readonly string[]) =>
    it(`${JSON.stringify(json)}: ${text}`, () => expect(codesOf(amount(json, text))).toEqual(found));
  const rate = (more: object) => ({ rate: 0.5, of: 'rdExpense', ...more });

  check({ fixed: 50 }, '补助50万元', 'ten-thousand /benefit/amount/fixed');
  check({ fixed: 500_000 }, '补助50万元');
  check({ fixed: 0.5 }, '补助');
  check(rate({ cap: 100 }), '最高100万元', 'ten-thousand /benefit/amount/cap');
  check(rate({ cap: 100 }), '有上限', 'odd-sum /benefit/amount/cap');
  check(rate({ cap: 1_000_000 }), '按50%，最高100万元');
  check(rate({ rate: 50 }), '按50%补助', 'percentage /benefit/amount/rate');
  check(rate({ rate: 1.5 }), '补助', 'percentage /benefit/amount/rate');
  check(rate({ rate: 1.5 }), '按150%加计');
  check({ perUnit: 10_000_000, of: 'employees' }, '每人1000元', 'ten-thousand /benefit/amount/perUnit');
  check(
    {
      tiers: 'slab',
      of: 'rdExpense',
      bands: [
        { upTo: 300, rate: 5 },
        { upTo: null, fixed: 20 },
      ],
    },
    '300万元以下按5%，以上给20万元',
    'ten-thousand /benefit/amount/bands/0/upTo',
    'percentage /benefit/amount/bands/0/rate',
    'ten-thousand /benefit/amount/bands/1/fixed',
  );
  check(
    { lesserOf: [{ fixed: 100_000 }, { greaterOf: [{ fixed: 1 }, { fixed: 2 }] }] },
    '在10万元、2万元中',
    'ten-thousand /benefit/amount/lesserOf/1/greaterOf/1/fixed',
  );
});

describe('where else texts and figures stand', () => {
  it('the clause that a policy comes of', () => {
    const edits = threshold('annualRevenue', 500, '给达标企业');
    expect(codesOf([...edits, set(PLAN, '/clauses/1/summary', '营收500万元以上')])).toEqual([
      `ten-thousand ${AT}`,
    ]);
  });

  it('a span of time in another unit', () => {
    const months = add('facts/more.json', {
      subject: { zh: '更多', en: 'more' },
      facts: [
        {
          ...{ id: 'months', label: { zh: '经营月数', en: 'months' }, type: 'integer', unit: '月' },
          ...{ authorities: ['tax'], mutable: false, description: '月数' },
        },
      ],
    });
    expect(codesOf([months, ...threshold('months', 3, '经营3年以上')])).toEqual([`other-unit ${AT}`]);
    expect(codesOf([months, ...threshold('months', 36, '经营3年以上')])).toEqual([]);
    expect(codesOf([months, ...threshold('months', 3, '经营3个月以上')])).toEqual([]);
  });

  it('a named condition and its description', () => {
    const edits = [
      set(NOT_LARGE, '/conditions', {
        any: [{ not: { fact: 'rdExpense', operator: 'lessThan', value: 8 } }],
      }),
      set(NOT_LARGE, '/description', '研发费用8万元以上'),
    ];
    expect(codesOf(edits)).toEqual(['ten-thousand /conditions/any/0/not/value']);
  });

  it('even while something else is wrong', () => {
    const edits = [...threshold('annualRevenue', 500, '500万元'), set(LOAN, '/region', '999999')];
    expect(codesOf(edits)).toEqual([`ten-thousand ${AT}`]);
  });
});

describe('the shipped rules', () => {
  const found = (files: readonly RuleFile[], seeds: readonly RuleFile[]) =>
    checkRuleSet(files, seeds).diagnostics.filter(({ code }) => UNITS.includes(code));

  for (const [rules, seeds] of [
    ['rules', 'seeds'],
    ['examples/national/rules', 'examples/national/seeds'],
  ] as const)
    it(`${rules} are quiet`, async () => {
      expect(found(await readJsonFiles(rules), await readJsonFiles(seeds))).toEqual([]);
    });

  it('are not quiet for want of figures: one lost 万 is found', async () => {
    const files = await readJsonFiles('examples/national/rules');
    const path = 'conditions/small-low-profit.json';
    const spoiled = files.map((file) =>
      file.path === path
        ? { path, text: file.text.replace('3000000', '300').replace('50000000', '5000') }
        : file,
    );
    const places = found(spoiled, await readJsonFiles('examples/national/seeds'));
    expect(places.map(({ file, code }) => `${file} ${code}`)).toEqual([
      `${path} ten-thousand`,
      `${path} ten-thousand`,
    ]);
  });
});
