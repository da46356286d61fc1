import type { Amount } from '../engine/amount-formula.ts';
import { Decimal } from '../engine/decimal.ts';

/** Beyond this many fen a double may stand for two figures of 15 digits. */
const MOST_FEN = 1e15;

/**
 * A rate or an amount per unit in whole numbers that a double holds exactly: the fen for a value, null where they don't
 * suffice. Null as a whole where the formula isn't of that kind. Twin of `computeAmount` in `src/engine/amount.ts`.
 */
export function createLinearAmount(formula: Amount): ((value: number) => number | null) | null {
  if (formula.kind !== 'rate' && formula.kind !== 'per-unit') return null;
  const factor = formula.kind === 'rate' ? formula.rate : formula.amount;
  const scale = 10 ** factor.decimalPlaces();
  const times = factor.times(scale).toNumber();
  const most = formula.kind === 'per-unit' && formula.maxUnits !== null ? formula.maxUnits : null;
  const [cap, floor] = [fenOf(formula.cap), fenOf(formula.floor)];
  const bounds = [
    times,
    scale,
    cap ?? 0,
    floor ?? 0,
    most === null ? 0 : (hundredths(most.toNumber()) ?? -1),
  ];
  if (!bounds.every((each) => Number.isSafeInteger(each) && each >= 0)) return null;
  const mostUnits = most === null ? Number.POSITIVE_INFINITY : most.toNumber();
  return (value) => {
    const counted = hundredths(Math.min(value, mostUnits));
    if (counted === null || counted < 0) return null;
    const product = counted * times;
    if (product > Number.MAX_SAFE_INTEGER / 2) return null;
    const fen = halfUp(product, scale);
    return Math.max(cap === null ? fen : Math.min(fen, cap), floor ?? 0);
  };
}

/** The value times 100; null where that isn't whole, where it is too large, and for NaN. */
function hundredths(value: number): number | null {
  const whole = Math.round(value * 100);
  return whole / 100 === value && Math.abs(whole) < MOST_FEN ? whole : null;
}

function halfUp(product: number, scale: number): number {
  const rest = product % scale;
  return (product - rest) / scale + (2 * rest >= scale ? 1 : 0);
}

/** Half up, like what it bounds: rounding both keeps their order. */
function fenOf(yuan: Decimal | null): number | null {
  return yuan === null ? null : yuan.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).times(100).toNumber();
}
