import type { Amount, Band, Bounds } from './amount-formula.ts';
import { Decimal } from './decimal.ts';
import type { Reader } from './trace.ts';

/** How an amount came about, of the shape of its formula; every figure unrounded. */
export type AmountTrace = {
  readonly formula: Amount;
  /** The value of the fact that the formula counts; null where it counts none or it is unknown. */
  readonly counted: Decimal | null;
  /** Before `cap` and `floor`; null where unknown. */
  readonly before: Decimal | null;
  readonly range: Range;
  readonly parts: readonly AmountTrace[];
  /** The facts that could still change it. */
  readonly missing: readonly string[];
};

/** What an amount can be at least and at most; null is unbounded. Known exactly when both are the same figure. */
export interface Range {
  readonly least: Decimal | null;
  readonly most: Decimal | null;
}

export interface AmountResult {
  /** Yuan, half up to the fen, never below zero; null while a fact that could still change it is unknown. */
  readonly amount: Decimal | null;
  /** Bounds in yuan while `amount` is null; rounded likewise. */
  readonly atLeast: Decimal | null;
  readonly atMost: Decimal | null;
  readonly missing: readonly string[];
  readonly trace: AmountTrace;
}

const ZERO = new Decimal(0);

/** Works out an amount. It is rounded once, at the end; known as soon as all that it can be comes to the same. */
export function computeAmount(formula: Amount, reader: Reader): AmountResult {
  const trace = traceAmount(formula, reader);
  const { range, missing } = trace;
  const least = toFen(range.least ?? ZERO);
  const most = range.most === null ? null : toFen(range.most);
  if (most?.eq(least) === true) return { amount: least, atLeast: null, atMost: null, missing: [], trace };
  return { amount: null, atLeast: least, atMost: most, missing, trace };
}

function toFen(amount: Decimal): Decimal {
  return Decimal.max(amount, ZERO).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
}

function traceAmount(formula: Amount, reader: Reader): AmountTrace {
  switch (formula.kind) {
    case 'fixed': {
      const { amount } = formula;
      return { formula, counted: null, before: amount, range: exactly(amount), parts: [], missing: [] };
    }
    case 'greater-of':
    case 'lesser-of':
      return traceChoice(formula, reader);
    default:
      return traceCounted(formula, reader);
  }
}

type Counted = Extract<Amount, { of: string }>;

function traceCounted(formula: Counted, reader: Reader): AmountTrace {
  const reading = reader.read(formula.of);
  if (reading.known) {
    const counted = reading.value as Decimal;
    const before = giveFor(formula, counted);
    return { formula, counted, before, range: bounded(exactly(before), formula), parts: [], missing: [] };
  }
  const { minimum, maximum } = reader.ruleSet.facts.get(formula.of)?.range ?? {};
  const open = openRange(formula, minimum ?? null, maximum ?? null);
  const range = bounded(open, formula);
  const settled = range.least !== null && range.most?.eq(range.least) === true;
  return { formula, counted: null, before: null, range, parts: [], missing: settled ? [] : reading.missing };
}

/** What the formula gives for a value, before its own cap and floor. */
function giveFor(formula: Counted, value: Decimal): Decimal {
  switch (formula.kind) {
    case 'rate':
      return value.times(formula.rate);
    case 'per-unit':
      return formula.amount.times(formula.maxUnits === null ? value : Decimal.min(value, formula.maxUnits));
    case 'tiers':
      return formula.mode === 'slab' ? bySlab(formula.bands, value) : byMargin(formula.bands, value);
  }
}

function bySlab(bands: readonly Band[], value: Decimal): Decimal {
  const band = bands.find(({ upTo }) => upTo === null || value.lte(upTo));
  return band === undefined ? ZERO : value.times(band.rate).plus(band.fixed);
}

/** A band of which the value fills nothing gives nothing, its fixed sum neither. */
function byMargin(bands: readonly Band[], value: Decimal): Decimal {
  let total = ZERO;
  let from = ZERO;
  for (const { upTo, rate, fixed } of bands) {
    const to = upTo === null ? value : Decimal.min(value, upTo);
    if (to.lte(from)) continue;
    total = total.plus(to.minus(from).times(rate)).plus(fixed);
    from = to;
  }
  return total;
}

/** What the formula can give while its fact is unknown but within a range. Tiers need not rise: no bounds are claimed. */
function openRange(formula: Counted, minimum: Decimal | null, maximum: Decimal | null): Range {
  if (formula.kind === 'tiers') return { least: null, most: null };
  const factor = formula.kind === 'rate' ? formula.rate : formula.amount;
  if (factor.isNegative()) return { least: null, most: null };
  const highest = maximum ?? (formula.kind === 'per-unit' ? formula.maxUnits : null);
  return {
    least: minimum === null ? null : giveFor(formula, minimum),
    most: highest === null ? null : giveFor(formula, highest),
  };
}

function traceChoice(formula: Extract<Amount, { parts: readonly Amount[] }>, reader: Reader): AmountTrace {
  const parts = formula.parts.map((part) => traceAmount(part, reader));
  const greater = formula.kind === 'greater-of';
  const range = {
    least: choose(
      parts.map((part) => part.range.least),
      greater,
      greater,
    ),
    most: choose(
      parts.map((part) => part.range.most),
      greater,
      !greater,
    ),
  };
  const open = parts.filter((part) => couldDecide(part.range, range, greater));
  const missing = [...new Set(open.flatMap((part) => part.missing))];
  const before = missing.length === 0 ? range.least : null;
  return { formula, counted: null, before, range, parts, missing };
}

/** Whether a part can come out beyond what the others are sure to give. */
function couldDecide(part: Range, all: Range, greater: boolean): boolean {
  if (greater) return part.most === null || all.least === null || part.most.gt(all.least);
  return part.least === null || all.most === null || part.least.lt(all.most);
}

/** The greatest or least bound. An unbounded side either leaves the choice to the others or leaves it unbounded. */
function choose(
  bounds: readonly (Decimal | null)[],
  greater: boolean,
  ignoreUnbounded: boolean,
): Decimal | null {
  const finite = bounds.filter((bound) => bound !== null);
  if (finite.length === 0 || (!ignoreUnbounded && finite.length < bounds.length)) return null;
  return greater ? Decimal.max(...finite) : Decimal.min(...finite);
}

function exactly(amount: Decimal): Range {
  return { least: amount, most: amount };
}

/** The cap binds first, then the floor: a floor above what is left is what the source promises. */
function bounded({ least, most }: Range, { cap, floor }: Bounds): Range {
  const clamp = (bound: Decimal): Decimal => {
    const capped = cap === null ? bound : Decimal.min(bound, cap);
    return floor === null ? capped : Decimal.max(capped, floor);
  };
  const highest = most ?? cap;
  return {
    least: least === null ? floor : clamp(least),
    most: highest === null ? null : clamp(highest),
  };
}
