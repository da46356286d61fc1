import { pinyin } from 'pinyin-pro';

const VOWELS = 'aāáǎàeēéěèiīíǐìoōóǒòuūúǔùüǖǘǚǜ';

/** One pinyin syllable in lower case, with or without its tone mark: the source of a regular expression. */
export const SYLLABLE = `[bcdfghj-np-tw-zńňǹ]{0,2}[${VOWELS}]{1,3}(?:ng|n|r)?`;

const readingsOf = new Map<string, readonly string[]>();

/** Whether a syllable is one of the readings of a character; without a tone mark it stands for every tone. */
export function reads(character: string, syllable: string): boolean {
  const readings = readingsFor(character);
  if (withoutTone(syllable) !== syllable) return readings.includes(syllable);
  return readings.some((reading) => withoutTone(reading) === syllable);
}

/** Whether a syllable is one of the readings of a character when tones are not compared. */
export function readsWithAnyTone(character: string, syllable: string): boolean {
  return reads(character, withoutTone(syllable));
}

function readingsFor(character: string): readonly string[] {
  let readings = readingsOf.get(character);
  if (readings === undefined) {
    readings = pinyin(character, { multiple: true, type: 'array' });
    readingsOf.set(character, readings);
  }
  return readings;
}

// U+0308 stays: ü is a vowel of its own, not a tone.
function withoutTone(syllable: string): string {
  return syllable
    .normalize('NFD')
    .replace(/[\u0300-\u0307\u0309-\u036f]/g, '')
    .normalize('NFC');
}
