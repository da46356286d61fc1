import { pinyin } from 'pinyin-pro';

const VOWELS = 'aāáǎàeēéěèiīíǐìoōóǒòuūúǔùüǖǘǚǜ';

/** One pinyin syllable in lower case, with or without its tone mark: the source of a regular expression. */
export const SYLLABLE = `[bcdfghj-np-tw-zńňǹ]{0,2}[${VOWELS}]{1,3}(?:ng|n|r)?`;

const readingsOf = new Map<string, readonly string[]>();

/** Whether one of the readings of a character is the syllable; tones are not compared. */
export function reads(character: string, syllable: string): boolean {
  let readings = readingsOf.get(character);
  if (readings === undefined) {
    readings = pinyin(character, { multiple: true, type: 'array' }).map(withoutTone);
    readingsOf.set(character, readings);
  }
  return readings.includes(withoutTone(syllable));
}

// U+0308 stays: ü is a vowel of its own, not a tone.
function withoutTone(syllable: string): string {
  return syllable
    .normalize('NFD')
    .replace(/[\u0300-\u0307\u0309-\u036f]/g, '')
    .normalize('NFC');
}
