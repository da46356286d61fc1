import type { Decimal } from '../engine/decimal.ts';
import type { OperatorName } from '../engine/operators/table.ts';
import { EVERYWHERE, pointSpan, type Span } from './spans.ts';
import { KNOWN, NO, type Truths, YES } from './truths.ts';

/** How two numbers, or two dates, are compared. */
export type Comparison = 'equal' | 'not-equal' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';

const COMPARISONS: Partial<Record<OperatorName, Comparison>> = {
  equal: 'equal',
  notEqual: 'not-equal',
  lessThan: 'less',
  before: 'less',
  lessThanInclusive: 'less-or-equal',
  onOrBefore: 'less-or-equal',
  greaterThan: 'greater',
  after: 'greater',
  greaterThanInclusive: 'greater-or-equal',
  onOrAfter: 'greater-or-equal',
};

export function comparisonOf(operator: OperatorName): Comparison {
  const comparison = COMPARISONS[operator];
  if (comparison === undefined) throw new Error(`'${operator}' doesn't compare numbers`);
  return comparison;
}

export const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  equal: 'not-equal',
  'not-equal': 'equal',
  less: 'greater-or-equal',
  'greater-or-equal': 'less',
  greater: 'less-or-equal',
  'less-or-equal': 'greater',
};

/** The numbers that compare like this with the constant. */
export function spansOf(comparison: Comparison, constant: Decimal): readonly Span[] {
  const end = (open: boolean) => ({ at: constant, open });
  switch (comparison) {
    case 'equal':
      return [pointSpan(constant)];
    case 'not-equal':
      return [
        { low: null, high: end(true) },
        { low: end(true), high: null },
      ];
    case 'less':
    case 'less-or-equal':
      return [{ low: null, high: end(comparison === 'less') }];
    case 'greater':
    case 'greater-or-equal':
      return [{ low: end(comparison === 'greater'), high: null }];
  }
}

/** The numbers for which the comparison has one of these truths. */
export function spansWithTruth(comparison: Comparison, constant: Decimal, truths: Truths): readonly Span[] {
  switch (truths & KNOWN) {
    case YES:
      return spansOf(comparison, constant);
    case NO:
      return spansOf(OPPOSITE[comparison], constant);
    case KNOWN:
      return [EVERYWHERE];
    default:
      return [];
  }
}
