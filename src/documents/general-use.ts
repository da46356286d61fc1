const PUNCTUATION = /^[、。·—…‘’“”〔〕〈〉《》「」『』【】（），：；！？]$/u;

// Level 1 of Big5 is 0xA440 to 0xC67E; trail bytes 0x40 to 0x7E and 0xA1 to 0xFE.
const inGeneralUse = new Set<string>();
const decoder = new TextDecoder('big5');
for (let lead = 0xa4; lead <= 0xc6; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    if (trail === 0x7f) trail = 0xa1;
    if (lead < 0xc6 || trail < 0x7f) inGeneralUse.add(decoder.decode(Uint8Array.of(lead, trail)));
  }
}

/** Whether a character is a punctuation mark of running Chinese text. */
export function isPunctuation(character: string): boolean {
  return PUNCTUATION.test(character);
}

/**
 * Whether a character is in general use in Traditional script: one of the 5,401 of the first level of Big5, or a
 * punctuation mark. Nothing rarer, and nothing that is Simplified only, is put into a damaged place.
 */
export function isGeneralUse(character: string): boolean {
  return inGeneralUse.has(character) || isPunctuation(character);
}
