import { type Bounds, classOf } from './number-bounds.ts';

/** Of the two words of a double, the one with sign, exponent and first digits: the second on all machines that run Node. */
export const LEAD_AT = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** A lead is the first 18 bits: sign, exponent and six binary digits. */
export const LEAD_SHIFT = 14;

const NEGATIVE = 1 << 17;
const INFINITE = 0x7ff00000 >>> LEAD_SHIFT;
const NOT_A_NUMBER = 0x7ff80000 >>> LEAD_SHIFT;

/**
 * The class of all doubles of each lead, so that a class takes one look and not a search; −1 where a bound lies among them, and
 * they have to be told apart.
 */
export function classesByLead(bounds: Bounds): Int16Array {
  const { values, padded } = bounds;
  const classes = new Int16Array(2 * NEGATIVE).fill(-1);
  if (values.length > 10_000) return classes;
  const leads = values.filter((value) => value > 0).map(leadOf);
  let from = 0;
  for (const lead of [...leads, INFINITE]) {
    // Nothing that is positive and has another lead than a bound lies on one; zero is told apart by itself.
    if (lead > from) classes.fill(classOf(doubleAt(from), padded), from, lead);
    from = lead + 1;
  }
  classes[0] = -1;
  classes[NOT_A_NUMBER] = 0;
  return classes;
}

function leadOf(value: number): number {
  return (new Int32Array(Float64Array.of(value).buffer)[LEAD_AT] as number) >>> LEAD_SHIFT;
}

/** The largest double of a lead. */
function doubleAt(lead: number): number {
  const words = new Int32Array(2).fill(-1);
  words[LEAD_AT] = ((lead + 1) << LEAD_SHIFT) - 1;
  return new Float64Array(words.buffer)[0] as number;
}
