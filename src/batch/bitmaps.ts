/**
 * The truths of one condition for a block of rows, two bits a row: the first half of the words says that it is surely so,
 * the second half that it is possibly so (surely or unknown). A definite no has neither bit.
 */
export type Bits = Int32Array;

/** Rows in a block: what 30 facts and some hundred conditions need of it stays in the cache. */
export const BLOCK_ROWS = 8192;

/** Words of one of the two bitmaps of a block. */
export const WORDS = BLOCK_ROWS / 32;

/** Words from one on, up to but without another. */
export interface WordRun {
  readonly from: number;
  readonly to: number;
}

export const ALL_WORDS: readonly WordRun[] = [{ from: 0, to: WORDS }];

export function createBits(): Bits {
  return new Int32Array(2 * WORDS);
}

export function fillUnknown(out: Bits): void {
  out.fill(0, 0, WORDS);
  out.fill(-1, WORDS);
}

/** `out` and `part`, in place, over a run of words; false where nothing is left there that is even possible. */
function intersect(out: Bits, part: Bits, { from, to }: WordRun): boolean {
  let left = 0;
  for (let word = from; word < to; word += 1) {
    out[word] = (out[word] as number) & (part[word] as number);
    const possible = (out[word + WORDS] as number) & (part[word + WORDS] as number);
    out[word + WORDS] = possible;
    left |= possible;
  }
  return left !== 0;
}

/** `out` or `part`, in place, over a run of words. */
export function unite(out: Bits, part: Bits, { from, to }: WordRun): void {
  for (let word = from; word < to; word += 1) {
    out[word] = (out[word] as number) | (part[word] as number);
    out[word + WORDS] = (out[word + WORDS] as number) | (part[word + WORDS] as number);
  }
}

/** What isn't even possible is surely not so; what isn't sure is possibly not so. */
export function negateBits(out: Bits, part: Bits, { from, to }: WordRun): void {
  for (let word = from; word < to; word += 1) {
    out[word] = ~(part[word + WORDS] as number);
    out[word + WORDS] = ~(part[word] as number);
  }
}

/** Sets or clears both bits of every row in these words. */
export function fillWords(out: Bits, words: readonly WordRun[], value: 0 | -1): void {
  for (const { from, to } of words) {
    out.fill(value, from, to);
    out.fill(value, from + WORDS, to + WORDS);
  }
}

/** `out` and `part` in all these words; false where nothing is left that is even possible. */
export function intersectIn(out: Bits, part: Bits, words: readonly WordRun[]): boolean {
  let left = false;
  for (const run of words) left = intersect(out, part, run) || left;
  return left;
}

/** How many bits of a word are set. */
export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Keeps the bits of the first rows of a block only. */
export function maskFor(rows: number, word: number): number {
  const inWord = rows - word * 32;
  if (inWord >= 32) return -1;
  return inWord <= 0 ? 0 : (1 << inWord) - 1;
}

export function hasBit(words: Int32Array, offset: number, place: number): boolean {
  return (((words[offset + (place >> 5)] as number) >>> (place & 31)) & 1) === 1;
}

/** Sets the bits of one row by its truth: 0 no, 1 unknown, 2 yes. The bits must be clear. */
export function setTruth(out: Bits, place: number, truth: number): void {
  const [word, bit] = [place >> 5, 1 << (place & 31)];
  if (truth === 2) out[word] = (out[word] as number) | bit;
  if (truth !== 0) out[word + WORDS] = (out[word + WORDS] as number) | bit;
}

export function setBit(words: Int32Array, place: number): void {
  words[place >> 5] = (words[place >> 5] as number) | (1 << (place & 31));
}

/** Sets the bits of the places from one on, up to but without another. */
export function setBits(words: Int32Array, offset: number, from: number, to: number): void {
  for (let place = from; place < to; ) {
    const word = place >> 5;
    const end = Math.min(to, (word + 1) << 5);
    const upTo = end - place === 32 ? -1 : ((1 << (end - place)) - 1) << (place & 31);
    words[offset + word] = (words[offset + word] as number) | upTo;
    place = end;
  }
}

/** The places of the bits that are set in these words. */
export function eachBit(bits: Int32Array, words: readonly WordRun[], visit: (place: number) => void): void {
  for (const { from, to } of words)
    for (let word = from; word < to; word += 1)
      for (let left = bits[word] as number; left !== 0; left &= left - 1)
        visit(word * 32 + 31 - Math.clz32(left & -left));
}
