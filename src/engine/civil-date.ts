import { UTCDate } from '@date-fns/utc';
import { addDays as addUtcDays } from 'date-fns/addDays';
import { addMonths } from 'date-fns/addMonths';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';

/** A civil date `YYYY-MM-DD`. Such strings order like the days they name. */
export type CivilDate = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists in the Gregorian calendar, written `YYYY-MM-DD`, from year 0001 on. */
export function isCivilDate(text: string): boolean {
  if (!SHAPE.test(text) || text.startsWith('0000')) return false;
  const date = toUtc(text);
  return !Number.isNaN(date.getTime()) && fromUtc(date) === text;
}

/** The day that many days later; earlier when negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromUtc(addUtcDays(toUtc(date), days));
}

/** The corresponding day that many months later, or the last day of a month that has none. */
export function addMonthsTo(date: CivilDate, months: number): CivilDate {
  return fromUtc(addMonths(toUtc(date), months));
}

/** Whole days from `from` to `to`; negative when `to` comes first. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return differenceInCalendarDays(toUtc(to), toUtc(from));
}

/**
 * Whole calendar months from `from` to `to`, rounded down. A month is complete on the corresponding day, or on
 * the last day of a month that has none (Civil Code of the PRC, article 202). Negative when `to` comes first.
 */
export function monthsBetween(from: CivilDate, to: CivilDate): number {
  const [start, end] = [toUtc(from), toUtc(to)];
  const months = (end.getFullYear() - start.getFullYear()) * 12 + (end.getMonth() - start.getMonth());
  return addMonths(start, months) <= end ? months : months - 1;
}

/** Whole calendar years from `from` to `to`, rounded down: twelve complete months each. */
export function yearsBetween(from: CivilDate, to: CivilDate): number {
  return Math.floor(monthsBetween(from, to) / 12);
}

/** UTC on purpose: the time zone of the process must not decide a civil date. */
function toUtc(date: CivilDate): UTCDate {
  return new UTCDate(`${date}T00:00:00Z`);
}

function fromUtc(date: Date): CivilDate {
  return date.toISOString().slice(0, 10);
}
