import { describe, expect, it } from 'vitest';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { parsePhrase } from '../../src/rules/phrase.ts';

const { ruleSet } = parseRuleSet(await readJsonFiles('rules'));
if (ruleSet === null) throw new Error('rules/ has mistakes');

describe('a condition as staff say it', () => {
  const check = (text: string, condition: unknown) =>
    it(text, () => expect(parsePhrase(text, ruleSet)).toEqual({ ok: true, condition }));
  const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });

  check('从业人员数 < 300', leaf('employees', 'lessThan', 300));
  check('从业人员数＜３００人', leaf('employees', 'lessThan', 300));
  check('employees lessThan 300', leaf('employees', 'lessThan', 300));
  check('年营业收入不超过2.5亿元', leaf('annualRevenue', 'lessThanInclusive', 250000000));
  check('年营业收入 >= 1,000,000', leaf('annualRevenue', 'greaterThanInclusive', 1000000));
  check('研发投入强度 > 0.3%', leaf('rdIntensity', 'greaterThan', 0.003));
  check('高新技术企业 是 是', leaf('highTechEnterprise', 'equal', true));
  check('失信被执行人 = 否', leaf('dishonestDebtor', 'equal', false));
  check('企业规模 属于 小型、微型', leaf('enterpriseSize', 'in', ['small', 'micro']));
  check('企业规模 不属于 large', leaf('enterpriseSize', 'notIn', ['large']));
  check('注册地 属于 宁国市', leaf('registeredRegion', 'within', '341881'));
  check('注册地 属于 宁国市，广德市', leaf('registeredRegion', 'within', ['341881', '341882']));
  check('持有的知识产权 包含 专利', leaf('ipRights', 'contains', 'patent'));
  check('成立日期 不早于 2020-01-01', leaf('establishedOn', 'onOrAfter', '2020-01-01'));
  check('近期新录用人数 > 参保职工人数', leaf('newHires', 'greaterThan', { fact: 'insuredEmployees' }));
  check('small-or-micro', { condition: 'small-or-micro' });
});

describe('what nobody can make sense of', () => {
  const check = (text: string, en: string) =>
    it(text, () =>
      expect(parsePhrase(text, ruleSet)).toEqual({ ok: false, problem: { zh: expect.any(String), en } }),
    );

  check('employee < 3', "there is no fact or named condition 'employee', did you mean 'employees'?");
  check('年收入 < 3', "there is no fact or named condition '年收入', did you mean '年营业收入'?");
  check('月球 < 3', "there is no fact or named condition '月球'");
  check('', "there is no fact or named condition ''");
  check('employees <', "'employees <' lacks the value to compare with");
  check(
    '高新技术企业 < 3',
    "after 'highTechEnterprise' expected one of = != ≠ 不是 是 equal notEqual, found '< 3'",
  );
});
