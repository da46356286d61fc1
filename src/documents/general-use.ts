import { encodePair } from './gbk.ts';
import { simplifyCharacter } from './script.ts';

const PUNCTUATION = /^[、。·—…‘’“”〔〕〈〉《》「」『』【】（），：；！？]$/u;

/** Whether a character is a punctuation mark of running Chinese text. */
export function isPunctuation(character: string): boolean {
  return PUNCTUATION.test(character);
}

/**
 * Whether a character is in general use: in Simplified form one of the 6,763 of GB 2312 (by their place in the
 * code table), or a punctuation mark. Nothing rarer is put into a damaged place.
 */
export function isGeneralUse(character: string): boolean {
  if (isPunctuation(character)) return true;
  const pair = encodePair(simplifyCharacter(character));
  return pair !== undefined && pair.lead >= 0xb0 && pair.lead <= 0xf7 && pair.trail >= 0xa1;
}
