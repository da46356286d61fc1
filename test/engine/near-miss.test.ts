import { describe, expect, it } from 'vitest';
import type { Condition } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { nearMiss } from '../../src/engine/near-miss.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { describeNearMiss } from '../../src/rules/plain/near-miss.ts';
import { AS_OF, derived, HONOURS, rules, size, than } from './near-miss-rules.ts';
import { all, any, leaf, not, profile, type Short, valueFrom } from './tiny-rule-set.ts';

function suggest(condition: Condition, known: Record<string, Short>, lastDay: string | null = null) {
  const found = nearMiss(rules, condition, profile(known), AS_OF, lastDay);
  return found === null ? null : describeNearMiss(rules, found, 'zh');
}

const check = (
  name: string,
  condition: Condition,
  known: Record<string, Short>,
  expected: readonly string[] | null,
) => it(name, () => expect(suggest(condition, known)).toEqual(expected));

describe('one change', () => {
  check('too little', leaf('revenue', 'greaterThanInclusive', 2_000_000), { revenue: 1_200_000 }, [
    '年营业收入还差80万元（现为120万元，须达到200万元）',
  ]);
  check('just too little', leaf('revenue', 'greaterThan', 2_000_000), { revenue: 2_000_000 }, [
    '年营业收入还差0.01元（现为200万元，须达到2,000,000.01元）',
  ]);
  check('too many', leaf('staff', 'lessThan', 300), { staff: 300 }, [
    '从业人员超出1人（现为300人，须降至299人）',
  ]);
  check('not this many', leaf('staff', 'notEqual', 300), { staff: 300 }, [
    '从业人员超出1人（现为300人，须降至299人）',
  ]);
  check('a share', leaf('defects', 'lessThanInclusive', 0.005), { defects: 0.02 }, [
    '不良率超出1.5个百分点（现为2%，须降至0.5%）',
  ]);
  check('exactly a share of many digits', leaf('defects', 'equal', 0.123456), { defects: 0.1 }, [
    '不良率还差2.3456个百分点（现为10%，须达到12.3456%）',
  ]);
  check('yes or no', leaf('trained', 'equal', true), { trained: false }, ['已培训：由否变为是']);
  check('one of a few', leaf('size', 'in', ['small']), { size: 'large' }, ['规模：由大型变为小型']);
  check('not this one', leaf('size', 'notEqual', 'large'), { size: 'large' }, ['规模：由大型变为小型']);
  check('a text', leaf('brand', 'in', ['甲', '乙']), { brand: '丙' }, ['品牌：由“丙”变为“甲”']);
  check('a place that can change', leaf('workshopRegion', 'within', '341800'), { workshopRegion: '350200' }, [
    '厂房所在地：由厦门市（350200）变为宣城市（341800）',
  ]);
  check('a day', leaf('lastTraining', 'onOrAfter', '2024-01-01'), { lastTraining: '2023-06-30' }, [
    '最近一次培训：由2023年6月30日变为2024年1月1日',
  ]);
  check(
    'the nearest day',
    all(leaf('lastTraining', 'onOrAfter', '2024-01-01'), leaf('lastTraining', 'before', '2024-02-01')),
    { lastTraining: '2024-02-20' },
    ['最近一次培训：由2024年2月20日变为2024年1月31日'],
  );
  check('a member more', leaf('honours', 'contains', 'green'), { honours: [] }, ['荣誉：增加绿色工厂']);
  check('one of several', leaf('honours', 'containsAny', ['green', 'giant']), { honours: ['gazelle'] }, [
    '荣誉：增加绿色工厂',
  ]);
  check('all of several', leaf('honours', 'containsAll', ['green', 'giant']), { honours: ['giant'] }, [
    '荣誉：增加绿色工厂',
  ]);
  check('a member less', leaf('honours', 'doesNotContain', 'giant'), { honours: ['giant', 'green'] }, [
    '荣誉：去掉小巨人',
  ]);
  check(
    'under a name, under not',
    not({ kind: 'named', name: 'many', part: leaf('staff', 'greaterThanInclusive', 300), at: '' }),
    { staff: 310 },
    ['从业人员超出11人（现为310人，须降至299人）'],
  );
  check(
    'the easier of two',
    any(leaf('listed', 'equal', true), leaf('staff', 'lessThan', 10)),
    { listed: false, staff: 12 },
    ['从业人员超出3人（现为12人，须降至9人）'],
  );
});

