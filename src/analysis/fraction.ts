import { Decimal } from '../engine/decimal.ts';

/** An exact rational number; `below` is positive. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

export const ZERO: Fraction = { above: 0n, below: 1n };
export const ONE: Fraction = { above: 1n, below: 1n };

export function fractionOf(decimal: Decimal): Fraction {
  const [whole = '0', places = ''] = decimal.toFixed().split('.');
  return reduced(BigInt(whole + places), 10n ** BigInt(places.length));
}

export function reduced(above: bigint, below: bigint): Fraction {
  const divisor = gcd(above, below) * (below < 0n ? -1n : 1n);
  return { above: above / divisor, below: below / divisor };
}

/** Positive; 1 for two zeros. */
export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.above * b.below + b.above * a.below, a.below * b.below);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return reduced(a.above * b.above, a.below * b.below);
}

export function minus(a: Fraction): Fraction {
  return { above: -a.above, below: a.below };
}

export function compare(a: Fraction, b: Fraction): number {
  const difference = a.above * b.below - b.above * a.below;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The greatest whole number that isn't above it. */
export function floorOf({ above, below }: Fraction): bigint {
  const quotient = above / below;
  return above < 0n && quotient * below !== above ? quotient - 1n : quotient;
}

/** A decimal with so many places: the last that isn't above the fraction. */
export function roundedDown(fraction: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(places);
  return reduced(floorOf({ above: fraction.above * scale, below: fraction.below }), scale);
}

/** Exact; null where it has no end in decimals. */
export function decimalOf({ above, below }: Fraction): Decimal | null {
  let [rest, places] = [below, 0];
  for (const prime of [2n, 5n])
    for (let count = 1; rest % prime === 0n; count++) {
      rest /= prime;
      places = Math.max(places, count);
    }
  if (rest !== 1n) return null;
  const digits = (above * 10n ** BigInt(places)) / below;
  return new Decimal(`${digits}e-${places}`);
}
