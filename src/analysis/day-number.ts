import { addDays, type CivilDate, daysBetween } from '../engine/civil-date.ts';
import { Decimal } from '../engine/decimal.ts';
import type { Span } from './spans.ts';

const FIRST = '2000-01-01';

/** Days count from 2000-01-01, so that dates are whole numbers. */
export function dayNumber(date: CivilDate): Decimal {
  return new Decimal(daysBetween(FIRST, date));
}

export function dateOf(day: Decimal): CivilDate {
  return addDays(FIRST, day.toNumber());
}

/** From year 0001 to year 9999: what a profile can hold. */
export const ALL_DAYS: Span = {
  low: { at: dayNumber('0001-01-01'), open: false },
  high: { at: dayNumber('9999-12-31'), open: false },
};
