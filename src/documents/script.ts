import { Converter } from 'opencc-js/t2cn';

/*
 * 't' → 'cn' changes the script and nothing else. The Taiwan presets ('tw', 'twp') would also change words: the
 * pages that come in Traditional script were converted by machine from mainland texts, whose 檔案 is 档案, not 文件.
 */
const convert = Converter({ from: 't', to: 'cn' });

const HAN = /\p{Script=Han}/gu;

/** A Simplified document has a few such characters by right (著, 乾), a Traditional one has every third. */
const TRADITIONAL_SHARE = 0.1;

const simplifiedOf = new Map<string, string>();

/** Whether a text is in Traditional script: more than a tenth of its Han characters are Traditional only. */
export function isTraditional(text: string): boolean {
  const characters = text.match(HAN) ?? [];
  const changed = characters.filter((character) => simplifyCharacter(character) !== character);
  return changed.length > characters.length * TRADITIONAL_SHARE;
}

/** A text in Simplified script; words are kept. */
export function simplify(text: string): string {
  return convert(text);
}

/** The Simplified form of one character, whatever stands beside it. */
export function simplifyCharacter(character: string): string {
  const simplified = simplifiedOf.get(character) ?? convert(character);
  simplifiedOf.set(character, simplified);
  return simplified;
}
