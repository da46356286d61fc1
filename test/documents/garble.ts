/*
 * Damages a Traditional text the way the published pages were damaged: GBK bytes, pinyin notes put in by bytes, a
 * byte lost at the start of a line, and what is no character shown as `?` or not at all.
 */
import { pinyin } from 'pinyin-pro';

/** A note is written behind two bytes that make this character, wherever they stand. */
export interface Damage {
  /** Byte offset behind which a note with this syllable stands. */
  readonly notes: readonly (readonly [offset: number, syllable: string])[];
  /** Whether the line's first byte, half of a full-width space, is lost. */
  readonly lineStart: boolean;
}

const decoder = new TextDecoder('gb18030');
const codes = new Map<string, readonly [number, number]>();
for (let lead = 0x81; lead <= 0xfe; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const character = decoder.decode(Uint8Array.of(lead, trail));
    if (trail !== 0x7f && !codes.has(character)) codes.set(character, [lead, trail]);
  }
}

/** The GBK bytes of a text; undefined where GBK can't write it. */
export function gbkBytes(text: string): number[] | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = codes.get(character);
    if (code !== undefined) bytes.push(...code);
    else if (character < '\u0080') bytes.push(character.charCodeAt(0));
    else return undefined;
  }
  return bytes;
}

/** Characters that a text's bytes make when they are read out of step, with the offset behind them. */
export function charactersOutOfStep(text: string): readonly (readonly [offset: number, character: string])[] {
  const bytes = gbkBytes(text) ?? [];
  return bytes.flatMap((byte, index) => {
    const next = bytes[index + 1];
    // In a text of two-byte characters every second byte is a trail byte.
    if (index % 2 === 0 || next === undefined) return [];
    return [[index + 2, decoder.decode(Uint8Array.of(byte, next))] as const];
  });
}

/** The first reading of a character. */
export const syllableOf = (character: string) =>
  pinyin(character, { multiple: true, type: 'array' })[0] ?? '';

/** What is seen of a text of two-byte characters after the damage. */
export function garble(text: string, { notes, lineStart }: Damage): string {
  const bytes = gbkBytes(text) ?? [];
  const damaged: number[] = lineStart ? [0xa1] : [];
  for (let offset = 0; offset <= bytes.length; offset += 1) {
    for (const [, syllable] of notes.filter(([at]) => at === offset)) {
      damaged.push(...(gbkBytes(`(${syllable})`) ?? []));
    }
    const byte = bytes[offset];
    if (byte !== undefined) damaged.push(byte);
  }
  return (lineStart ? '?' : '') + seen(damaged);
}

/** Decodes GBK as a browser's page shows it. */
function seen(bytes: readonly number[]): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const [byte = 0, next = 0] = bytes.slice(index, index + 2);
    if (byte < 0x81) {
      text += byte === 0x80 ? '€' : String.fromCharCode(byte);
      continue;
    }
    index += 1;
    const character = decoder.decode(Uint8Array.of(byte, next));
    if (next < 0x40 || [...character].length !== 1 || character === '\ufffd') text += '?';
    else if (!/[\p{Co}\u2e80-\u2fff\u{3400}-\u{4dbf}]/u.test(character)) text += character;
  }
  return text;
}
