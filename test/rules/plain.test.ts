import { describe, expect, it } from 'vitest';
import { computeAmount } from '../../src/engine/amount.ts';
import { match } from '../../src/engine/match.ts';
import { nearMiss } from '../../src/engine/near-miss.ts';
import { OPERATOR_NAMES } from '../../src/engine/operators/table.ts';
import type { Profile, WhyUnknown } from '../../src/engine/profile.ts';
import { createReader } from '../../src/engine/reading.ts';
import { reasonsOf } from '../../src/engine/reasons.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { describeArithmetic, describeFormula } from '../../src/rules/plain/amount.ts';
import type { Language } from '../../src/rules/plain/language.ts';
import { describeNearMiss } from '../../src/rules/plain/near-miss.ts';
import { outline, outlineLines } from '../../src/rules/plain/outline.ts';
import { describeReading, describeReason } from '../../src/rules/plain/reason.ts';
import { describeValue } from '../../src/rules/plain/value.ts';
import { parseProfile } from '../../src/rules/profile-json.ts';
import { approve } from './approve.ts';
import { AMOUNTS, NEAR_MISSES, NESTED, REASONS, VALUES } from './plain-cases.ts';
import { amountRuleSet, EVERY_LEAF, plainRuleSet } from './plain-rule-set.ts';

const LANGUAGES = ['zh', 'en'] as const;
const AS_OF = '2024-09-01';

/** The lines of each condition, one condition after the other. */
function outlines(conditions: readonly object[], language: Language): readonly (readonly string[])[] {
  const ruleSet = plainRuleSet(conditions);
  return ruleSet.policies.map(({ condition }) =>
    outlineLines(outline(ruleSet, condition, language), language),
  );
}

describe.each(LANGUAGES)('approved in %s', (language) => {
  it('every operator of every kind, and its opposite', () => {
    const said = outlines(EVERY_LEAF, language).flat();
    const opposite = outlines(
      EVERY_LEAF.map((leaf) => ({ not: leaf })),
      language,
    ).flat();
    const written = EVERY_LEAF.map(({ operator, value }) => `${operator} ${JSON.stringify(value)}`);
    approve(
      `leaves.${language}`,
      written.flatMap((each, index) => [each, `  ${said[index]}`, `  ${opposite[index]}`]),
    );
  });

  it('nested conditions', () => {
    const said = outlines(
      NESTED.map(([, condition]) => condition),
      language,
    );
    approve(
      `outlines.${language}`,
      NESTED.flatMap(([name], index) => [`# ${name}`, ...(said[index] ?? []), '']),
    );
  });

  it('values', () => {
    const ruleSet = plainRuleSet([]);
    const lines = VALUES.map(([id, value]) => {
      const fact = ruleSet.facts.get(id);
      return fact === undefined ? '' : `${id}: ${describeValue(ruleSet, fact, value, language)}`;
    });
    approve(`values.${language}`, lines);
  });

  it('amounts, as stated and as worked out', () => {
    const ruleSet = amountRuleSet(AMOUNTS.map(([, amount]) => amount));
    const lines = AMOUNTS.flatMap(([name, , facts], index) => {
      const amount = ruleSet.policies[index]?.benefit.amount ?? null;
      if (amount === null) return [];
      const result = computeAmount(amount, createReader(ruleSet, read(ruleSet, facts), AS_OF));
      const worked = describeArithmetic(ruleSet, result, language);
      return [`# ${name}`, describeFormula(ruleSet, amount, language), worked, ''];
    });
    approve(`amounts.${language}`, lines);
  });

  it('near misses', () => {
    const lines = NEAR_MISSES.flatMap(([name, condition, facts]) => {
      const ruleSet = plainRuleSet([condition]);
      const found = ruleSet.policies.map((policy) =>
        nearMiss(ruleSet, policy.condition, read(ruleSet, facts), AS_OF),
      );
      return [
        `# ${name}`,
        ...found.flatMap((each) => (each === null ? [] : describeNearMiss(ruleSet, each, language))),
        '',
      ];
    });
    approve(`near-misses.${language}`, lines);
  });

  it('reasons', () => {
    approve(
      `reasons.${language}`,
      REASONS.flatMap(([name, condition, profile]) => [
        `# ${name}`,
        ...reasons(condition, profile, language),
        '',
      ]),
    );
  });
});

it('says every operator', () => {
  expect(new Set(EVERY_LEAF.map(({ operator }) => operator))).toEqual(new Set(OPERATOR_NAMES));
});

it('says no two leaves of one fact alike, unless they mean the same', () => {
  const said = outlines(EVERY_LEAF, 'zh').flat();
  const twice = EVERY_LEAF.filter((_, index) => said.indexOf(said[index] ?? '') !== index);
  const oneInAList = ['within', 'notWithin', 'in', 'notIn', 'containsAny', 'containsAll'];
  // 为小型 is `equal` and `in` of one; 高新技术企业：否 is `equal false` and `notEqual true`.
  expect(twice.filter(({ operator, fact }) => !oneInAList.includes(operator) && fact !== 'highTech')).toEqual(
    [],
  );
});

it('leaves no blank between Chinese characters and digits, and no word unsaid', () => {
  const said = [
    ...outlines(EVERY_LEAF, 'zh'),
    ...outlines(
      NESTED.map(([, each]) => each),
      'zh',
    ),
  ];
  const lines = said.flatMap((each) => each.map((line) => line.replace(/^\s*(（.+?）|\d+\. |[①-⑳])?/, '')));
  expect(lines.filter((line) => / |\{|undefined/.test(line))).toEqual([]);
});

function read(ruleSet: RuleSet, facts: object): Profile {
  const { profile, diagnostics } = parseProfile(ruleSet, facts, 'tax');
  if (profile === null) throw new Error(JSON.stringify(diagnostics));
  return profile;
}

function reasons(condition: object, facts: object, language: Language): readonly string[] {
  const ruleSet = plainRuleSet([condition]);
  return match(ruleSet, read(ruleSet, facts), AS_OF).flatMap(({ trace }) =>
    reasonsOf(trace).map((reason) => describeReason(ruleSet, reason, language)),
  );
}

describe('why a fact is unknown', () => {
  const check = (why: WhyUnknown, zh: string, en: string) =>
    it(why, () => {
      const reading = {
        fact: 'employees',
        reports: [],
        from: [],
        rows: [],
        known: false,
        missing: [],
        why,
      } as const;
      const ruleSet = plainRuleSet([]);
      expect(describeReading(ruleSet, reading, 'zh')).toBe(`未知（${zh}）`);
      expect(describeReading(ruleSet, reading, 'en')).toBe(`unknown (${en})`);
    });

  check('absent', '未提供', 'not given');
  check('stale', '数据已过期', 'out of date');
  check('later', '数据日期晚于判断日', 'observed after the as-of date');
  check('conflicting', '各来源数据不一致', 'reports conflict');
  check('underivable', '推算所需的数据不全', 'not enough is known to derive it');
  check('undefined', '分母为零，无法计算', 'a division by zero');
  check('unvouched', '仅为企业自报', 'self-declared only');
});
