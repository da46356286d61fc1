import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, isCivilDate, monthsBetween, yearsBetween } from '../../src/engine/civil-date.ts';
import { anyDate, arbitraryDate } from '../generate/dates.ts';

describe('civil dates', () => {
  const check = (text: string, expected: boolean) =>
    it(`${JSON.stringify(text)} ${expected ? 'is' : 'is not'} one`, () =>
      expect(isCivilDate(text)).toBe(expected));

  check('2024-02-29', true);
  check('2023-02-29', false);
  check('2000-02-29', true);
  check('1900-02-29', false);
  check('2024-04-31', false);
  check('2024-13-01', false);
  check('2024-00-10', false);
  check('2024-01-00', false);
  check('0001-01-01', true);
  check('0000-01-01', false);
  check('9999-12-31', true);
  check('2024-1-1', false);
  check('2024-01-01T00:00:00Z', false);
  check(' 2024-01-01', false);
  check('20240101', false);
  check('', false);
});

describe('whole months and years', () => {
  const check = (from: string, to: string, months: number, years: number) =>
    it(`from ${from} to ${to}: ${months} months, ${years} years`, () => {
      expect(monthsBetween(from, to)).toBe(months);
      expect(yearsBetween(from, to)).toBe(years);
    });

  check('2023-01-31', '2023-02-27', 0, 0);
  check('2023-01-31', '2023-02-28', 1, 0);
  check('2024-01-31', '2024-02-28', 0, 0);
  check('2024-01-31', '2024-02-29', 1, 0);
  check('2023-03-31', '2023-04-30', 1, 0);
  check('2023-02-28', '2023-03-28', 1, 0);
  check('2020-02-29', '2021-02-27', 11, 0);
  check('2020-02-29', '2021-02-28', 12, 1);
  check('2020-02-29', '2024-02-28', 47, 3);
  check('2020-02-29', '2024-02-29', 48, 4);
  check('2023-05-10', '2024-05-09', 11, 0);
  check('2023-05-10', '2024-05-10', 12, 1);
  check('2024-05-10', '2024-05-10', 0, 0);
  check('2024-05-10', '2024-05-09', -1, -1);
  check('2024-05-10', '2024-04-10', -1, -1);
  check('2024-05-10', '2023-05-10', -12, -1);
  check('2024-05-10', '2023-05-09', -13, -2);
  check('0001-01-31', '0099-02-28', 1177, 98);
});

/** A day as three numbers: the twin knows no Date. */
type Day = readonly [year: number, month: number, day: number];

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lengthOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

function tomorrow([year, month, day]: Day): Day {
  if (day < lengthOf(year, month)) return [year, month, day + 1];
  return month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1];
}

const read = (text: string): Day => text.split('-').map(Number) as unknown as Day;

const write = ([year, month, day]: Day): string =>
  [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');

/** Walks from the earlier day to the later, one day at a time. */
function walk(from: string, to: string): { days: number; months: number } {
  const start = read(from);
  let at = start;
  let [days, months] = [0, 0];
  while (write(at) < to) {
    at = tomorrow(at);
    days += 1;
    // A month is complete on the day of the same number, or on the last of a month that has none.
    if (at[2] === Math.min(start[2], lengthOf(at[0], at[1]))) months += 1;
  }
  return { days, months };
}

describe('against a twin that counts days', () => {
  const ordered = (days: fc.Arbitrary<string>) => fc.tuple(days, days).map((pair) => pair.toSorted());
  const pairs = fc.oneof(ordered(arbitraryDate), ordered(anyDate(1890, 1910)), ordered(anyDate(1, 20)));

  it('days, months and years agree', () =>
    fc.assert(
      fc.property(pairs, ([from = '', to = '']) => {
        const { days, months } = walk(from, to);
        expect(daysBetween(from, to)).toBe(days);
        expect(daysBetween(to, from)).toBe(days === 0 ? 0 : -days);
        expect(monthsBetween(from, to)).toBe(months);
        expect(yearsBetween(from, to)).toBe(Math.floor(months / 12));
      }),
      { seed: 20_240_229, numRuns: 1500 },
    ));

  it('every day that the twin reaches is one, and the days between are none', () => {
    for (let day = read('1999-12-31'); write(day) < '2004-03-02'; day = tomorrow(day)) {
      expect(isCivilDate(write(day))).toBe(true);
      const beyond: Day = [day[0], day[1], lengthOf(day[0], day[1]) + 1];
      expect(isCivilDate(write(beyond))).toBe(false);
    }
  });
});

describe('time zone of the process', () => {
  const check = (timeZone: string, offsetMinutes: number) =>
    it(`${timeZone} does not decide a civil date`, () => {
      const before = process.env.TZ;
      try {
        process.env.TZ = timeZone;
        expect(new Date('2024-01-15T12:00:00Z').getTimezoneOffset()).toBe(offsetMinutes);
        // Clocks change on these days; on 2011-12-30 Apia had no day at all, Shanghai no midnight on 1940-06-01.
        expect(daysBetween('2024-03-09', '2024-03-11')).toBe(2);
        expect(daysBetween('2011-12-29', '2011-12-31')).toBe(2);
        expect(daysBetween('1940-05-31', '1940-06-02')).toBe(2);
        expect(monthsBetween('2011-11-30', '2011-12-30')).toBe(1);
        expect(monthsBetween('2024-01-31', '2024-02-29')).toBe(1);
        expect(isCivilDate('2011-12-30')).toBe(true);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    });

  check('Asia/Shanghai', -480);
  check('America/St_Johns', 210);
  check('Pacific/Apia', -780);
  check('UTC', 0);
});
