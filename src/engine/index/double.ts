import type { Decimal } from '../decimal.ts';

/** Seven digits: what a decimal holds in one word of `d`. */
const WORD = 1e7;
/** Powers of `WORD` that a double holds exactly. */
const POWERS = [1, 1e7, 1e14, 1e21] as const;

/**
 * The double nearest to a decimal. Where the doubles of two decimals differ, they are in the order of the decimals; where
 * they are equal, the decimals may still differ.
 */
export function nearestDouble(decimal: Decimal): number {
  const { d, e, s } = decimal;
  if (d !== null && d.length <= 2) {
    const digits = d.length === 1 ? (d[0] as number) : (d[0] as number) * WORD + (d[1] as number);
    // An exact integer, times or by an exact power: rounded once, as it should be.
    const scale = d.length - 1 - Math.floor(e / 7);
    const power = POWERS[Math.abs(scale)];
    if (power !== undefined) return s * (scale < 0 ? digits * power : digits / power);
  }
  return decimal.toNumber();
}
