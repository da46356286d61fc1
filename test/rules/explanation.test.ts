import { describe, expect, it } from 'vitest';
import { type ExplanationView, type ReadingView, viewReasons, viewTrace } from '../../src/app/explanation.ts';
import { match } from '../../src/engine/match.ts';
import type { Trace } from '../../src/engine/trace.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { plainRuleSet } from './plain-rule-set.ts';

/** The trace of one condition for one profile, and the rule set that it was made of. */
function explain(condition: object, facts: object) {
  const ruleSet = plainRuleSet([condition]);
  const { profile, diagnostics } = parseProfile(ruleSet, facts, 'tax');
  if (profile === null) throw new Error(JSON.stringify(diagnostics));
  const [only] = match(ruleSet, profile, '2024-09-01');
  if (only === undefined) throw new Error('nothing matched');
  return { ruleSet, trace: only.trace };
}

const staff = { fact: 'employees', operator: 'lessThan', value: 300 };
const rich = { fact: 'revenue', operator: 'greaterThan', value: { fact: 'expense' } };
const intense = { fact: 'rdIntensity', operator: 'greaterThanInclusive', value: 0.05 };
const fewStaff = { fact: 'staffClass', operator: 'equal', value: 'few' };

describe('a reason', () => {
  const check = (name: string, condition: object, facts: object, ...expected: readonly object[]) =>
    it(name, () => {
      const { ruleSet, trace } = explain(condition, facts);
      expect(viewReasons(ruleSet, trace, 'zh')).toEqual(
        expected.map((each) => ({ text: expect.any(String), ...each })),
      );
    });

  check(
    'has the value seen and the value wanted',
    staff,
    { employees: 86 },
    { fact: 'employees', operator: 'lessThan', expected: 300, actual: 86, truth: 'yes', at: '/conditions' },
  );
  check(
    'has the fact wanted',
    rich,
    { revenue: '100', expense: 200.5 },
    {
      fact: 'revenue',
      operator: 'greaterThan',
      expected: { fact: 'expense' },
      actual: '100.00',
      truth: 'no',
      at: '/conditions',
    },
  );
  check(
    'says why there is no value',
    staff,
    {},
    {
      fact: 'employees',
      operator: 'lessThan',
      expected: 300,
      actual: null,
      why: 'absent',
      truth: 'unknown',
      at: '/conditions',
    },
  );
  check(
    'says that the opposite is wanted',
    { all: [{ not: { any: [staff] } }] },
    { employees: 300 },
    {
      fact: 'employees',
      operator: 'lessThan',
      expected: 300,
      actual: 300,
      truth: 'no',
      negated: true,
      at: '/conditions/all/0/not/any/0',
    },
  );
  check(
    'says in which named condition it stands, the innermost',
    { any: [{ condition: 'sound' }] },
    { debtShare: 0.6, size: 'small' },
    {
      fact: 'debtShare',
      operator: 'lessThanInclusive',
      expected: 0.6,
      actual: 0.6,
      truth: 'yes',
      within: 'sound',
      at: '/conditions/all/0',
    },
    {
      fact: 'size',
      operator: 'in',
      expected: ['small', 'medium'],
      actual: 'small',
      truth: 'yes',
      within: 'sme',
      at: '/conditions',
    },
  );
});

/** The shape of a tree in one line: kinds, truths and names. */
function shape({ kind, truth, name, parts = [] }: ExplanationView): string {
  const head = `${kind}${name === undefined ? '' : ` ${name}`} ${truth}`;
  return parts.length === 0 ? head : `${head} (${parts.map(shape).join(', ')})`;
}

function shapeOfTrace(trace: Trace): string {
  const head = `${trace.kind}${trace.kind === 'named' ? ` ${trace.name}` : ''} ${trace.truth}`;
  const parts = 'parts' in trace ? trace.parts : 'part' in trace ? [trace.part] : [];
  return parts.length === 0 ? head : `${head} (${parts.map(shapeOfTrace).join(', ')})`;
}

describe('the whole explanation has the shape of the conditions', () => {
  const check = (condition: object, facts: object, expected: string) =>
    it(expected, () => {
      const { ruleSet, trace } = explain(condition, facts);
      const view = viewTrace(ruleSet, trace, 'zh');
      expect(shape(view)).toBe(`all ${view.truth} (${expected})`);
      expect(shape(view)).toBe(shapeOfTrace(trace));
    });

  check(staff, { employees: 86 }, 'leaf yes');
  check({ all: [{ all: [staff] }] }, {}, 'all unknown (all unknown (leaf unknown))');
  check(
    { any: [staff, { not: rich }] },
    { employees: 300 },
    'any unknown (leaf no, not unknown (leaf unknown))',
  );
  check(
    { not: { condition: 'sound' } },
    { debtShare: 0.7 },
    'not yes (named sound no (all no (leaf no, any unknown (named sme unknown (leaf unknown), leaf unknown))))',
  );
});

describe('in the whole explanation', () => {
  const { ruleSet, trace } = explain(
    { all: [{ not: staff }, { condition: 'sme' }] },
    { employees: 300, size: 'small' },
  );
  const [own] = viewTrace(ruleSet, trace, 'zh').parts ?? [];
  const [not, named] = own?.parts ?? [];

  it('a leaf says what was written, its reason what was wanted', () => {
    expect(not?.parts?.[0]?.text).toBe('从业人员少于300人');
    expect(not?.parts?.[0]?.leaf?.text).toBe('从业人员：300人，要求不少于300人，符合');
  });
  it('a name has its label', () =>
    expect(named).toMatchObject({ name: 'sme', text: '中小企业', at: '/conditions/all/1' }));
  it('a leaf under a name says under which', () => expect(named?.parts?.[0]?.leaf?.within).toBe('sme'));
  it('what is reported has no origin', () => expect(not?.parts?.[0]).not.toHaveProperty('from'));
});

/** A reading and what it was derived from, in one line. */
function origin({ text, from = [], rows = [] }: ReadingView): string {
  const inner = [...from.map(origin), ...rows.map(({ leaf }) => leaf?.text ?? '')];
  return inner.length === 0 ? text : `${text} ← ${inner.join('；')}`;
}

describe('a derived fact opens to what it was derived from', () => {
  const check = (condition: object, facts: object, ...expected: readonly string[]) =>
    it(expected.join(), () => {
      const { ruleSet, trace } = explain(condition, facts);
      const leaf = viewTrace(ruleSet, trace, 'zh').parts?.[0];
      expect(leaf?.from?.map(origin)).toEqual(expected);
    });

  check(
    intense,
    { expense: 50000, revenue: 1000000 },
    '研发投入强度：5% ← 研发费用：5万元；年营业收入：100万元',
  );
  check(
    intense,
    { expense: 50000 },
    '研发投入强度：未知（推算所需的数据不全） ← 研发费用：5万元；年营业收入：未知（未提供）',
  );
  check(
    { fact: 'age', operator: 'lessThan', value: 5 },
    { establishedOn: '2020-09-02' },
    '成立年限：3年 ← 成立日期：2020年9月2日',
  );
  check(fewStaff, { employees: 19 }, '用工规模：少 ← 从业人员：19人，要求少于20人，符合');
  check(
    { fact: 'debtShare', operator: 'lessThan', value: { fact: 'rdIntensity' } },
    { debtShare: 0.1, expense: 1, revenue: 0 },
    '研发投入强度：未知（分母为零，无法计算） ← 研发费用：1元；年营业收入：0元',
  );
});
