import { add, drop, set } from '../edits.ts';
import { AUTHORITIES, DERIVED, DIVISION, LOAN, MANIFEST, NOT_LARGE, REPORTED } from '../good-rule-set.ts';
import { type Case, one, several } from './case.ts';

const ratio = { kind: 'ratio', numerator: 'rdExpense', denominator: 'annualRevenue' };
const leaf = (fact: string) => ({ fact, operator: 'lessThan', value: 1 });
const named = (id: string, conditions: object) => ({
  id,
  label: { zh: id, en: id },
  description: id,
  conditions,
});
const division = (codes: object) => ({
  id: 'branch',
  label: { zh: '行业', en: 'branch' },
  source: '—',
  codes,
});
const fact = (id: string, type: string, fields: object = {}) => ({
  ...{ id, label: { zh: id, en: id }, type, mutable: true, description: id },
  ...('derived' in fields ? {} : { authorities: ['tax'] }),
  ...fields,
});
const subject = { zh: '另外', en: 'more' };
const more = (...facts: readonly object[]) => add('facts/more.json', { subject, facts });

/** What the catalogue says of facts, authorities and code tables. */
export const FACT_CASES: readonly Case[] = [
  one(
    'a region fact misspelt',
    set(MANIFEST, '/regionFact', 'registeredRegio'),
    'unknown-fact rule-set.json#/regionFact 6:17 "registeredR',
  ),
  one(
    'a region fact that is no place',
    set(MANIFEST, '/regionFact', 'employees'),
    'wrong-input rule-set.json#/regionFact 6:17 "employees"',
  ),
  one(
    'a fact twice in one file',
    set(REPORTED, '/facts/5/id', 'annualRevenue'),
    'unknown-fact facts/derived.json#/facts/0/derived/numerator 18:22 "rdExpense",',
    'duplicate-id facts/reported.json#/facts/5/id 92:13 "annualReven',
  ),
  one(
    'a fact in two files',
    more(fact('size', 'text')),
    'duplicate-id facts/more.json#/facts/0/id 8:13 "size",',
  ),
  one(
    'a condition in two files',
    add('conditions/same.json', named('not-large', leaf('employees'))),
    'duplicate-id conditions/same.json#/id 2:9 "not-large",',
  ),
  one(
    'a table in two files',
    add('hierarchies/same.json', { ...division({ A: { name: '农业' } }), id: 'division' }),
    'duplicate-id hierarchies/same.json#/id 2:9 "division",',
  ),
  one(
    'nobody to vouch for it',
    drop(REPORTED, '/facts/1/authorities'),
    'missing-key facts/reported.json#/facts/1 21:5 {',
  ),
  one(
    'an authority misspelt',
    set(REPORTED, '/facts/0/authorities', ['tax', 'markt']),
    'unknown-authority facts/reported.json#/facts/0/authorities/1 17:9 "markt"',
  ),
  one(
    'an age of what nobody reports',
    set(DERIVED, '/facts/0/maxAgeDays', 30),
    'derived-fact-field facts/derived.json#/facts/0/maxAgeDays 21:21 30',
  ),
  several(
    'the range of what is derived',
    [set(DERIVED, '/facts/0/minimum', 0), set(DERIVED, '/facts/0/maximum', 1)],
    'derived-fact-field facts/derived.json#/facts/0/minimum 21:18 0,',
    'derived-fact-field facts/derived.json#/facts/0/maximum 22:18 1',
  ),
  one(
    'a table of codes misspelt',
    set(REPORTED, '/facts/0/hierarchy', 'divison'),
    'unknown-hierarchy facts/reported.json#/facts/0/hierarchy 14:20 "divison",',
  ),
  one(
    'a set of codes of no table',
    more(fact('areas', 'set', { of: 'code', hierarchy: 'area' })),
    'unknown-hierarchy facts/more.json#/facts/0/hierarchy 20:20 "area"',
  ),
  one(
    'a parent that is not listed',
    set(DIVISION, '/codes/341802/parent', '341801'),
    'orphan-code hierarchies/division.json#/codes/341802/parent 18:17 "341801"',
  ),
  one(
    'a parent that every object has',
    set(DIVISION, '/codes/341802/parent', 'toString'),
    'orphan-code hierarchies/division.json#/codes/341802/parent 18:17 "toString"',
  ),
  one(
    'a code below itself',
    set(DIVISION, '/codes/350200/parent', '350200'),
    'cycle hierarchies/division.json#/codes/350200/parent 22:17 "350200"',
  ),
  one(
    'two codes above each other',
    set(DIVISION, '/codes/340000/parent', '341800'),
    'cycle hierarchies/division.json#/codes/340000/parent 11:17 "341800"',
  ),
  one(
    'a code below a cycle of three',
    add(
      'hierarchies/branch.json',
      division({
        d: { name: 'd', parent: 'b' },
        a: { name: 'a', parent: 'c' },
        b: { name: 'b', parent: 'a' },
        c: { name: 'c', parent: 'b' },
      }),
    ),
    'cycle hierarchies/branch.json#/codes/b/parent 19:17 "a"',
  ),
  one(
    'a pattern that is none',
    set(DIVISION, '/unlisted', { pattern: '[0-9', parent: 'prefix' }),
    'wrong-form hierarchies/division.json#/unlisted/pattern 25:16 "[0-9",',
  ),

  one(
    'a numerator misspelt',
    set(DERIVED, '/facts/0/derived/numerator', 'rdExpence'),
    'unknown-fact facts/derived.json#/facts/0/derived/numerator 18:22 "rdExpence",',
  ),
  one(
    'the ratio of a date',
    set(DERIVED, '/facts/0/derived/denominator', 'establishedOn'),
    'wrong-input facts/derived.json#/facts/0/derived/denominator 19:24 "established',
  ),
  one(
    'a sum of money and people',
    more(fact('all', 'money', { derived: { kind: 'sum', of: ['rdExpense', 'employees'] } })),
    'wrong-input facts/more.json#/facts/0/derived/of/1 20:11 "employees"',
  ),
  one(
    'a difference of other units',
    more(
      fact('rest', 'integer', {
        unit: '户',
        derived: { kind: 'difference', minuend: 'employees', subtrahend: 'employees' },
      }),
    ),
    'wrong-input facts/more.json#/facts/0/derived/minuend 19:20 "employees",',
    'wrong-input facts/more.json#/facts/0/derived/subtrahend 20:23 "employees"',
  ),
  one(
    'the age of a head-count',
    more(fact('age', 'integer', { derived: { kind: 'age', since: 'employees', in: 'years' } })),
    'wrong-input facts/more.json#/facts/0/derived/since 18:18 "employees",',
  ),
  one(
    'an age in weeks',
    more(fact('age', 'integer', { derived: { kind: 'age', since: 'establishedOn', in: 'weeks' } })),
    'wrong-value facts/more.json#/facts/0/derived/in 19:15 "weeks"',
  ),
  one(
    'a ratio that is money',
    more(fact('share', 'money', { derived: ratio })),
    'wrong-type facts/more.json#/facts/0/type 13:15 "money",',
  ),
  one(
    'a sum that is text',
    more(fact('all', 'text', { derived: { kind: 'sum', of: ['rdExpense', 'annualRevenue'] } })),
    'wrong-type facts/more.json#/facts/0/type 13:15 "text",',
    'wrong-input facts/more.json#/facts/0/derived/of/0 19:11 "rdExpense",',
    'wrong-input facts/more.json#/facts/0/derived/of/1 20:11 "annualReven',
  ),
  one(
    'an age that is no integer',
    more(fact('age', 'number', { derived: { kind: 'age', since: 'establishedOn', in: 'years' } })),
    'wrong-type facts/more.json#/facts/0/type 13:15 "number",',
  ),
  one(
    'a table value that is not declared',
    set(DERIVED, '/facts/1/derived/otherwise', 'manny'),
    'wrong-value facts/derived.json#/facts/1/derived/otherwise 53:22 "manny"',
  ),
  one(
    'a table value of another type',
    set(DERIVED, '/facts/1/derived/rows/0/value', true),
    'wrong-type facts/derived.json#/facts/1/derived/rows/0/value 50:22 true',
  ),
  one(
    'a row that never applies',
    set(DERIVED, '/facts/1/derived/rows/0/when/value', 0),
    'unreachable facts/derived.json#/facts/1/derived/rows/0/when 45:21 {',
  ),
  one(
    'a row under an unknown name',
    set(DERIVED, '/facts/1/derived/rows/0/when', { condition: 'not-lage' }),
    'unknown-condition facts/derived.json#/facts/1/derived/rows/0/when/condition 46:28 "not-lage"',
  ),

  one(
    'a ratio of itself',
    set(DERIVED, '/facts/0/derived/numerator', 'rdIntensity'),
    'cycle facts/derived.json#/facts/0 7:5 {',
  ),
  one(
    'a ratio of what it is a part of',
    more(
      fact('a', 'ratio', { derived: { ...ratio, numerator: 'b' } }),
      fact('b', 'ratio', { derived: { ...ratio, denominator: 'a' } }),
    ),
    'cycle facts/more.json#/facts/0 7:5 {',
  ),
  one(
    'a table that asks for itself',
    set(DERIVED, '/facts/1/derived/rows/0/when', {
      not: { any: [leaf('employees'), { fact: 'staffClass', operator: 'equal', value: 'few' }] },
    }),
    'cycle facts/derived.json#/facts/1 22:5 {',
  ),
  one(
    'a table that asks for what compares with it',
    more(
      fact('a', 'integer', {
        derived: {
          kind: 'table',
          rows: [{ when: { fact: 'employees', operator: 'lessThan', value: { fact: 'b' } }, value: 1 }],
          otherwise: 2,
        },
        unit: '人',
      }),
      fact('b', 'integer', { derived: { kind: 'sum', of: ['a', 'employees'] }, unit: '人' }),
    ),
    'cycle facts/more.json#/facts/0 7:5 {',
  ),
  several(
    'a table through a named condition',
    [
      set(DERIVED, '/facts/1/derived/rows/0/when', { condition: 'few' }),
      add('conditions/few.json', named('few', { fact: 'staffClass', operator: 'equal', value: 'few' })),
    ],
    'cycle facts/derived.json#/facts/1 22:5 {',
  ),
  several(
    'a name through itself',
    [set(NOT_LARGE, '/conditions', { not: { condition: 'not-large' } })],
    'cycle conditions/not-large.json#/conditions/not/condition 10:20 "not-large"',
  ),
  several(
    'three names through each other',
    [
      set(NOT_LARGE, '/conditions', { condition: 'b' }),
      add('conditions/b.json', named('b', { any: [leaf('employees'), { condition: 'c' }] })),
      add('conditions/c.json', named('c', { not: { condition: 'not-large' } })),
    ],
    'cycle conditions/c.json#/conditions/not/condition 10:20 "not-large"',
  ),
  one(
    'an authority file that says nothing',
    set(AUTHORITIES, '/authorities', {}),
    'unknown-authority facts/reported.json#/facts/0/authorities/0 16:9 "market"',
    'unknown-authority facts/reported.json#/facts/1/authorities/0 32:9 "tax"',
    'unknown-authority facts/reported.json#/facts/2/authorities/0 60:9 "tax"',
    'unknown-authority facts/reported.json#/facts/3/authorities/0 73:9 "market"',
    'unknown-authority facts/reported.json#/facts/4/authorities/0 86:9 "tax"',
    'unknown-authority facts/reported.json#/facts/5/authorities/0 99:9 "tax"',
  ),
  one(
    'a broken fact file, and no fact of it is called unknown',
    set(REPORTED, '/facts/1/mutable', 'yes'),
    'wrong-type facts/reported.json#/facts/1/mutable 35:18 "yes",',
  ),
  several(
    'a broken catalogue, and conditions are checked all the same',
    [
      set(AUTHORITIES, '/authorities/tax/label', ''),
      set(MANIFEST, '/title', ''),
      set(LOAN, '/conditions/all/1/operator', 'before'),
    ],
    'wrong-type authorities.json#/authorities/tax/label 4:16 ""',
    'wrong-operator policies/341800/loan.json#/conditions/all/1/operator 32:21 "before",',
    'wrong-type rule-set.json#/title 2:12 "",',
  ),
];
