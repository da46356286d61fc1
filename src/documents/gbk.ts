/** Lead and trail byte of a two-byte GBK character. */
export interface BytePair {
  readonly lead: number;
  readonly trail: number;
}

/** The GBK bytes that can start a two-byte character. */
export const LEAD_BYTES = range(0x81, 0xfe);

/** The GBK bytes that can end a two-byte character: ASCII letters and some signs are among them. */
export const TRAIL_BYTES = range(0x40, 0xfe).filter((byte) => byte !== 0x7f);

// Not the label 'gbk': Node 20 and Node 24 decode a hundred of its pairs differently.
const decoder = new TextDecoder('gb18030');
const characterOfPair = new Map<number, string>();
const pairOfCharacter = new Map<string, BytePair>();

for (const lead of LEAD_BYTES) {
  for (const trail of TRAIL_BYTES) {
    const character = decoder.decode(Uint8Array.of(lead, trail));
    characterOfPair.set(lead * 256 + trail, character);
    if (!pairOfCharacter.has(character)) pairOfCharacter.set(character, { lead, trail });
  }
}

const LATE_OR_PRIVATE =
  /[\u{e000}-\u{f8ff}\u{3400}-\u{4dbf}\u{2e80}-\u{2fff}\u{9fb4}-\u{9fbb}\u{fe10}-\u{fe19}ḿǹ〾]/u;

const vanishing = new Map(
  LEAD_BYTES.map((first) => [first, LEAD_BYTES.filter((second) => mayVanish(first, second))]),
);

/** The character of a GBK byte pair; undefined where the two bytes are no pair. */
export function decodePair(lead: number, trail: number): string | undefined {
  return characterOfPair.get(lead * 256 + trail);
}

/** The GBK byte pair of a character; undefined for ASCII and for what GBK doesn't have. */
export function encodePair(character: string): BytePair | undefined {
  return pairOfCharacter.get(character);
}

/**
 * The lead bytes that vanish together with the trail byte before them when the two are read as a pair: the pair is
 * private use, or was before GB 18030 gave it a character, so that a visible text carries no trace of it.
 */
export function leadsVanishingAfter(trail: number): readonly number[] {
  return vanishing.get(trail) ?? [];
}

/** Whether a pair leaves no trace in a visible text. */
export function mayVanish(lead: number, trail: number): boolean {
  return LATE_OR_PRIVATE.test(decodePair(lead, trail) ?? '');
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
