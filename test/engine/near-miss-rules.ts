import type { Leaf } from '../../src/engine/condition.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import type { OperatorName } from '../../src/engine/operators/table.ts';
import type { Derivation, Fact, RuleSet } from '../../src/engine/rule-set.ts';
import type { ValueType } from '../../src/engine/value.ts';
import { fact, leaf, ruleSet } from './tiny-rule-set.ts';

export const AS_OF = '2024-03-01';

const named = (id: string, zh: string, type: ValueType | ValueType['kind'], given: Partial<Fact> = {}) =>
  fact(id, type, { label: { zh, en: id }, ...given });
export const derived = (
  id: string,
  zh: string,
  type: ValueType | ValueType['kind'],
  derivation: Derivation,
) => named(id, zh, type, { authorities: [], derivation });
const text = (word: string) => ({ zh: word, en: word });

const fixed = { mutable: false };
const people = { unit: '人', range: { minimum: new Decimal(0), maximum: new Decimal(1000) } };
export const size: ValueType = { kind: 'enum', values: ['small', 'large'] };
export const HONOURS = ['green', 'gazelle', 'giant', 'quality', 'brand', 'credit'];
const honours: ValueType = { kind: 'set', of: { kind: 'enum', values: HONOURS } };
const region: ValueType = { kind: 'code', hierarchy: 'divisions' };

const facts = [
  named('registeredRegion', '注册地', region, fixed),
  named('staff', '从业人员', 'integer', people),
  named('insured', '参保人数', 'integer', people),
  named('apprentices', '学徒', 'integer', people),
  named('revenue', '年营业收入', 'money', { unit: '元' }),
  named('research', '研发费用', 'money', { unit: '元' }),
  named('export', '出口额', 'money', { unit: '元', ...fixed }),
  named('defects', '不良率', 'ratio'),
  named('trained', '已培训', 'boolean'),
  named('dishonest', '失信', 'boolean', { attainable: [false] }),
  named('listed', '上市', 'boolean', fixed),
  named('size', '规模', size, {
    valueLabels: new Map([
      ['small', text('小型')],
      ['large', text('大型')],
    ]),
  }),
  named('honours', '荣誉', honours, {
    valueLabels: new Map([
      ['green', text('绿色工厂')],
      ['gazelle', text('瞪羚企业')],
      ['giant', text('小巨人')],
    ]),
  }),
  named('brand', '品牌', 'text'),
  named('founded', '成立日期', 'date', fixed),
  named('lastTraining', '最近一次培训', 'date'),
  named('workshopRegion', '厂房所在地', region),
  derived('age', '企业年龄', 'integer', { kind: 'age', since: 'founded', in: 'years' }),
  derived('intensity', '研发强度', 'ratio', { kind: 'ratio', numerator: 'research', denominator: 'revenue' }),
  derived('heads', '用工总数', 'integer', { kind: 'sum', of: ['staff', 'apprentices'] }),
  derived('uninsured', '未参保人数', 'integer', {
    kind: 'difference',
    minuend: 'staff',
    subtrahend: 'insured',
  }),
  derived('class', '用工规模', size, {
    kind: 'table',
    rows: [{ when: leaf('staff', 'lessThan', 20), value: 'small' }],
    otherwise: 'large',
  }),
];
const codes = [
  ['340000', '安徽省'],
  ['341800', '宣城市', '340000'],
  ['350200', '厦门市'],
] as const;
export const rules: RuleSet = {
  ...ruleSet(facts),
  regionFact: 'registeredRegion',
  hierarchies: new Map([
    [
      'divisions',
      {
        id: 'divisions',
        codes: new Map(
          codes.map(([code, name, parent]) => [code, parent === undefined ? { name } : { name, parent }]),
        ),
      },
    ],
  ]),
};

export const than = (id: string, operator: OperatorName, other: string): Leaf => ({
  ...leaf(id, operator, 0),
  wanted: { fact: other },
});