describe('one change for several demands', () => {
  check(
    'two members of one set',
    all(leaf('honours', 'contains', 'green'), leaf('honours', 'contains', 'gazelle')),
    { honours: [] },
    ['荣誉：增加绿色工厂、瞪羚企业'],
  );
  check(
    'a member in, another out',
    all(leaf('honours', 'contains', 'green'), leaf('honours', 'doesNotContain', 'giant')),
    { honours: ['giant'] },
    ['荣誉：增加绿色工厂，去掉小巨人'],
  );
  check('one of many', leaf('honours', 'containsAny', HONOURS), { honours: [] }, ['荣誉：增加绿色工厂']);
  check('many at once', leaf('honours', 'containsAll', HONOURS), { honours: ['brand'] }, [
    '荣誉：增加绿色工厂、瞪羚企业、小巨人、“quality”、“credit”',
  ]);
  check(
    'a number within two bounds',
    all(leaf('staff', 'greaterThan', 10), leaf('staff', 'lessThanInclusive', 20)),
    { staff: 50 },
    ['从业人员超出30人（现为50人，须降至20人）'],
  );
});

describe('derived facts: what they come from changes', () => {
  check(
    'a ratio',
    leaf('intensity', 'greaterThanInclusive', 0.05),
    { research: 30_000, revenue: 1_000_000 },
    ['研发费用还差2万元（现为3万元，须达到5万元）'],
  );
  check(
    'a ratio over zero',
    all(leaf('revenue', 'greaterThan', 0), leaf('intensity', 'greaterThanInclusive', 0)),
    { research: 5, revenue: 0 },
    ['年营业收入还差0.01元（现为0元，须达到0.01元）'],
  );
  check(
    'a sum, one part at its end',
    leaf('heads', 'greaterThanInclusive', 1900),
    { staff: 800, apprentices: 100 },
    ['从业人员还差200人（现为800人，须达到1,000人）', '学徒还差800人（现为100人，须达到900人）'],
  );
  check('a difference', leaf('uninsured', 'lessThanInclusive', 5), { staff: 50, insured: 40 }, [
    '从业人员超出5人（现为50人，须降至45人）',
  ]);
  check('a table', leaf('class', 'equal', 'small'), { staff: 25 }, [
    '从业人员超出6人（现为25人，须降至19人）',
  ]);
  check(
    'one fact less than another',
    than('insured', 'greaterThanInclusive', 'staff'),
    { insured: 40, staff: 50 },
    ['参保人数还差10人（现为40人，须达到50人）'],
  );
});

describe('several changes', () => {
  check(
    'two',
    all(leaf('trained', 'equal', true), leaf('staff', 'lessThan', 10)),
    { trained: false, staff: 10 },
    ['已培训：由否变为是', '从业人员超出1人（现为10人，须降至9人）'],
  );
  check(
    'what is unknown too',
    all(leaf('trained', 'equal', true), leaf('staff', 'lessThan', 10)),
    { staff: 10 },
    ['已培训须为是（目前未知）', '从业人员超出1人（现为10人，须降至9人）'],
  );
  check(
    'a chain of facts',
    all(
      than('staff', 'greaterThan', 'insured'),
      than('insured', 'greaterThan', 'apprentices'),
      leaf('apprentices', 'greaterThan', 10),
    ),
    { staff: 0, insured: 0, apprentices: 0 },
    [
      '学徒还差11人（现为0人，须达到11人）',
      '参保人数还差12人（现为0人，须达到12人）',
      '从业人员还差13人（现为0人，须达到13人）',
    ],
  );
  const four = [
    leaf('trained', 'equal', true),
    leaf('staff', 'greaterThan', 9),
    leaf('insured', 'greaterThan', 9),
    leaf('size', 'equal', 'small'),
  ];
  const nothing = { trained: false, staff: 9, insured: 9, size: 'large', brand: '丙' };
  it('four', () => expect(suggest(all(...four), nothing)?.length).toBe(4));
  check('not five', all(...four, leaf('brand', 'equal', '甲')), nothing, null);
});

