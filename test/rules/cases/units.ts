import { add, set } from '../edits.ts';
import { LOAN } from '../good-rule-set.ts';
import { type Case, several } from './case.ts';

const PART = '/conditions/all/1';
const at = `policies/341800/loan.json#${PART}/value 33:18`;
/** A threshold and a text that speaks of it; another mistake keeps the examples, which don't fit, from being run. */
const wrong = (name: string, fact: string, value: number, text: string, found: string): Case =>
  several(
    name,
    [
      set(LOAN, PART, { fact, operator: 'greaterThanInclusive', value }),
      set(LOAN, '/summary/zh', text),
      set(LOAN, '/region', '1'),
      add('facts/more.json', {
        subject: { zh: '更多', en: 'more' },
        facts: [
          {
            ...{ id: 'months', label: { zh: '经营月数', en: 'months' }, type: 'integer', unit: '月' },
            ...{ authorities: ['tax'], mutable: false, description: '月数' },
          },
        ],
      }),
    ],
    'unknown-code policies/341800/loan.json#/region 20:13 "1",',
    found,
  );

/** Figures in another unit than their fact's. */
export const UNIT_CASES: readonly Case[] = [
  wrong('yuan given in 万元', 'annualRevenue', 500, '营收500万元以上', `ten-thousand ${at} 500`),
  wrong('a sum of a few yuan', 'annualRevenue', 500, '营收达标', `odd-sum ${at} 500`),
  wrong('per cent', 'rdIntensity', 5, '研发强度5%以上', `percentage ${at} 5`),
  wrong('years for months', 'months', 3, '经营3年以上', `other-unit ${at} 3`),
];
