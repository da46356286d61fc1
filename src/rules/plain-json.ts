/**
 * Whether a text, which JSON has parsed to that value, surely means what it says: no key twice or reserved, no number
 * that JSON can't carry exactly, no broken character, not nested deeper than given. Most files are so, and asking this is
 * much quicker than to look at each of their nodes; of a text where it says no, nothing is known.
 */
export function isPlainJson(text: string, value: unknown, deepest: number): boolean {
  if (UNSURE.test(text)) return false;
  const withoutTexts = text.replace(TEXTS, '');
  if (UNSURE_NUMBER.test(withoutTexts)) return false;
  // A key that stands twice in the text stands once in the value.
  return keysIn(value, deepest) === withoutTexts.split(':').length - 1;
}

/** Escapes may hide anything; reserved keys and halves of characters need to be shown. */
const UNSURE = /\\u|__proto__|constructor|prototype|\p{Surrogate}/u;

const TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** More characters than a number has that JSON surely carries, or an exponent. */
const UNSURE_NUMBER = /[\d.]{16}|\d[eE]/;

/** How many keys a value has in all; NaN where it is nested too deep. */
function keysIn(value: unknown, deepest: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest === 0) return Number.NaN;
  if (Array.isArray(value))
    return value.reduce<number>((total, member) => total + keysIn(member, deepest - 1), 0);
  const members = Object.values(value);
  return members.reduce<number>((total, member) => total + keysIn(member, deepest - 1), members.length);
}
