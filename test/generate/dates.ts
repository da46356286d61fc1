import fc from 'fast-check';
import type { CivilDate } from '../../src/engine/civil-date.ts';

/** Days at which calendars go wrong, close enough together that they often meet at whole months and years. */
const DAYS = [2020, 2022, 2023, 2024].flatMap((year) =>
  ['01-01', '01-31', '02-28', '03-01', '03-31', '04-30', '08-31', '12-31'].map((day) => `${year}-${day}`),
);

/** Mostly a day of the pool or its neighbour, often one of three so that two dates meet; now and then any day. */
export const arbitraryDate: fc.Arbitrary<CivilDate> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('2023-01-31', '2024-02-29', '2024-03-01') },
  { weight: 3, arbitrary: fc.constantFrom(...DAYS, '2020-02-29') },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(-1, 1)).map(dayAfter) },
  { weight: 1, arbitrary: anyDate(1990, 2030) },
);

export const arbitraryAsOf: fc.Arbitrary<CivilDate> = fc.oneof(
  { weight: 30, arbitrary: arbitraryDate },
  { weight: 1, arbitrary: fc.constantFrom('0001-01-01', '9999-12-31') },
);

/** Any civil date from January of the first year to December of the last. */
export function anyDate(firstYear: number, lastYear: number): fc.Arbitrary<CivilDate> {
  const [min, max] = [
    new Date(`${String(firstYear).padStart(4, '0')}-01-01`),
    new Date(`${String(lastYear).padStart(4, '0')}-12-31`),
  ];
  return fc.date({ min, max, noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
}

/** The date so many days after this one. */
export function dayAfter([date, days]: readonly [CivilDate, number]): CivilDate {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
