/** An exact decimal: `units` × 10^-`scale`. */
export interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** The value rule of the language: the result of every computation has this many significant digits, half up. */
const SIGNIFICANT_DIGITS = 40;

/** Reads plain decimal notation: `-12.50`, without an exponent. */
export function exactOf(text: string): Exact {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const [left, right] = alignedUnits(a, b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function isZero(a: Exact): boolean {
  return a.units === 0n;
}

export function add(a: Exact, b: Exact): Exact {
  const [left, right] = alignedUnits(a, b);
  return rounded({ units: left + right, scale: Math.max(a.scale, b.scale) });
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, { units: -b.units, scale: b.scale });
}

export function multiply(a: Exact, b: Exact): Exact {
  return rounded({ units: a.units * b.units, scale: a.scale + b.scale });
}

/** `b` isn't zero. */
export function divide(a: Exact, b: Exact): Exact {
  // Enough digits that the quotient, cut off, still has one more than are kept: half up looks no further.
  const extra = SIGNIFICANT_DIGITS + digitsOf(b.units);
  return rounded({ units: (a.units * 10n ** BigInt(extra)) / b.units, scale: a.scale + extra - b.scale });
}

/** Yuan and fen, half up: `12.50`. The number isn't negative. */
export function fenOf(a: Exact): string {
  const { units, scale } = a.scale > 2 ? without(a, a.scale - 2) : a;
  const fen = (units * 10n ** BigInt(2 - scale)).toString().padStart(3, '0');
  return `${fen.slice(0, -2)}.${fen.slice(-2)}`;
}

function rounded(a: Exact): Exact {
  const surplus = digitsOf(a.units) - SIGNIFICANT_DIGITS;
  return surplus <= 0 ? a : without(a, surplus);
}

/** Without its last digits: half up, which for a negative number means away from zero. */
function without({ units, scale }: Exact, digits: number): Exact {
  const step = 10n ** BigInt(digits);
  const magnitude = units < 0n ? -units : units;
  const kept = magnitude / step + (2n * (magnitude % step) >= step ? 1n : 0n);
  return { units: units < 0n ? -kept : kept, scale: scale - digits };
}

function alignedUnits(a: Exact, b: Exact): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * 10n ** BigInt(scale - a.scale), b.units * 10n ** BigInt(scale - b.scale)];
}

function digitsOf(units: bigint): number {
  return (units < 0n ? -units : units).toString().length;
}
