import { parseChineseOrdinal } from './chinese-ordinal.ts';
import { lexiconOf } from './lexicon.ts';
import { type Repair, repairLine, soundPart } from './repair-line.ts';
import { isTraditional, simplify } from './script.ts';

/** A non-empty line of an original. */
export interface Paragraph {
  readonly text: string;
  /** Line in the original, from 1. */
  readonly line: number;
  readonly repairs: readonly Repair[];
}

/** An original text in the form that clauses and digests are made of. */
export interface NormalisedText {
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Brings an original into its normal form: NFC, Simplified script, ASCII forms of full-width signs, single spaces,
 * no empty lines; pinyin notes taken out and byte damage repaired, or marked with 〔?〕 where it can't be.
 * Byte damage is looked for in Traditional documents only, where it comes from.
 */
export function normalise(original: string): NormalisedText {
  const lines = original.replace(/\r\n?/g, '\n').normalize('NFC').replace(ZERO_WIDTH, '').split('\n');
  const traditional = isTraditional(original);
  const toScript = traditional ? simplify : (text: string) => text;
  const sound = lines.map((line) => toScript(soundPart(line, traditional))).join('\n');
  const context = { lexicon: lexiconOf(sound), toScript, mayBeShifted: traditional };
  const paragraphs: Paragraph[] = [];
  let nextOrdinal = 1;
  for (const [index, line] of lines.entries()) {
    const { text, repairs } = repairLine(line, { ...context, nextOrdinal });
    const tidied = tidy(toScript(text));
    if (tidied === '') continue;
    paragraphs.push({ text: tidied, line: index + 1, repairs });
    nextOrdinal = ordinalAfter(tidied) ?? nextOrdinal;
  }
  return { paragraphs };
}

const ZERO_WIDTH = /[\u200b-\u200f\u2060\ufeff]/g;

/** Full-width signs become ASCII, the form that most originals have: `（一）` and `(一)` must have one digest. */
function tidy(text: string): string {
  return text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Number of the next heading `（一）` after a heading; undefined after any other paragraph. */
function ordinalAfter(text: string): number | undefined {
  const [, section, subsection] = /^(?:(\p{Script=Han}+)、|\((\p{Script=Han}+)\))/u.exec(text) ?? [];
  if (section !== undefined) return parseChineseOrdinal(section) === undefined ? undefined : 1;
  const ordinal = subsection === undefined ? undefined : parseChineseOrdinal(subsection);
  return ordinal === undefined ? undefined : ordinal + 1;
}
