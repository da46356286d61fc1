/** Civil dates by integers alone: no date library, no time zone. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 0001-01-01 to the date `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  const { year, month, day } = dayOf(date);
  const earlier = year - 1;
  let days = 365 * earlier + Math.floor(earlier / 4) - Math.floor(earlier / 100) + Math.floor(earlier / 400);
  for (let each = 1; each < month; each += 1) days += monthLength(year, each);
  return days + day - 1;
}

/** Whole days, months or years from `from` to `to`, rounded down; negative when `to` comes first. */
export function ageIn(unit: 'years' | 'months' | 'days', from: string, to: string): number {
  if (unit === 'days') return dayNumber(to) - dayNumber(from);
  const months = completeMonths(dayOf(from), dayOf(to));
  return unit === 'months' ? months : Math.floor(months / 12);
}

/** A month is complete on the day of the same number, or on the last day of a month that is too short to have it. */
function completeMonths(from: Day, to: Day): number {
  const months = 12 * (to.year - from.year) + (to.month - from.month);
  const due = Math.min(from.day, monthLength(to.year, to.month));
  return to.day >= due ? months : months - 1;
}

function monthLength(year: number, month: number): number {
  if (month === 2 && isLeap(year)) return 29;
  const length = MONTH_LENGTHS[month - 1];
  if (length === undefined) throw new Error(`no month ${month}`);
  return length;
}

function isLeap(year: number): boolean {
  return year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0);
}

function dayOf(date: string): Day {
  const [year = '', month = '', day = ''] = date.split('-');
  return { year: Number(year), month: Number(month), day: Number(day) };
}
