import { Decimal } from '../engine/decimal.ts';

/** An end of a span; null is without end. */
export interface End {
  readonly at: Decimal;
  readonly open: boolean;
}

/** All numbers between two ends. */
export interface Span {
  readonly low: End | null;
  readonly high: End | null;
}

/**
 * A set of numbers: spans, ascending and apart. On a grid of so many decimal places only those with as many or fewer are
 * meant, and every end is closed.
 */
export interface Spans {
  readonly spans: readonly Span[];
  readonly places: number | null;
}

export const EVERYWHERE: Span = { low: null, high: null };

export function pointSpan(at: Decimal): Span {
  return { low: { at, open: false }, high: { at, open: false } };
}

export function isPoint({ low, high }: Span): boolean {
  return low !== null && high !== null && low.at.eq(high.at);
}

export function isEverywhere({ low, high }: Span): boolean {
  return low === null && high === null;
}

export function contains({ low, high }: Span, number: Decimal): boolean {
  const above = low === null || (low.open ? number.gt(low.at) : number.gte(low.at));
  return above && (high === null || (high.open ? number.lt(high.at) : number.lte(high.at)));
}

export function spansContain({ spans }: Spans, number: Decimal): boolean {
  return spans.some((span) => contains(span, number));
}

/** The spans of `with` cut to those of `all`, on the grid of `all`. */
export function cut(all: Spans, by: readonly Span[]): Spans {
  const spans = all.spans.flatMap((span) =>
    by.flatMap((other) => onGrid(meet(span, other), all.places) ?? []),
  );
  return { ...all, spans };
}

function meet(a: Span, b: Span): Span {
  return { low: tighter(a.low, b.low, 1), high: tighter(a.high, b.high, -1) };
}

/** Of two ends the one further in; `sign` is 1 for lower ends. */
function tighter(a: End | null, b: End | null, sign: number): End | null {
  if (a === null || b === null) return a ?? b;
  const order = a.at.comparedTo(b.at) * sign;
  if (order === 0) return a.open ? a : b;
  return order > 0 ? a : b;
}

/** The span with its ends on the grid; null where nothing is left of it. */
function onGrid({ low, high }: Span, places: number | null): Span | null {
  const span = places === null ? { low, high } : { low: raised(low, places), high: lowered(high, places) };
  if (span.low === null || span.high === null) return span;
  const order = span.low.at.comparedTo(span.high.at);
  const empty = order > 0 || (order === 0 && (span.low.open || span.high.open));
  return empty ? null : span;
}

function raised(end: End | null, places: number): End | null {
  if (end === null) return null;
  const at = onPlaces(end.at, places, Decimal.ROUND_CEIL);
  const taken = end.open && at.eq(end.at);
  return { at: taken ? at.plus(stepOf(places)) : at, open: false };
}

function lowered(end: End | null, places: number): End | null {
  if (end === null) return null;
  const at = onPlaces(end.at, places, Decimal.ROUND_FLOOR);
  const taken = end.open && at.eq(end.at);
  return { at: taken ? at.minus(stepOf(places)) : at, open: false };
}

function onPlaces(number: Decimal, places: number, rounding: 2 | 3): Decimal {
  return number.decimalPlaces() <= places ? number : number.toDecimalPlaces(places, rounding);
}

/** The distance of two neighbours on the grid. */
export function stepOf(places: number): Decimal {
  return new Decimal(10).pow(-places);
}
