import { type Hierarchy, pathTo } from '../../src/engine/hierarchy.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { OTHER_SIZES, REPORTED, SIZE_ROWS, SIZES, type SizeRow } from '../workload/catalogue.ts';
import type { Enterprise, Reported } from '../workload/enterprises.ts';

/**
 * An enterprise as the peers get it: every fact by name, null where it is unknown. What they can't work out themselves is
 * worked out for them: derived facts, dates as numbers `YYYYMMDD`, and for a code the branches that it lies in, one field
 * for each level (`industry_1` to `industry_4`).
 */
export interface Flat {
  readonly [field: string]: Reported;
}

/** How many levels each hierarchy has below a common root, where there is one. */
export const LEVELS: Readonly<Record<string, number>> = { registeredRegion: 3, industry: 4 };

/** The levels of a code, without the one root of all. */
export function levelsOf(hierarchy: Hierarchy, fact: string, code: string): readonly string[] {
  const path = pathTo(hierarchy, code).toReversed();
  return fact === 'registeredRegion' ? path.slice(1) : path;
}

/** Turns enterprises into what peers get. */
export function createFlattener(ruleSet: RuleSet): (enterprise: Enterprise) => Flat {
  const levels = new Map<string, readonly string[]>();
  const cachedLevels = (fact: string, code: string): readonly string[] => {
    const seen = levels.get(code);
    if (seen !== undefined) return seen;
    const table = ruleSet.hierarchies.get(fact === 'industry' ? 'industry' : 'division');
    if (table === undefined) throw new Error(`no hierarchy of '${fact}'`);
    const found = levelsOf(table, fact, code);
    levels.set(code, found);
    return found;
  };
  return (enterprise) => {
    const flat: Record<string, Reported> = {};
    REPORTED.forEach(({ id, type }, at) => {
      const value = enterprise[at] ?? null;
      if (type === 'date') flat[id] = value === null ? null : dayNumber(value as string);
      else if (type === 'code') {
        const path = value === null ? [] : cachedLevels(id, value as string);
        flat[`${id}_0`] = value;
        for (let level = 1; level <= (LEVELS[id] ?? 0); level += 1)
          flat[`${id}_${level}`] = path[level - 1] ?? null;
      } else flat[id] = value;
    });
    // As a request's body would be: V8 gives objects that were parsed the faster form.
    return JSON.parse(JSON.stringify(derive(flat)));
  };
}

export function dayNumber(date: string): number {
  return Number(date.replaceAll('-', ''));
}

/** The as-of date is 2025-09-01: no month is too short to have a corresponding day. */
function derive(flat: Record<string, Reported>): Flat {
  const { establishedOn, highTechSince, rdExpense, annualRevenue } = flat;
  flat.ageYears = typeof establishedOn === 'number' ? Math.floor(monthsSince(establishedOn) / 12) : null;
  flat.highTechMonths = typeof highTechSince === 'number' ? monthsSince(highTechSince) : null;
  flat.rdIntensity =
    typeof rdExpense === 'number' && typeof annualRevenue === 'number' && annualRevenue > 0
      ? rdExpense / annualRevenue
      : null;
  flat.size = sizeOf(flat);
  return flat;
}

export function monthsSince(day: number): number {
  const months = (2025 - Math.floor(day / 10_000)) * 12 + 9 - (Math.floor(day / 100) % 100);
  return day % 100 > 1 ? months - 1 : months;
}

/** Every class that is possible; null where more than one is. Where the industry is unknown, no row is sure. */
export function sizeOf(flat: Flat): Reported {
  const section = flat.industry_1;
  const rows = typeof section === 'string' ? [rowOf(section)] : [...SIZE_ROWS, OTHER_SIZES];
  const possible = new Set(rows.flatMap((row) => sizesIn(row, flat, typeof section === 'string')));
  const [size = null] = possible;
  return possible.size === 1 ? size : null;
}

function rowOf(section: string): SizeRow {
  return SIZE_ROWS.find(({ branches }) => branches.includes(section)) ?? OTHER_SIZES;
}

function sizesIn({ revenue, employees }: SizeRow, flat: Flat, sure: boolean): readonly string[] {
  const possible: string[] = [];
  for (const [at, size] of SIZES.slice(0, 3).entries()) {
    const truths = [
      flat.annualRevenue === null ? null : (flat.annualRevenue as number) >= (revenue[at] ?? 0),
      flat.employees === null ? null : (flat.employees as number) >= (employees[at] ?? 0),
    ];
    if (!truths.includes(false)) possible.push(size);
    if (sure && truths.every((truth) => truth === true)) return possible;
  }
  return [...possible, 'micro'];
}