describe('waiting', () => {
  const grown = leaf('age', 'greaterThanInclusive', 3);
  check('until old enough', grown, { founded: '2022-01-15' }, ['自2025年1月15日起符合年限要求']);
  check('founded on a leap day', leaf('age', 'greaterThanInclusive', 1), { founded: '2024-02-29' }, [
    '自2025年2月28日起符合年限要求',
  ]);
  check('founded tomorrow', leaf('age', 'greaterThanInclusive', 0), { founded: '2024-03-02' }, [
    '自2024年3月2日起符合年限要求',
  ]);
  check('nobody grows younger', leaf('age', 'lessThan', 3), { founded: '2020-01-15' }, null);
  check(
    'while something changes too',
    all(grown, leaf('trained', 'equal', true)),
    { founded: '2022-01-15', trained: false },
    ['已培训：由否变为是', '自2025年1月15日起符合年限要求'],
  );
  check('but not too long', all(grown, leaf('age', 'lessThan', 3)), { founded: '2022-01-15' }, null);
  check('for an absurd age', leaf('age', 'greaterThanInclusive', 30_000), { founded: '2022-01-15' }, null);
  check('when nobody knows since when', all(grown, leaf('staff', 'lessThan', 5)), { staff: 9 }, null);
  it('within the validity', () => {
    expect(suggest(grown, { founded: '2022-01-15' }, '2025-01-15')).toEqual([
      '自2025年1月15日起符合年限要求',
    ]);
    expect(suggest(grown, { founded: '2022-01-15' }, '2025-01-14')).toBeNull();
  });
});

describe('nothing to suggest', () => {
  check('for a yes', leaf('staff', 'lessThan', 10), { staff: 5 }, null);
  check('for an unknown', leaf('staff', 'lessThan', 10), {}, null);
  check('for the region', leaf('registeredRegion', 'within', '341800'), { registeredRegion: '350200' }, null);
  check(
    'for another region and something else',
    all(leaf('registeredRegion', 'within', '341800'), leaf('trained', 'equal', true)),
    { registeredRegion: '350200', trained: false },
    null,
  );
  check('for what can not change', leaf('listed', 'equal', true), { listed: false }, null);
  check(
    'for an unknown that can not change',
    all(leaf('listed', 'equal', true), leaf('trained', 'equal', true)),
    { trained: false },
    null,
  );
  check('for what nobody should work towards', leaf('dishonest', 'equal', true), { dishonest: false }, null);
  check('but off the list', leaf('dishonest', 'equal', false), { dishonest: true }, ['失信：由是变为否']);
  check(
    'for a contradiction',
    all(leaf('staff', 'lessThan', 5), leaf('staff', 'greaterThan', 5)),
    { staff: 5 },
    null,
  );
  check(
    'for a contradiction under names',
    all(leaf('trained', 'equal', true), not(leaf('trained', 'equal', true))),
    { trained: true },
    null,
  );
  check('beyond the range', leaf('staff', 'greaterThan', 1000), { staff: 5 }, null);
  check(
    'for a table that has no such value',
    all(leaf('class', 'equal', 'small'), leaf('staff', 'greaterThan', 19)),
    { staff: 25 },
    null,
  );
  check(
    'for less than a fact that can not change',
    than('export', 'greaterThan', 'revenue'),
    { export: 5, revenue: 5 },
    ['年营业收入超出0.01元（现为5元，须降至4.99元）'],
  );
  check(
    'after the last of all days',
    leaf('lastTraining', 'after', '9999-12-31'),
    { lastTraining: '9999-12-31' },
    null,
  );
  check(
    'before the first of all days',
    leaf('lastTraining', 'before', '0001-01-01'),
    { lastTraining: '2024-01-01' },
    null,
  );
});

describe('a derived fact that may be reported', () => {
  const reported = {
    ...derived('class', '用工规模', size, {
      kind: 'table',
      rows: [{ when: leaf('staff', 'lessThan', 20), value: 'small' }],
      otherwise: 'large',
    }),
    authorities: ['tax'],
  };
  const band = derived('band', '档', size, {
    kind: 'table',
    rows: [{ when: leaf('class', 'equal', 'small'), value: 'small' }],
    otherwise: 'large',
  });
  const within: RuleSet = { ...rules, facts: new Map([...rules.facts, ['class', reported], ['band', band]]) };
  const changed = (condition: Condition, known: Record<string, Short>) =>
    nearMiss(within, condition, profile(known), AS_OF)?.changes.map(({ fact: id, to }) => `${id} ${to}`);

  it('changes its report where there is one', () =>
    expect(changed(leaf('class', 'equal', 'small'), { class: 'large', staff: 25 })).toEqual(['class small']));
  it('changes what it is derived from where there is none', () =>
    expect(changed(leaf('class', 'equal', 'small'), { staff: 25 })).toEqual(['staff 19']));
  it('does so however deep it lies', () =>
    expect(changed(leaf('band', 'equal', 'small'), { class: 'large', staff: 25 })).toEqual(['class small']));
});

it('keeps figures exact', () => {
  const found = nearMiss(
    rules,
    leaf('revenue', 'greaterThan', valueFrom(new Decimal('999999999999999.99'))),
    profile({ revenue: 0 }),
    AS_OF,
  );
  expect(found?.changes[0]?.distance?.toFixed()).toBe('1000000000000000');
});
