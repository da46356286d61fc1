import type { Amount, Band, Bounds } from '../engine/amount-formula.ts';
import { add, compareExact, type Exact, exactOf, fenOf, multiply, subtract } from './exact.ts';
import type { Facts } from './facts.ts';
import { exactIn, plainOf } from './plain.ts';

/** What an amount comes to, in yuan with two decimals. */
export interface ReferenceAmount {
  /** Null where none is stated, and while an unknown fact could still change it: then the bounds are given. */
  readonly amount: string | null;
  readonly atLeast: string | null;
  readonly atMost: string | null;
}

export const NO_AMOUNT: ReferenceAmount = { amount: null, atLeast: null, atMost: null };

/** All that a formula can give: the least and the most of it; null is without end. */
interface Span {
  readonly least: Exact | null;
  readonly most: Exact | null;
}

type Number = Parameters<typeof plainOf>[0];
type Counted = Extract<Amount, { of: string }>;

const ZERO = exactOf('0');

/** The amount of one enterprise. What it can be is worked out for every formula; it is known where that is one figure. */
export async function referenceAmount(formula: Amount, facts: Facts): Promise<ReferenceAmount> {
  const { least, most } = await spanOf(formula, facts);
  const atLeast = fenOf(positive(least ?? ZERO));
  const atMost = most === null ? null : fenOf(positive(most));
  return atLeast === atMost ? { ...NO_AMOUNT, amount: atLeast } : { amount: null, atLeast, atMost };
}

async function spanOf(formula: Amount, facts: Facts): Promise<Span> {
  switch (formula.kind) {
    case 'fixed':
      return { least: exact(formula.amount), most: exact(formula.amount) };
    case 'greater-of':
    case 'lesser-of': {
      const parts: Span[] = [];
      for (const part of formula.parts) parts.push(await spanOf(part, facts));
      return choice(parts, formula.kind === 'greater-of' ? 'last' : 'first');
    }
    default:
      return withinBounds(await countedSpan(formula, facts), formula);
  }
}

/** The parts' ends, each in ascending order with what has no end outermost: the greater is the last, the lesser the first. */
function choice(parts: readonly Span[], which: 'first' | 'last'): Span {
  const leasts = parts.map(({ least }) => least).sort((a, b) => compareEnds(a, b, 'before all'));
  const mosts = parts.map(({ most }) => most).sort((a, b) => compareEnds(a, b, 'after all'));
  const at = which === 'first' ? 0 : -1;
  return { least: leasts.at(at) ?? null, most: mosts.at(at) ?? null };
}

function compareEnds(a: Exact | null, b: Exact | null, without: 'before all' | 'after all'): number {
  if (a !== null && b !== null) return compareExact(a, b);
  if (a === b) return 0;
  return (a === null) === (without === 'before all') ? -1 : 1;
}

async function countedSpan(formula: Counted, facts: Facts): Promise<Span> {
  const value = await facts.read(formula.of);
  if (value !== null) {
    const given = give(formula, exactIn(value));
    return { least: given, most: given };
  }
  // More of a thing may fall into a band that gives less.
  if (formula.kind === 'tiers') return { least: null, most: null };
  const { minimum, maximum } = facts.ruleSet.facts.get(formula.of)?.range ?? {};
  const lowest = minimum === undefined ? null : exact(minimum);
  const limit = formula.kind === 'per-unit' && formula.maxUnits !== null ? exact(formula.maxUnits) : null;
  const highest = maximum === undefined ? limit : exact(maximum);
  return {
    least: lowest === null ? null : give(formula, lowest),
    most: highest === null ? null : give(formula, highest),
  };
}

/** What the formula gives for a value, before cap and floor. */
function give(formula: Counted, value: Exact): Exact {
  switch (formula.kind) {
    case 'rate':
      return multiply(value, exact(formula.rate));
    case 'per-unit': {
      const limit = formula.maxUnits === null ? value : exact(formula.maxUnits);
      return multiply(compareExact(value, limit) > 0 ? limit : value, exact(formula.amount));
    }
    case 'tiers':
      return formula.mode === 'slab' ? slab(formula.bands, value) : marginal(formula.bands, value);
  }
}

/** The band is the first that reaches up to the value. */
function slab(bands: readonly Band[], value: Exact): Exact {
  for (const { upTo, rate, fixed } of bands)
    if (upTo === null || compareExact(value, exact(upTo)) <= 0)
      return add(multiply(value, exact(rate)), exact(fixed));
  return ZERO;
}

/** Of each band the part that the value fills, the first from zero; a band of which it fills nothing gives nothing. */
function marginal(bands: readonly Band[], value: Exact): Exact {
  return bands
    .map((band, index) => {
      const from = index === 0 ? ZERO : exact(bands[index - 1]?.upTo ?? null);
      const to = band.upTo === null || compareExact(value, exact(band.upTo)) < 0 ? value : exact(band.upTo);
      if (compareExact(to, from) <= 0) return ZERO;
      return add(multiply(subtract(to, from), exact(band.rate)), exact(band.fixed));
    })
    .reduce(add, ZERO);
}

/** A floor holds whatever a cap leaves. */
function withinBounds({ least, most }: Span, { cap, floor }: Bounds): Span {
  const [ceiling, ground] = [cap === null ? null : exact(cap), floor === null ? null : exact(floor)];
  const capped = {
    least: least !== null && ceiling !== null && compareExact(least, ceiling) > 0 ? ceiling : least,
    most: ceiling !== null && (most === null || compareExact(most, ceiling) > 0) ? ceiling : most,
  };
  return {
    least:
      ground !== null && (capped.least === null || compareExact(capped.least, ground) < 0)
        ? ground
        : capped.least,
    most:
      ground !== null && capped.most !== null && compareExact(capped.most, ground) < 0 ? ground : capped.most,
  };
}

function positive(amount: Exact): Exact {
  return compareExact(amount, ZERO) < 0 ? ZERO : amount;
}

function exact(figure: Number | null): Exact {
  if (figure === null) throw new Error('a band without end before the last');
  return exactIn(plainOf(figure));
}
