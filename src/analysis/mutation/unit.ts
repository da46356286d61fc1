import { addDays } from '../../engine/civil-date.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { Fact } from '../../engine/rule-set.ts';
import { isDecimal, type Value } from '../../engine/value.ts';

const FEN = new Decimal('0.01');

/**
 * The next value of a number or date, one unit up or down: one, one fen, one day; of a ratio or measure one in the last
 * place written, for a ratio at least a whole percent. Null for what has no next value.
 */
export function nextValue(fact: Fact, value: Value, direction: 1 | -1): Value | null {
  if (isDecimal(value)) return value.plus(unitOf(fact, value).times(direction));
  return fact.type.kind === 'date' && typeof value === 'string' ? addDays(value, direction) : null;
}

/** One unit of the fact, for a figure written as `value` is. */
export function unitOf({ type }: Fact, value: Decimal): Decimal {
  switch (type.kind) {
    case 'money':
      return FEN;
    case 'ratio':
      return rateUnit(value);
    case 'number':
      return lastPlace(value, 0);
    default:
      return new Decimal(1);
  }
}

/** One in the last place of a rate as written, at least a whole percent: 20 % and 21 %, 1.5 % and 1.6 %. */
export function rateUnit(rate: Decimal): Decimal {
  return lastPlace(rate, 2);
}

function lastPlace(value: Decimal, fewest: number): Decimal {
  return new Decimal(10).pow(-Math.max(fewest, value.decimalPlaces()));
}
