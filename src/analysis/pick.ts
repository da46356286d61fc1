import type { Decimal } from '../engine/decimal.ts';
import {
  compare,
  decimalOf,
  type Fraction,
  floorOf,
  fractionOf,
  minus,
  reduced,
  roundedDown,
  times,
} from './fraction.ts';
import type { Bound } from './inequalities.ts';
import { contains, isPoint, type Span, type Spans } from './spans.ts';

/** Among so many on a grid all are tried. */
const MOST_TRIED = 200n;

export interface Picks {
  readonly values: readonly Fraction[];
  /** Whether these are all that there are. */
  readonly all: boolean;
}

/** Values between two bounds, on a grid of so many places where there is one. */
export function picksBetween(low: Bound | null, high: Bound | null, places: number | null): Picks {
  if (places !== null) return picksOnGrid(low, high, places);
  const ends = [low, high].flatMap((end) =>
    end === null || end.strict || decimalOf(end.at) === null ? [] : [end.at],
  );
  const order = low === null || high === null ? -1 : compare(low.at, high.at);
  if (order > 0) return { values: [], all: true };
  if (order === 0) return { values: ends.slice(0, 1), all: low?.strict === true || high?.strict === true };
  return { values: [...ends, simplestBetween(low, high)], all: false };
}

function picksOnGrid(low: Bound | null, high: Bound | null, places: number): Picks {
  const scale = 10n ** BigInt(places);
  const at = (step: bigint) => reduced(step, scale);
  const first = low === null ? null : firstStep(low, scale);
  const last = high === null ? null : -firstStep({ at: minus(high.at), strict: high.strict }, scale);
  if (first === null || last === null) {
    const some = first ?? last ?? 0n;
    const next = last === null ? some + 1n : some - 1n;
    return { values: [at(some), at(next)], all: false };
  }
  const count = last - first + 1n;
  if (count <= MOST_TRIED)
    return {
      values: Array.from({ length: Math.max(0, Number(count)) }, (_each, index) => at(first + BigInt(index))),
      all: true,
    };
  const some = [first, last, first + 1n, last - 1n, (first + last) / 2n];
  return { values: some.map(at), all: false };
}

/** The first step of the grid that isn't below the bound. */
function firstStep({ at, strict }: Bound, scale: bigint): bigint {
  const scaled = { above: at.above * scale, below: at.below };
  const ceiling = -floorOf({ above: -scaled.above, below: scaled.below });
  return strict && ceiling * scaled.below === scaled.above ? ceiling + 1n : ceiling;
}

/** A number between the bounds with as few decimal places as will do. */
function simplestBetween(low: Bound | null, high: Bound | null): Fraction {
  if (low === null || high === null) {
    const step = reduced(1n, 1n);
    if (low !== null) return { above: floorOf(low.at) + step.above, below: 1n };
    return high === null ? reduced(0n, 1n) : { above: floorOf(high.at) - step.above, below: 1n };
  }
  const middle = times(
    {
      above: low.at.above * high.at.below + high.at.above * low.at.below,
      below: low.at.below * high.at.below,
    },
    reduced(1n, 2n),
  );
  for (let places = 0; ; places++) {
    const rounded = roundedDown(middle, places);
    if (compare(rounded, low.at) > 0 && compare(rounded, high.at) < 0) return rounded;
  }
}

/**
 * One number of the spans: an end that some rule draws rather than an end of all that is possible, else what is most
 * usual.
 */
export function pickNumber({ spans, places }: Spans, all: Spans, usual: Decimal): Decimal {
  const [span = { low: null, high: null }] = spans;
  const isOuter = (end: Span['low']) =>
    end === null ||
    all.spans.some(({ low, high }) => low?.at.eq(end.at) === true || high?.at.eq(end.at) === true);
  const ends = [span.low, span.high].filter((end) => end !== null && !end.open);
  const drawn = ends.find((end) => !isOuter(end)) ?? (isPoint(span) ? span.low : undefined);
  if (drawn != null) return drawn.at;
  if (contains(span, usual)) return usual;
  const bound = (end: Span['low']): Bound | null =>
    end === null ? null : { at: fractionOf(end.at), strict: end.open };
  const { values } = picksBetween(bound(span.low), bound(span.high), places);
  const decimals = values.flatMap((value) => decimalOf(value) ?? []);
  return decimals[0] ?? usual;
}
