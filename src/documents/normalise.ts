import { parseChineseOrdinal } from './chinese-ordinal.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { restoreRun } from './restore-run.ts';
import { isTraditional, simplify } from './script.ts';
import { noteAfter, shiftedRunAt } from './shifted-run.ts';

/** One thing that normalising changed because the original was damaged. */
export interface Repair {
  readonly kind: 'pinyin' | 'shifted' | 'ordinal' | 'candidate' | 'unrepaired';
  readonly before: string;
  readonly after: string;
  /** UTF-16 offset of `before` in its line of the original (in NFC). */
  readonly offset: number;
}

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
 */
export function normalise(original: string): NormalisedText {
  const lines = original.replace(/\r\n?/g, '\n').normalize('NFC').split('\n');
  const script = isTraditional(original) ? simplify : (text: string) => text;
  const lexicon = lexiconOf(lines.map((line) => script(soundPart(line))).join('\n'));
  const paragraphs: Paragraph[] = [];
  let nextOrdinal: number | undefined = 1;
  for (const [index, line] of lines.entries()) {
    const { text, repairs } = repair(line, { lexicon, nextOrdinal, script });
    const clean = tidy(script(text));
    if (clean === '') continue;
    paragraphs.push({ text: clean, line: index + 1, repairs });
    nextOrdinal = ordinalAfter(clean, nextOrdinal);
  }
  return { paragraphs };
}
function soundPart(line: string): string {
  let sound = '';
  for (let offset = 0; offset < line.length; ) {
    const run = shiftedRunAt(line, offset);
    if (run !== undefined) {
      sound += '\n';
      offset = run.endOffset;
      continue;
    }
    const character = line.charAt(offset);
    sound += character;
    offset += 1 + (noteAfter(character, line.slice(offset + 1))?.length ?? 0);
  }
  return sound;
}
function repair(
  line: string,
  c: { lexicon: Lexicon; nextOrdinal: number | undefined; script: (t: string) => string },
): { text: string; repairs: Repair[] } {
  let text = '';
  let before = '';
  const repairs: Repair[] = [];
  for (let offset = 0; offset < line.length; ) {
    const run = shiftedRunAt(line, offset);
    if (run !== undefined) {
      const restored = restoreRun(run, {
        before,
        after: line.charAt(run.endOffset),
        nextOrdinal: c.nextOrdinal,
        lexicon: c.lexicon,
      });
      const after = restored.text;
      repairs.push({ kind: restored.kind, before: line.slice(offset, run.endOffset), after, offset });
      text += after;
      before = '';
      offset = run.endOffset;
      continue;
    }
    const character = line.charAt(offset);
    text += character;
    before = character;
    offset += 1;
    const note = noteAfter(character, line.slice(offset));
    if (note) {
      repairs.push({
        kind: 'pinyin',
        before: line.slice(offset - 1, offset + note.length),
        after: c.script(character),
        offset: offset - 1,
      });
      offset += note.length;
    }
  }
  return { text, repairs };
}
function tidy(t: string): string {
  return t
    .replace(/[\ufeff\u200b-\u200d\u2060]/g, '')
    .replace(/[！-～]/g, (ch) => String.fromCharCode(ch.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\u00a0]+/g, ' ')
    .trim();
}
function ordinalAfter(p: string, n: number | undefined): number | undefined {
  if (/^[一二三四五六七八九十]+、/.test(p)) return 1;
  const m = /^\(([一二三四五六七八九十]+)\)/.exec(p);
  if (m?.[1] !== undefined) {
    const k = parseChineseOrdinal(m[1]);
    return k === undefined ? undefined : k + 1;
  }
  return n;
}
