import { add, drop, set } from '../edits.ts';
import { LOAN, NOT_LARGE } from '../good-rule-set.ts';
import { type Case, one, several } from './case.ts';

const SECOND = '/conditions/all/1';
const leaf = (fact: string, operator: string, value: unknown) => set(LOAN, SECOND, { fact, operator, value });

/** What policies and their conditions say, and whether clauses and examples agree. */
export const POLICY_CASES: readonly Case[] = [
  one(
    'a fact misspelt',
    set(LOAN, `${SECOND}/fact`, 'emploees'),
    'unknown-fact policies/341800/loan.json#/conditions/all/1/fact 31:17 "emploees",',
  ),
  one(
    'the other fact misspelt',
    leaf('rdExpense', 'lessThan', { fact: 'anualRevenue' }),
    'unknown-fact policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "anualRevenu',
  ),
  one(
    'a named condition misspelt',
    set(LOAN, '/conditions/all/0/condition', 'not-lage'),
    'unused-condition conditions/not-large.json#/id 2:9 "not-large",',
    'unknown-condition policies/341800/loan.json#/conditions/all/0/condition 28:22 "not-lage"',
  ),
  one(
    'a value of an enum misspelt',
    set(NOT_LARGE, '/conditions/value/1', 'meduim'),
    'wrong-value conditions/not-large.json#/conditions/value/1 13:7 "meduim"',
  ),
  one(
    'a region that is no code',
    set(LOAN, '/region', '341899'),
    'unknown-code policies/341800/loan.json#/region 20:13 "341899",',
  ),
  one(
    'a place that is no code',
    leaf('registeredRegion', 'within', ['341800', '999999']),
    'unknown-code policies/341800/loan.json#/conditions/all/1/value/1 35:11 "999999"',
  ),
  one(
    'reach through a fact misspelt',
    set(LOAN, '/reach', { fact: 'registredRegion' }),
    'unknown-fact policies/341800/loan.json#/reach/fact 106:13 "registredRe',
  ),
  one(
    'reach through no place',
    set(LOAN, '/reach', { fact: 'employees' }),
    'wrong-input policies/341800/loan.json#/reach/fact 106:13 "employees"',
  ),
  one(
    'a date operator on a number',
    leaf('employees', 'before', 300),
    'wrong-operator policies/341800/loan.json#/conditions/all/1/operator 32:21 "before",',
  ),
  one(
    'an order among enum values',
    leaf('size', 'lessThan', 'large'),
    'wrong-operator policies/341800/loan.json#/conditions/all/1/operator 32:21 "lessThan",',
  ),
  one(
    'text instead of a number',
    leaf('employees', 'lessThan', '300'),
    'wrong-type policies/341800/loan.json#/conditions/all/1/value 33:18 "300"',
  ),
  one(
    'a fraction of an employee',
    leaf('employees', 'lessThan', 299.5),
    'wrong-type policies/341800/loan.json#/conditions/all/1/value 33:18 299.5',
  ),
  one(
    'a third of a fen',
    leaf('rdExpense', 'lessThan', 0.333),
    'wrong-type policies/341800/loan.json#/conditions/all/1/value 33:18 0.333',
  ),
  one(
    'a date that does not exist',
    leaf('establishedOn', 'before', '2023-02-29'),
    'wrong-type policies/341800/loan.json#/conditions/all/1/value 33:18 "2023-02-29"',
  ),
  one(
    'a list where one value is due',
    leaf('size', 'equal', ['small']),
    'wrong-type policies/341800/loan.json#/conditions/all/1/value 33:18 [',
  ),
  one(
    'one value where a list is due',
    leaf('size', 'in', 'small'),
    'wrong-type policies/341800/loan.json#/conditions/all/1/value 33:18 "small"',
  ),
  one(
    'money against people',
    leaf('rdExpense', 'lessThan', { fact: 'employees' }),
    'not-comparable policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "employees"',
  ),
  one(
    'a ratio against people',
    leaf('rdIntensity', 'lessThan', { fact: 'employees' }),
    'not-comparable policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "employees"',
  ),
  one(
    'two enums of other values',
    leaf('size', 'equal', { fact: 'staffClass' }),
    'not-comparable policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "staffClass"',
  ),
  one(
    'a fact against itself',
    leaf('employees', 'equal', { fact: 'employees' }),
    'not-comparable policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "employees"',
  ),
  one(
    'a fact where a list is due',
    leaf('size', 'in', { fact: 'staffClass' }),
    'not-comparable policies/341800/loan.json#/conditions/all/1/value/fact 34:19 "staffClass"',
  ),
  one(
    'the same part twice',
    set(LOAN, '/conditions/all/2', { operator: 'lessThan', value: 300, fact: 'employees' }),
    'repeated policies/341800/loan.json#/conditions/all/2 35:7 {',
  ),
  one(
    'fewer than no employees',
    leaf('employees', 'lessThan', 0),
    'unreachable policies/341800/loan.json#/conditions/all/1 30:7 {',
  ),
  one(
    'at most as many as there can be',
    leaf('employees', 'lessThanInclusive', 1000000),
    'unreachable policies/341800/loan.json#/conditions/all/1 30:7 {',
  ),
  one(
    'every value there is',
    leaf('size', 'in', ['small', 'medium', 'large']),
    'unreachable policies/341800/loan.json#/conditions/all/1 30:7 {',
  ),
  one(
    'every value there is, under a name',
    set(NOT_LARGE, '/conditions/value/2', 'large'),
    'unreachable conditions/not-large.json#/conditions 8:17 {',
  ),
  one(
    'a name that nobody uses',
    add('conditions/spare.json', {
      id: 'spare',
      label: { zh: '备用', en: 'spare' },
      description: '—',
      conditions: { fact: 'employees', operator: 'lessThan', value: 5 },
    }),
    'unused-condition conditions/spare.json#/id 2:9 "spare",',
  ),
  several(
    'a policy for everybody',
    [drop(LOAN, '/conditions'), set(LOAN, '/reach', 'anywhere')],
    'unused-condition conditions/not-large.json#/id 2:9 "not-large",',
    'no-conditions policies/341800/loan.json# 1:1 {',
  ),
  several(
    'one day, of which only the next is not shown',
    [set(LOAN, '/validFrom', '2024-09-01'), set(LOAN, '/validTo', '2024-09-01')],
    'example-coverage policies/341800/loan.json#/examples 45:15 [',
  ),
  one(
    'the end before the beginning',
    set(LOAN, '/validTo', '2023-12-31'),
    'dates-reversed policies/341800/loan.json#/validTo 22:14 "2023-12-31"',
  ),
  one(
    'a policy in a file of another name',
    set(LOAN, '/id', 'lend'),
    'file-name policies/341800/loan.json#/id 2:9 "lend",',
    'clause-not-linked policies/341800/loan.json#/source/0/clause 14:17 "1.1"',
    'clause-not-encoded seeds/plan.json#/clauses/1/policies/0 34:9 "loan"',
  ),
];
