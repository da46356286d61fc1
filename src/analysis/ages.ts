import { type CivilDate, daysBetween, monthsBetween, yearsBetween } from '../engine/civil-date.ts';
import { Decimal } from '../engine/decimal.ts';
import { ALL_DAYS, dateOf } from './day-number.ts';
import type { End, Span } from './spans.ts';

export type AgeUnit = 'years' | 'months' | 'days';

const AGE = { years: yearsBetween, months: monthsBetween, days: daysBetween };

/** The age on a day of what began on another. It never grows with the day of beginning. */
export function ageOn(asOf: CivilDate, unit: AgeUnit, since: Decimal): Decimal {
  return new Decimal(AGE[unit](dateOf(since), asOf));
}

/** The days of beginning whose age lies in the span. */
export function daysWithAge(asOf: CivilDate, unit: AgeUnit, ages: Span): Span | null {
  const last = ages.low === null ? lastDay() : lastDayWithAge(asOf, unit, ages.low.at.ceil());
  const before = ages.high === null ? null : lastDayWithAge(asOf, unit, ages.high.at.floor().plus(1));
  const first = before === null ? firstDay() : before.plus(1);
  if (last === null || first.gt(last)) return null;
  return { low: { at: first, open: false }, high: { at: last, open: false } };
}

/** The ages that beginning on a day of the span gives. None is left out: from day to day an age changes by one at most. */
export function agesWithin(asOf: CivilDate, unit: AgeUnit, days: Span): Span {
  const end = (day: End | null, otherwise: Decimal) => ({
    at: ageOn(asOf, unit, day?.at ?? otherwise),
    open: false,
  });
  return { low: end(days.high, lastDay()), high: end(days.low, firstDay()) };
}

/** The last day of beginning with which something is at least that old; null where none is early enough. */
function lastDayWithAge(asOf: CivilDate, unit: AgeUnit, age: Decimal): Decimal | null {
  let [low, high] = [firstDay().toNumber(), lastDay().toNumber()];
  const isOldEnough = (day: number) => ageOn(asOf, unit, new Decimal(day)).gte(age);
  if (!isOldEnough(low)) return null;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isOldEnough(middle)) low = middle;
    else high = middle - 1;
  }
  return new Decimal(low);
}

function firstDay(): Decimal {
  return ALL_DAYS.low?.at ?? new Decimal(0);
}

function lastDay(): Decimal {
  return ALL_DAYS.high?.at ?? new Decimal(0);
}
