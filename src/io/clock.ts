import type { CivilDate } from '../engine/civil-date.ts';

const SHANGHAI = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Today's civil date in China, whatever the time zone of the process. */
export function todayInShanghai(): CivilDate {
  return SHANGHAI.format(new Date());
}
