import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amountRegions, type Region } from '../../../src/app/diff/amount-regions.ts';
import { computeAmount } from '../../../src/engine/amount.ts';
import type { Amount } from '../../../src/engine/amount-formula.ts';
import { Decimal } from '../../../src/engine/decimal.ts';
import { createReader } from '../../../src/engine/reading.ts';
import { fact, profile, ruleSet } from '../../engine/tiny-rule-set.ts';
import { arbitraryAmount } from '../../generate/amounts.ts';

const SUM = fact('sum', 'money');
const RULES = ruleSet([SUM]);
const DAY = '2024-03-01';

/** Figures on and beside every edge that the formulas draw, and far from them. */
const FIGURES = [
  ...[
    '-1000000',
    '-1',
    '0',
    '0.01',
    '0.5',
    '1',
    '2',
    '3',
    '10',
    '24',
    '25',
    '99.99',
    '100',
    '100.01',
    '101',
    '300',
  ],
  ...['777.77', '1000', '12345', '500000', '987654.32', '20000000', '20000001', '999999999999999.99'],
].map((text) => new Decimal(text));

/** What the formula gives, before it is rounded to the fen. */
function given(formula: Amount, figure: Decimal): Decimal {
  const reader = createReader(RULES, profile({ sum: figure }), DAY);
  return Decimal.max(computeAmount(formula, reader).trace.range.least ?? 0, 0);
}

function contains({ low, high, at }: Region, figure: Decimal): boolean {
  if (at !== null) return at.eq(figure);
  return (low === null || figure.gt(low)) && (high === null || figure.lt(high));
}

it('the regions say for every figure which formula gives more', () => {
  const amount = arbitraryAmount([SUM]);
  fc.assert(
    fc.property(amount, amount, (old, now) => {
      const regions = amountRegions({ old, new: now }, RULES, DAY);
      for (const figure of FIGURES) {
        const order = given(now, figure).comparedTo(given(old, figure));
        const said = [
          ...new Set(regions.filter((each) => contains(each, figure)).map((each) => each.direction)),
        ];
        expect(said).toEqual(order === 0 ? [] : [order > 0 ? 'gains' : 'loses']);
      }
    }),
    { numRuns: 300 },
  );
});
