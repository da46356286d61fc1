import type { Decimal } from '../decimal.ts';

const WORD = 1e7;

/**
 * The double nearest to a decimal. Where the doubles of two decimals differ, they are in the order of the decimals; where
 * they are equal, the decimals may still differ.
 */
export function nearestDouble(decimal: Decimal): number {
  // `d` holds seven digits a word and `e` the decimal exponent: one word below 10⁷, two below 10¹⁴.
  const { d, e, s } = decimal;
  if (d !== null && e >= 0) {
    if (e < 7 && d.length === 1) return s * (d[0] as number);
    if (e >= 7 && e < 14 && d.length <= 2) return s * ((d[0] as number) * WORD + (d[1] ?? 0));
  }
  return decimal.toNumber();
}
