import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/engine/rule-set.ts';
import { all, leaf } from '../engine/tiny-rule-set.ts';
import { found, inGroup, paying } from './planted-rules.ts';

/*
 * Policies beside each other: for each kind of finding one that must be made, and its near miss, which must not.
 */

describe('policies beside each other', () => {
  const big = leaf('staff', 'greaterThanInclusive', 100);
  const small = leaf('staff', 'greaterThanInclusive', 10);
  const cases: Record<string, readonly [readonly Policy[], readonly string[]]> = {
    'two sums of one clause for the same': [[paying('a', big, 5), paying('b', small, 5)], ['covered a b']],
    'of two clauses': [[paying('a', big, 5), paying('b', small, 5, { source: [] })], []],
    'not everybody who gets one gets the other': [
      [paying('a', big, 5), paying('b', all(small, leaf('listed', 'equal', true)), 5)],
      [],
    ],
    'what one needs confirmed the other does not': [
      [
        paying('a', big, 5),
        paying('b', small, 5, { residual: [{ text: { zh: '核', en: 'x' }, confirmedBy: '局' }] }),
      ],
      [],
    ],
    'a group that always pays the other': [
      [inGroup('a', big, 5), inGroup('b', small, 5)],
      ['always-displaced a b'],
    ],
    'a higher step for fewer': [[inGroup('a', big, 6), inGroup('b', small, 5)], []],
    'members that never meet': [
      [inGroup('a', big, 5), inGroup('b', leaf('staff', 'lessThan', 100), 5)],
      ['never-meets a', 'never-meets b'],
    ],
    'members that meet at one number': [
      [inGroup('a', big, 5), inGroup('b', leaf('staff', 'lessThanInclusive', 100), 5)],
      ['threshold-overlap b a'],
    ],
    'a gap between two steps': [
      [
        inGroup('a', leaf('revenue', 'greaterThanInclusive', 1000), 9),
        inGroup('b', all(leaf('revenue', 'greaterThanInclusive', 500), leaf('revenue', 'lessThan', 900)), 5),
      ],
      ['never-meets a', 'never-meets b', 'threshold-gap b a'],
    ],
    'steps that join': [
      [
        paying('a', leaf('revenue', 'greaterThanInclusive', 1000), 9),
        paying('b', all(leaf('revenue', 'greaterThanInclusive', 500), leaf('revenue', 'lessThan', 1000)), 5),
      ],
      [],
    ],
    'whole numbers leave no gap between 9 and 10': [
      [
        paying('a', leaf('staff', 'lessThanInclusive', 9), 9),
        paying('b', leaf('staff', 'greaterThanInclusive', 10), 5),
      ],
      [],
    ],
    'a gap of one number': [
      [
        paying('a', leaf('revenue', 'lessThan', 1000), 9),
        paying('b', leaf('revenue', 'greaterThan', 1000), 5),
      ],
      ['threshold-gap a b'],
    ],
    'a gap that a third step fills': [
      [
        paying('a', leaf('staff', 'lessThan', 10), 9),
        paying('b', leaf('staff', 'greaterThan', 20), 5),
        paying(
          'c',
          all(leaf('staff', 'greaterThanInclusive', 10), leaf('staff', 'lessThanInclusive', 20)),
          5,
        ),
      ],
      [],
    ],
    'steps of other conditions': [
      [
        paying('a', all(leaf('listed', 'equal', true), leaf('staff', 'lessThan', 10)), 9),
        paying('b', leaf('staff', 'greaterThan', 20), 5),
      ],
      [],
    ],
    'a policy carried on a day late': [
      [
        paying('a', big, 5, { validFrom: '2023-01-01', validTo: '2024-12-30' }),
        paying('b', big, 5, { validFrom: '2025-01-01' }),
      ],
      ['validity-gap a b'],
    ],
    'carried on at once': [
      [
        paying('a', big, 5, { validFrom: '2023-01-01', validTo: '2024-12-31' }),
        paying('b', big, 5, { validFrom: '2025-01-01' }),
      ],
      [],
    ],
    'carried on too early': [
      [
        paying('a', big, 5, { validFrom: '2023-01-01', validTo: '2025-01-01' }),
        paying('b', big, 5, { validFrom: '2025-01-01' }),
      ],
      ['validity-overlap a b'],
    ],
  };
  test.each(Object.entries(cases))('%s', (_name, [policies, expected]) => {
    expect(found(policies)).toEqual(expected);
  });
});
