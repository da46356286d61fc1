import { change, drop, set, write } from '../edits.ts';
import {
  AUTHORITIES,
  DERIVED,
  DIVISION,
  LOAN,
  MANIFEST,
  NOT_LARGE,
  PLAN,
  REPORTED,
} from '../good-rule-set.ts';
import { type Case, one } from './case.ts';

/** JSON, but not in the shape that its file asks for. */
export const SHAPE_CASES: readonly Case[] = [
  one('a file that is no object', write(MANIFEST, '[]'), 'wrong-type rule-set.json# 1:1 []'),
  one(
    'a text without its two languages',
    set(MANIFEST, '/title', '规则集'),
    'wrong-type rule-set.json#/title 2:12 "规则集",',
  ),
  one(
    'a key misspelt',
    change(MANIFEST, '"regionFact"', '"regionFakt"'),
    'missing-key rule-set.json# 1:1 {',
    'unknown-key rule-set.json#/regionFakt 6:3 "regionFakt"',
  ),
  one(
    'a key too many',
    set(LOAN, '/benefit/share', 100),
    'unknown-key policies/341800/loan.json#/benefit/share 44:5 "share": 100',
  ),
  one(
    'two keys too many',
    change(NOT_LARGE, '"operator": "in"', '"operator": "in", "path": "$.x", "params": {}'),
    'unknown-key conditions/not-large.json#/conditions/path 10:23 "path": "$.x',
    'unknown-key conditions/not-large.json#/conditions/params 10:38 "params": {}',
  ),
  one(
    'a key with ~ and / in it',
    change(LOAN, '"zh": "贷款贴息"', '"zh": "贷款贴息", "~/贷": ""'),
    'unknown-key policies/341800/loan.json#/title/~0~1贷 4:19 "~/贷": "",',
  ),
  one('a key missing', drop(LOAN, '/basis'), 'missing-key policies/341800/loan.json# 1:1 {'),
  one(
    'a key missing deep inside',
    drop(LOAN, '/examples/2/asOf'),
    'missing-key policies/341800/loan.json#/examples/2 68:5 {',
  ),
  one(
    'the kind of a derivation missing',
    drop(DERIVED, '/facts/0/derived/kind'),
    'missing-key facts/derived.json#/facts/0/derived 16:18 {',
  ),
  one(
    'the type of a fact missing',
    drop(REPORTED, '/facts/1/type'),
    'missing-key facts/reported.json#/facts/1 21:5 {',
  ),
  one(
    'a member of a set by nothing',
    set(REPORTED, '/facts/2', setFact({ of: 'enum' })),
    'wrong-operator conditions/not-large.json#/conditions/operator 10:17 "in",',
    'missing-key facts/reported.json#/facts/2 38:5 {',
  ),
  one(
    'codes of no table',
    set(REPORTED, '/facts/2', setFact({ of: 'code' })),
    'wrong-operator conditions/not-large.json#/conditions/operator 10:17 "in",',
    'missing-key facts/reported.json#/facts/2 38:5 {',
  ),
  one(
    'text instead of a list',
    set(LOAN, '/departments', '市财政局'),
    'wrong-type policies/341800/loan.json#/departments 17:18 "市财政局",',
  ),
  one(
    'a list instead of an object',
    set(LOAN, '/benefit', []),
    'wrong-type policies/341800/loan.json#/benefit 38:14 [],',
  ),
  one(
    'a number instead of text',
    set(PLAN, '/clauses/0/path', 1),
    'wrong-type seeds/plan.json#/clauses/0/path 14:15 1,',
  ),
  one(
    'null where there is no null',
    set(LOAN, '/region', null),
    'wrong-type policies/341800/loan.json#/region 20:13 null,',
  ),
  one(
    'half a day',
    set(REPORTED, '/facts/1/maxAgeDays', 1.5),
    'wrong-type facts/reported.json#/facts/1/maxAgeDays 34:21 1.5,',
  ),
  one(
    'no day at all',
    set(REPORTED, '/facts/1/maxAgeDays', 0),
    'wrong-form facts/reported.json#/facts/1/maxAgeDays 34:21 0,',
  ),
  one(
    'more days than can be counted',
    set(REPORTED, '/facts/1/maxAgeDays', 1e20),
    'wrong-form facts/reported.json#/facts/1/maxAgeDays 34:21 100000000000',
  ),
  one(
    'a type misspelt',
    set(REPORTED, '/facts/1/type', 'integr'),
    'wrong-value facts/reported.json#/facts/1/type 27:15 "integr",',
  ),
  one(
    'a kind of derivation misspelt',
    set(DERIVED, '/facts/0/derived/kind', 'rato'),
    'wrong-value facts/derived.json#/facts/0/derived/kind 17:17 "rato",',
  ),
  one(
    'a delivery misspelt',
    set(LOAN, '/delivery', 'automatc'),
    'wrong-value policies/341800/loan.json#/delivery 23:15 "automatc",',
  ),
  one(
    'an outcome misspelt',
    set(LOAN, '/examples/0/outcome', 'elligible'),
    'wrong-value policies/341800/loan.json#/examples/0/outcome 55:18 "elligible"',
  ),
  one(
    'an operator misspelt',
    set(LOAN, '/conditions/all/1/operator', 'lessthen'),
    'wrong-value policies/341800/loan.json#/conditions/all/1/operator 32:21 "lessthen",',
  ),
  one(
    'a benefit kind that is no text',
    set(LOAN, '/benefit/kind', 7),
    'wrong-value policies/341800/loan.json#/benefit/kind 39:13 7,',
  ),
  one('an id in Chinese', set(LOAN, '/id', '贷款'), 'wrong-form policies/341800/loan.json#/id 2:9 "贷款",'),
  one(
    'a fact id with a hyphen',
    set(REPORTED, '/facts/1/id', 'head-count'),
    'wrong-form facts/reported.json#/facts/1/id 22:13 "head-count"',
  ),
  one(
    'an authority id with a blank',
    change(AUTHORITIES, '"market"', '"market bureau"'),
    'wrong-form authorities.json#/authorities/market bureau 9:22 {',
  ),
  one(
    'an empty authority id',
    change(AUTHORITIES, '"market"', '""'),
    'wrong-form authorities.json#/authorities/ 9:9 {',
  ),
  one(
    'an empty code',
    change(DIVISION, '"350200"', '""'),
    'wrong-form hierarchies/division.json#/codes/ 20:9 {',
  ),
  one(
    '29 February 2023',
    set(LOAN, '/validFrom', '2023-02-29'),
    'wrong-form policies/341800/loan.json#/validFrom 21:16 "2023-02-29"',
  ),
  one(
    'a thirteenth month',
    set(LOAN, '/examples/0/asOf', '2024-13-01'),
    'wrong-form policies/341800/loan.json#/examples/0/asOf 48:15 "2024-13-01"',
  ),
  one(
    'a date as people write it',
    set(PLAN, '/issued', '2024年6月20日'),
    'wrong-form seeds/plan.json#/issued 6:13 "2024年6月20日"',
  ),
  one(
    'full-width digits in a date of a rule',
    set(LOAN, '/validTo', '２０２４-12-31'),
    'wrong-form policies/341800/loan.json#/validTo 22:14 "２０２４-12-31"',
  ),
  one(
    'a digest of another kind',
    set(PLAN, '/clauses/0/digest', 'md5:1'),
    'wrong-form seeds/plan.json#/clauses/0/digest 16:17 "md5:1",',
  ),
  one(
    'an inferred value that is a number',
    set(PLAN, '/inferred', [{ field: 'region', value: 341800, reason: '标题' }]),
    'wrong-form seeds/plan.json#/inferred/0/value 14:16 341800,',
  ),
  one(
    'a reach misspelt',
    set(LOAN, '/reach', 'anywher'),
    'wrong-form policies/341800/loan.json#/reach 105:12 "anywher"',
  ),
  one(
    'a table value that is a list',
    set(DERIVED, '/facts/1/derived/rows/0/value', ['few']),
    'wrong-form facts/derived.json#/facts/1/derived/rows/0/value 50:22 [',
  ),
  one(
    'nothing otherwise',
    set(DERIVED, '/facts/1/derived/otherwise', null),
    'wrong-form facts/derived.json#/facts/1/derived/otherwise 53:22 null',
  ),
  one(
    'null as a value',
    set(LOAN, '/conditions/all/1/value', null),
    'wrong-form policies/341800/loan.json#/conditions/all/1/value 33:18 null',
  ),
  one(
    'numbers in a list',
    set(NOT_LARGE, '/conditions/value', ['small', 2]),
    'wrong-type conditions/not-large.json#/conditions/value/1 13:7 2',
  ),
  one(
    'a fact reference misspelt',
    set(LOAN, '/conditions/all/1/value', { fakt: 'employees' }),
    'wrong-form policies/341800/loan.json#/conditions/all/1/value 33:18 {',
  ),
  one(
    'the sum of one',
    set(DERIVED, '/facts/0/derived', { kind: 'sum', of: ['rdExpense'] }),
    'wrong-form facts/derived.json#/facts/0/derived/of 18:15 [',
  ),
  one('no title', set(LOAN, '/title/zh', ''), 'empty policies/341800/loan.json#/title/zh 4:11 "",'),
  one('no source', set(LOAN, '/source', []), 'empty policies/341800/loan.json#/source 11:13 [],'),
  one(
    'no parts',
    set(LOAN, '/conditions/all', []),
    'empty policies/341800/loan.json#/conditions/all 26:12 []',
  ),
  one(
    'no values to choose from',
    set(NOT_LARGE, '/conditions/value', []),
    'empty conditions/not-large.json#/conditions/value 11:14 []',
  ),
  one(
    'an enum without values',
    set(DERIVED, '/facts/1/values', {}),
    'empty facts/derived.json#/facts/1/values 29:17 {},',
  ),
  one(
    'no rows',
    set(DERIVED, '/facts/1/derived/rows', []),
    'empty facts/derived.json#/facts/1/derived/rows 43:17 [],',
  ),
  one('no clauses', set(PLAN, '/clauses', []), 'empty seeds/plan.json#/clauses 12:14 []'),
  one(
    'another word for all',
    change(LOAN, '"all"', '"and"'),
    'condition-form policies/341800/loan.json#/conditions 25:17 {',
  ),
  one(
    'a list as a condition',
    set(LOAN, '/conditions', [{ condition: 'not-large' }]),
    'condition-form policies/341800/loan.json#/conditions 25:17 [',
  ),
  one(
    'an empty condition',
    set(LOAN, '/conditions/all/1', {}),
    'condition-form policies/341800/loan.json#/conditions/all/1 30:7 {}',
  ),
  one(
    'text as a condition',
    set(LOAN, '/conditions/all/1', 'not-large'),
    'condition-form policies/341800/loan.json#/conditions/all/1 30:7 "not-large"',
  ),
  one(
    'a leaf without its fact',
    drop(LOAN, '/conditions/all/1/fact'),
    'condition-form policies/341800/loan.json#/conditions/all/1 30:7 {',
  ),
  one(
    'a leaf without its operator',
    drop(LOAN, '/conditions/all/1/operator'),
    'missing-key policies/341800/loan.json#/conditions/all/1 30:7 {',
  ),
  one(
    'two forms at once',
    set(LOAN, '/conditions/any', [{ condition: 'not-large' }]),
    'unknown-key policies/341800/loan.json#/conditions/all 26:5 "all": [',
  ),
  one(
    'a mistake under three kinds of parts',
    set(LOAN, '/conditions/all/1', {
      not: { any: [{ fact: 'employees', operator: 'equal', value: 1 }, { not: 1 }] },
    }),
    'condition-form policies/341800/loan.json#/conditions/all/1/not/any/1/not 39:22 1',
  ),
];

function setFact(fields: object): object {
  return {
    ...{ id: 'size', label: { zh: '企业规模', en: 'size' }, type: 'set' },
    ...fields,
    authorities: ['tax'],
    mutable: false,
    description: '划型。',
  };
}
