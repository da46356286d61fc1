import { computeAmount } from '../../engine/amount.ts';
import type { Amount, Bounds } from '../../engine/amount-formula.ts';
import { Decimal } from '../../engine/decimal.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import type { Reader } from '../../engine/trace.ts';
import type { Both } from './sides.ts';

/** Values of the one fact that two formulas count, for which one side gives more. Null is without end; ends are left out. */
export interface Region {
  readonly low: Decimal | null;
  readonly high: Decimal | null;
  /** A single value. */
  readonly at: Decimal | null;
  readonly direction: 'gains' | 'loses';
}

const ZERO = new Decimal(0);

/**
 * Where the new formula gives more than the old one, and where less. Between the kinks of both, formulas of one fact are
 * straight lines: two points tell each of them whole. Exact but for rounding to the fen, which keeps the order.
 */
export function amountRegions(formulas: Both<Amount>, ruleSet: RuleSet, asOf: string): readonly Region[] {
  const difference = (value: Decimal) =>
    valueAt(formulas.new, value, ruleSet, asOf).minus(valueAt(formulas.old, value, ruleSet, asOf));
  const kinks = refined(
    sorted([...kinksOf(formulas.old), ...kinksOf(formulas.new)]),
    formulas,
    ruleSet,
    asOf,
  );
  const points = kinks.flatMap((at) => region(difference(at), { low: null, high: null, at }));
  const gaps = [null, ...kinks].map((low, index) => ({ low, high: kinks[index] ?? null, at: null }));
  return [...points, ...gaps.flatMap((gap) => split(gap, difference))];
}

type Gap = Omit<Region, 'direction'>;

function region(difference: Decimal, gap: Gap): readonly Region[] {
  if (difference.isZero()) return [];
  return [{ ...gap, direction: difference.isPositive() ? 'gains' : 'loses' }];
}

/** A straight line over a gap has one sign, or two on either side of where it crosses zero. */
function split(gap: Gap, difference: (value: Decimal) => Decimal): readonly Region[] {
  const [p, q] = inside(gap);
  const [atP, atQ] = [difference(p), difference(q)];
  const slope = atQ.minus(atP);
  if (slope.isZero()) return region(atP, gap);
  const crossing = crossingOf(p, q, atP, slope);
  const isInside = (gap.low === null || crossing.gt(gap.low)) && (gap.high === null || crossing.lt(gap.high));
  if (!isInside) return region(atP.isZero() ? atQ : atP, gap);
  return [...region(slope.neg(), { ...gap, high: crossing }), ...region(slope, { ...gap, low: crossing })];
}

/** Where a line through `atP` at p that rises by so much until q is zero. One division: what is exact stays so. */
function crossingOf(p: Decimal, q: Decimal, atP: Decimal, rise: Decimal): Decimal {
  return p.minus(atP.times(q.minus(p)).div(rise));
}

/** Two values within a gap, as exact as its ends. */
function inside({ low, high }: Gap): readonly [Decimal, Decimal] {
  if (low !== null && high !== null) {
    const half = high.minus(low).div(2);
    return [low.plus(half.div(2)), low.plus(half)];
  }
  if (low !== null) return [low.plus(1), low.plus(2)];
  return high === null ? [ZERO, new Decimal(1)] : [high.minus(2), high.minus(1)];
}

/** What a formula gives for one value of its fact: unrounded, never below zero. */
function valueAt(formula: Amount, value: Decimal, ruleSet: RuleSet, asOf: string): Decimal {
  return Decimal.max(unrounded(formula, value, ruleSet, asOf), ZERO);
}

function unrounded(formula: Amount, value: Decimal, ruleSet: RuleSet, asOf: string): Decimal {
  const reader: Reader = {
    ruleSet,
    asOf,
    agesOn: asOf,
    read: (fact) => ({ fact, reports: [], from: [], rows: [], known: true, value }),
  };
  return computeAmount(formula, reader).trace.range.least ?? ZERO;
}

/** Where a formula, cap and floor left out, may bend or jump. */
function kinksOf(formula: Amount): readonly Decimal[] {
  switch (formula.kind) {
    case 'fixed':
      return [];
    case 'greater-of':
    case 'lesser-of':
      return formula.parts.flatMap(kinksOf);
    case 'rate':
      return [ZERO];
    case 'per-unit':
      return formula.maxUnits === null ? [ZERO] : [ZERO, formula.maxUnits];
    case 'tiers':
      return [ZERO, ...formula.bands.flatMap(({ upTo }) => upTo ?? [])];
  }
}

/** Adds where a cap, a floor, zero or another part takes over: where straight lines between the kinks meet. */
function refined(
  kinks: readonly Decimal[],
  formulas: Both<Amount>,
  ruleSet: RuleSet,
  asOf: string,
): readonly Decimal[] {
  const lines = [formulas.old, formulas.new].flatMap(linesOf);
  const gaps: readonly Gap[] = [null, ...kinks].map((low, index) => ({
    low,
    high: kinks[index] ?? null,
    at: null,
  }));
  const found = gaps.flatMap((gap) => {
    const [p, q] = inside(gap);
    const ends = lines.map(
      (line) => [lineAt(line, p, ruleSet, asOf), lineAt(line, q, ruleSet, asOf)] as const,
    );
    return ends.flatMap(([a, b], index) =>
      ends.slice(index + 1).flatMap(([c, d]) => {
        const slope = b.minus(a).minus(d.minus(c));
        if (slope.isZero()) return [];
        const at = crossingOf(p, q, a.minus(c), slope);
        const isInside = (gap.low === null || at.gt(gap.low)) && (gap.high === null || at.lt(gap.high));
        return isInside ? [at] : [];
      }),
    );
  });
  return sorted([...kinks, ...found]);
}

type Line = { readonly formula: Amount } | { readonly level: Decimal };

/** The formulas without their bounds, and the levels of those bounds. */
function linesOf(formula: Amount): readonly Line[] {
  if (formula.kind === 'fixed') return [{ level: formula.amount }];
  if ('parts' in formula) return formula.parts.flatMap(linesOf);
  const free: Bounds = { cap: null, floor: null };
  const levels = [formula.cap, formula.floor, ZERO].filter((level) => level !== null);
  return [{ formula: { ...formula, ...free } }, ...levels.map((level) => ({ level }))];
}

function lineAt(line: Line, value: Decimal, ruleSet: RuleSet, asOf: string): Decimal {
  return 'level' in line ? line.level : unrounded(line.formula, value, ruleSet, asOf);
}

function sorted(values: readonly Decimal[]): readonly Decimal[] {
  const ascending = values.toSorted((a, b) => a.comparedTo(b));
  return ascending.filter((value, index) => ascending[index - 1]?.eq(value) !== true);
}
