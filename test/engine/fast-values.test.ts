import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, monthsBetween, yearsBetween } from '../../src/engine/civil-date.ts';
import { Decimal } from '../../src/engine/decimal.ts';
import { calendarAge } from '../../src/engine/index/calendar-age.ts';
import { nearestDouble } from '../../src/engine/index/double.ts';

const arbitraryDay = fc.integer({ min: 0, max: 1_200_000 }).map((days) => addDays('0001-01-01', days));
const arbitraryMonthEnd = fc
  .tuple(
    fc.integer({ min: 1890, max: 2110 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: -3, max: 1 }),
  )
  .map(([year, month, days]) => addDays(`${year}-${String(month).padStart(2, '0')}-01`, days));
const arbitraryDate = fc.oneof(arbitraryDay, arbitraryMonthEnd);

describe('plain arithmetic counts ages', () => {
  it('as the calendar does', () => {
    fc.assert(
      fc.property(arbitraryDate, arbitraryDate, (from, to) => {
        expect(calendarAge('years', from, to)).toBe(yearsBetween(from, to));
        expect(calendarAge('months', from, to)).toBe(monthsBetween(from, to));
        expect(calendarAge('days', from, to)).toBe(daysBetween(from, to));
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('the double of a decimal', () => {
  const arbitraryDecimal = fc
    .tuple(
      fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }),
      fc.integer({ min: -30, max: 12 }),
      fc.boolean(),
    )
    .map(([digits, exponent, short]) => new Decimal(`${short ? digits / 10n ** 14n : digits}e${exponent}`));

  it('is the nearest one', () => {
    fc.assert(
      fc.property(arbitraryDecimal, (decimal) => {
        expect(nearestDouble(decimal)).toBe(Number(decimal.toString()));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    '0',
    '-0',
    '0.1',
    '1e21',
    '1e-21',
    '9007199254740993',
    '99999999999999.9999999',
    '1e400',
    '0.30000000000000004',
  ])('of %s too', (text) => expect(nearestDouble(new Decimal(text))).toBe(Number(text)));
});
