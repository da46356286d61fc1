import { addDays, addMonthsTo, type CivilDate, isCivilDate } from '../engine/civil-date.ts';
import type { Condition, Leaf } from '../engine/condition.ts';
import { leavesIn } from '../engine/facts-read.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { isDecimal } from '../engine/value.ts';
import { factsUnder } from './structure.ts';

/** The days on which something is in force; null is without end. */
export interface Window {
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
}

/** Where no rule names a day, any will do. */
const ANY_DAY = '2025-01-01';
/** More than any rule that people can read names; each costs a search. */
const MOST_DAYS = 400;

export function windowOf({ validFrom, validTo }: Policy): Window {
  return { from: validFrom, to: validTo };
}

/** Null where the two are never in force together. */
export function commonWindow(a: Window, b: Window): Window | null {
  const from = a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from;
  const to = a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to;
  return from !== null && to !== null && from > to ? null : { from, to };
}

/**
 * Days of the window that tell all others apart. What conditions mean depends on the day only through ages; then the
 * ends count, and the days on which something that began on a day that a rule names comes to an age that a rule names.
 */
export function daysToTry(
  ruleSet: RuleSet,
  conditions: readonly Condition[],
  window: Window,
): readonly CivilDate[] {
  const facts = new Set(conditions.flatMap((condition) => [...factsUnder(condition, ruleSet)]));
  const first = window.from ?? window.to ?? ANY_DAY;
  const ages = [...facts].flatMap((id) => {
    const derivation = ruleSet.facts.get(id)?.derivation;
    return derivation?.kind === 'age' ? [{ id, ...derivation }] : [];
  });
  if (ages.length === 0) return [first];
  const leaves = allLeaves(ruleSet, conditions, facts);
  const turning = ages.flatMap(({ id, since, in: unit }) =>
    datesNamed(leaves, since).flatMap((date) =>
      numbersNamed(leaves, id).flatMap((age) => daysAround(date, unit, age)),
    ),
  );
  const inside = turning.filter(
    (day) => (window.from === null || day >= window.from) && (window.to === null || day <= window.to),
  );
  return [...new Set([first, window.to ?? first, ...inside])].slice(0, MOST_DAYS);
}

function allLeaves(
  ruleSet: RuleSet,
  conditions: readonly Condition[],
  facts: ReadonlySet<string>,
): readonly Leaf[] {
  const rows = [...facts].flatMap((id) => {
    const derivation = ruleSet.facts.get(id)?.derivation;
    return derivation?.kind === 'table' ? derivation.rows.map(({ when }) => when) : [];
  });
  return [...conditions, ...rows].flatMap(leavesIn);
}

function datesNamed(leaves: readonly Leaf[], fact: string): readonly CivilDate[] {
  return leaves.flatMap(({ fact: id, wanted }) =>
    id === fact && 'constant' in wanted && typeof wanted.constant === 'string' ? [wanted.constant] : [],
  );
}

function numbersNamed(leaves: readonly Leaf[], fact: string): readonly number[] {
  return leaves.flatMap(({ fact: id, wanted }) =>
    id === fact && 'constant' in wanted && isDecimal(wanted.constant)
      ? [wanted.constant.ceil().toNumber()]
      : [],
  );
}

function daysAround(date: CivilDate, unit: 'years' | 'months' | 'days', age: number): readonly CivilDate[] {
  if (Math.abs(age) > 40_000) return [];
  const day = unit === 'days' ? addDays(date, age) : addMonthsTo(date, unit === 'years' ? 12 * age : age);
  return [-1, 0, 1].map((days) => addDays(day, days)).filter(isCivilDate);
}
