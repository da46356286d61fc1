import { add, applyAll, type Edit, set } from '../edits.ts';
import { LOAN, PLAN, REPORTED } from '../good-rule-set.ts';
import { type Case, one, several } from './case.ts';

const AMOUNT = '/benefit/amount';
const rate = { rate: 0.5, of: 'rdExpense' };
const amount = (json: unknown) => set(LOAN, AMOUNT, json);
const bands = (...each: readonly object[]) => amount({ tiers: 'slab', of: 'rdExpense', bands: each });
const group = (fields: object) =>
  add('exclusions/loans.json', {
    ...{ id: 'loans', label: { zh: '贷款类', en: 'loans' }, description: '就高不重复。' },
    ...fields,
  });
/** A second policy like the loan, and both in the group. */
const rival: Edit = (files) => {
  const edits = [
    set(LOAN, '/exclusive', ['loans']),
    amount({ fixed: 1 }),
    set(LOAN, '/examples/0/amount', '1.00'),
    set(PLAN, '/clauses/1/policies', ['loan', 'lend']),
  ];
  const joined = applyAll(edits, files);
  const text = joined.find(({ path }) => path === LOAN)?.text.replace('"id": "loan"', '"id": "lend"') ?? '';
  return [...joined, { path: 'policies/341800/lend.json', text }];
};

/** What benefits are worth, and which don't add up. */
export const AMOUNT_CASES: readonly Case[] = [
  one('a bare number', amount(100), 'amount-form policies/341800/loan.json#/benefit/amount 44:15 100'),
  one(
    'an amount of no form',
    amount({ sum: 100 }),
    'amount-form policies/341800/loan.json#/benefit/amount 44:15 {',
  ),
  one(
    'two forms at once',
    amount({ fixed: 1, rate: 0.5, of: 'rdExpense' }),
    'unknown-key policies/341800/loan.json#/benefit/amount/fixed 45:7 "fixed": 1,',
  ),
  one(
    'a rate of nothing',
    amount({ rate: 0.5 }),
    'missing-key policies/341800/loan.json#/benefit/amount 44:15 {',
  ),
  one(
    'an amount with a third decimal',
    amount({ fixed: 0.001 }),
    'wrong-type policies/341800/loan.json#/benefit/amount/fixed 45:16 0.001',
  ),
  one(
    'an amount with separators',
    amount({ fixed: '1,000' }),
    'wrong-type policies/341800/loan.json#/benefit/amount/fixed 45:16 "1,000"',
  ),
  one(
    'an amount that is yes',
    amount({ fixed: true }),
    'wrong-form policies/341800/loan.json#/benefit/amount/fixed 45:16 true',
  ),
  one(
    'no units at all',
    amount({ perUnit: 100, of: 'employees', maxUnits: 0 }),
    'wrong-form policies/341800/loan.json#/benefit/amount/maxUnits 47:19 0',
  ),
  one(
    'a choice of one',
    amount({ greaterOf: [rate] }),
    'wrong-form policies/341800/loan.json#/benefit/amount/greaterOf 45:20 [',
  ),
  one(
    'a mistake in a choice',
    amount({ lesserOf: [{ fixed: 1 }, { ...rate, cap: [] }] }),
    'wrong-form policies/341800/loan.json#/benefit/amount/lesserOf/1/cap 52:18 []',
  ),
  one(
    'less than nothing',
    amount({ fixed: -1 }),
    'negative-amount policies/341800/loan.json#/benefit/amount/fixed 45:16 -1',
  ),
  one(
    'a rate below zero',
    amount({ ...rate, rate: -0.1 }),
    'negative-amount policies/341800/loan.json#/benefit/amount/rate 45:15 -0.1,',
  ),
  one(
    'a band below zero',
    bands({ upTo: null, rate: -0.1 }),
    'negative-amount policies/341800/loan.json#/benefit/amount/bands/0/rate 50:19 -0.1',
  ),
  one(
    'a floor above the cap',
    amount({ ...rate, cap: 1000, floor: '1000.01' }),
    'floor-above-cap policies/341800/loan.json#/benefit/amount/floor 48:16 "1000.01"',
  ),
  one(
    'a share of a date',
    amount({ rate: 0.5, of: 'establishedOn' }),
    'wrong-input policies/341800/loan.json#/benefit/amount/of 46:13 "established',
  ),
  one(
    'a share of a fact misspelt',
    amount({ rate: 0.5, of: 'rdExpence' }),
    'unknown-fact policies/341800/loan.json#/benefit/amount/of 46:13 "rdExpence"',
  ),
  one(
    'bands that fall',
    bands({ upTo: 1000 }, { upTo: 1000 }, { upTo: null }),
    'tiers-order policies/341800/loan.json#/benefit/amount/bands/1/upTo 52:19 1000',
  ),
  one(
    'an open band before the last',
    bands({ upTo: null }, { upTo: null }),
    'tiers-order policies/341800/loan.json#/benefit/amount/bands/0/upTo 49:19 null',
  ),
  one(
    'nothing above the last band',
    bands({ upTo: 1000 }, { upTo: 2000 }),
    'tiers-gap policies/341800/loan.json#/benefit/amount/bands/1/upTo 52:19 2000',
  ),
  one(
    'a group misspelt',
    set(LOAN, '/exclusive', ['loan']),
    'exclusive-without-amount policies/341800/loan.json#/exclusive 105:16 [',
    'unknown-group policies/341800/loan.json#/exclusive/0 106:5 "loan"',
  ),
  several('a group of one', [group({ atMost: 1 })], 'lonely-group exclusions/loans.json#/id 2:9 "loans",'),
  several('a group that limits nothing', [group({}), rival], 'missing-key exclusions/loans.json# 1:1 {'),
  several(
    'a group of none at most',
    [group({ atMost: 0 }), rival],
    'wrong-form exclusions/loans.json#/atMost 8:13 0',
  ),
  several(
    'a group capped below zero',
    [group({ cap: -1 }), rival],
    'negative-amount exclusions/loans.json#/cap 8:10 -1',
  ),
  several(
    'a group in two files',
    [
      group({ atMost: 1 }),
      add('exclusions/more.json', { id: 'loans', label: { zh: '同', en: 'same' }, description: '—', cap: 5 }),
      rival,
    ],
    'duplicate-id exclusions/more.json#/id 2:9 "loans",',
  ),
  one(
    'no example of an amount',
    amount({ fixed: 100 }),
    'example-coverage policies/341800/loan.json#/examples 48:15 [',
  ),
  several(
    'another amount than expected',
    [amount({ fixed: 100 }), set(LOAN, '/examples/0/amount', '99.00')],
    'example-failed policies/341800/loan.json#/examples/0/amount 59:17 "99.00"',
  ),
  several(
    'an amount with one decimal',
    [amount({ fixed: 100 }), set(LOAN, '/examples/0/amount', '100.0')],
    'wrong-form policies/341800/loan.json#/examples/0/amount 59:17 "100.0"',
  ),
  one(
    'an attainable value misspelt',
    set(REPORTED, '/facts/2/attainable', ['small', 'midium']),
    'wrong-value facts/reported.json#/facts/2/attainable/1 66:9 "midium"',
  ),
  one(
    'nothing attainable',
    set(REPORTED, '/facts/2/attainable', []),
    'empty facts/reported.json#/facts/2/attainable 64:21 []',
  ),
];
