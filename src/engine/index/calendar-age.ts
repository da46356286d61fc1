import type { CivilDate } from '../civil-date.ts';
import type { Derivation } from '../rule-set.ts';

type Unit = Extract<Derivation, { kind: 'age' }>['in'];

/** Whole years, months or days from one civil date to another: what `derive` counts, in plain arithmetic. */
export function calendarAge(unit: Unit, from: CivilDate, to: CivilDate): number {
  switch (unit) {
    case 'years':
      return Math.floor(months(from, to) / 12);
    case 'months':
      return months(from, to);
    case 'days':
      return dayNumber(to) - dayNumber(from);
  }
}

/** A month is complete on the corresponding day, or on the last day of a month that has none. */
function months(from: CivilDate, to: CivilDate): number {
  const [year, month] = [yearOf(to), monthOf(to)];
  const whole = (year - yearOf(from)) * 12 + month - monthOf(from);
  return dayOf(to) < Math.min(dayOf(from), lengthOf(year, month)) ? whole - 1 : whole;
}

/** Days since the first of March of the year 0: a year that begins in March has its leap day at the end. */
function dayNumber(date: CivilDate): number {
  const late = monthOf(date) < 3;
  const year = late ? yearOf(date) - 1 : yearOf(date);
  const month = monthOf(date) + (late ? 9 : -3);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + Math.floor((month * 153 + 2) / 5) + dayOf(date) - 1;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lengthOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (LENGTHS[month - 1] as number);
}

function yearOf(date: CivilDate): number {
  return digit(date, 0) * 1000 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3);
}

function monthOf(date: CivilDate): number {
  return digit(date, 5) * 10 + digit(date, 6);
}

function dayOf(date: CivilDate): number {
  return digit(date, 8) * 10 + digit(date, 9);
}

function digit(date: CivilDate, place: number): number {
  return date.charCodeAt(place) - 48;
}
