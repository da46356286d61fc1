import { addDays, type CivilDate } from '../../engine/civil-date.ts';
import type { Policy, Text } from '../../engine/rule-set.ts';
import { describeDate } from '../../rules/plain/value.ts';
import { type Anyone, type Aspect, aspect } from './aspect.ts';
import type { Comparison } from './comparison.ts';
import { satisfying } from './satisfied.ts';
import type { Both } from './sides.ts';
import { replay, type Witness, witnessOf } from './witness.ts';

/** Days from the first to the last, both included; null is without end. */
export interface Window {
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
}

/** What days came to be covered or ceased to be; null where none did. */
export function validityAspect(policies: Both<Policy>, comparison: Comparison): Aspect | null {
  const [old, now] = [windowOf(policies.old), windowOf(policies.new)];
  const gained = without(now, old);
  const lost = without(old, now);
  if (gained.length + lost.length === 0) return null;
  const gains = gained.map((window) => looked(window, 'gains', policies, comparison));
  const loses = lost.map((window) => looked(window, 'loses', policies, comparison));
  return aspect('validity', {
    gains: anyOf(gains.map(({ found }) => found)),
    loses: anyOf(loses.map(({ found }) => found)),
    witnesses: [...gains, ...loses].flatMap(({ witness }) => witness ?? []),
    notes: [
      ...gained.map((window) => sayWindow(window, GAINED)),
      ...lost.map((window) => sayWindow(window, LOST)),
    ],
  });
}

function anyOf(found: readonly Anyone[]): Anyone {
  if (found.includes('some')) return 'some';
  return found.includes('undecided') ? 'undecided' : 'none';
}

export function windowOf({ validFrom, validTo }: Policy): Window {
  return { from: validFrom, to: validTo };
}

/** The day nearest to this one that lies in all the windows; null where they have none in common. */
export function dayIn(windows: readonly Window[], day: CivilDate): CivilDate | null {
  const starts = windows.flatMap(({ from }) => from ?? []).toSorted();
  const ends = windows.flatMap(({ to }) => to ?? []).toSorted();
  const [first, last] = [starts.at(-1), ends[0]];
  if (first !== undefined && last !== undefined && first > last) return null;
  if (first !== undefined && day < first) return first;
  return last !== undefined && day > last ? last : day;
}

/** The days of the first window that aren't in the second. */
function without(window: Window, other: Window): readonly Window[] {
  const before: Window | null =
    other.from === null ? null : { from: window.from, to: earlier(window.to, addDays(other.from, -1)) };
  const after: Window | null =
    other.to === null ? null : { from: later(window.from, addDays(other.to, 1)), to: window.to };
  return [before, after]
    .filter((each) => each !== null)
    .filter(({ from, to }) => from === null || to === null || from <= to);
}

function earlier(a: CivilDate | null, b: CivilDate): CivilDate {
  return a === null || b < a ? b : a;
}

function later(a: CivilDate | null, b: CivilDate): CivilDate {
  return a === null || b > a ? b : a;
}

interface Looked {
  readonly found: Anyone;
  readonly witness: Witness | null;
}

/** Someone who is entitled on a day of the window, under the side that covers it. */
function looked(
  window: Window,
  direction: Witness['direction'],
  policies: Both<Policy>,
  comparison: Comparison,
): Looked {
  const side = direction === 'gains' ? 'new' : 'old';
  const day = dayIn([window], comparison.asOf) ?? comparison.asOf;
  const request = satisfying({ [side]: policies[side] }, comparison, day);
  if (typeof request === 'string') return { found: request, witness: null };
  const states = replay(request, policies, comparison.sets);
  const witness = states === null ? null : witnessOf(request, states, 'outcome');
  return witness?.direction === direction
    ? { found: 'some', witness }
    : { found: 'undecided', witness: null };
}

const GAINED = { zh: '新增有效期', en: 'now in force' };
const LOST = { zh: '不再有效', en: 'no longer in force' };

function sayWindow({ from, to }: Window, { zh, en }: Text): Text {
  const days = (language: 'zh' | 'en', since: string, until: string) => [
    ...(from === null ? [] : [since.replace('{day}', describeDate(from, language))]),
    ...(to === null ? [] : [until.replace('{day}', describeDate(to, language))]),
  ];
  return {
    zh: `${zh}：${days('zh', '自{day}起', '至{day}止').join('')}`,
    en: `${en}: ${days('en', 'from {day}', 'until {day}').join(' ')}`,
  };
}
