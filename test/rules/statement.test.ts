import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/rules/plain/language.ts';
import { statement } from '../../src/rules/plain/statement.ts';

describe('a yes or a no as a sentence', () => {
  const check = (label: string, yes: string | null, no: string | null, language: Language = 'zh') =>
    it(`${label}: ${no ?? 'left as a question'}`, () => {
      expect([statement(label, true, language), statement(label, false, language)]).toEqual([yes, no]);
    });

  check('有失信记录', '有失信记录', '无失信记录');
  check('已签承诺书', '已签承诺书', '未签承诺书');
  check('属园区重点产业', '属园区重点产业', '不属园区重点产业');
  check('持有应收账款', '持有应收账款', '未持有应收账款');
  check('高新技术企业', '为高新技术企业', '不是高新技术企业');
  check('失信被执行人', '为失信被执行人', '不是失信被执行人');
  check('有限责任公司', null, null);
  check('有效期内', null, null);
  check('属地企业', null, null);
  check('应收账款的付款方为大型企业', null, null);
  check('合法装载', null, null);
  check('has a record of dishonesty', 'has a record of dishonesty', 'has no record of dishonesty', 'en');
  check('holds receivables', 'holds receivables', 'holds no receivables', 'en');
  check('key enterprise', null, null, 'en');
});
