import { encodePair } from './gbk.ts';
import { readsWithAnyTone, SYLLABLE } from './pinyin-reading.ts';

/**
 * How the runs come about. The page was GBK text; a byte was lost, or a pinyin note was put between the two bytes
 * of a character, and from there on the trail byte of each character was read together with the lead byte of the
 * next. Such a run ends where a trail byte is an ASCII character, because that is never read as a lead byte, or at
 * the next note, whose bracket was swallowed: lead byte and `(` are no pair and show as `?`.
 */
export interface ShiftedRun {
  /** Where the run starts: at the `?` of a line's start, or at a note inside a character. */
  readonly start: 'line' | 'note';
  /** The syllable of the note at the start. */
  readonly syllable?: string;
  /** What is seen of the run: trail byte of one character, lead byte of the next. */
  readonly pairs: readonly SeenPair[];
  readonly end: RunEnd;
  /** UTF-16 offset in the line after the run. */
  readonly endOffset: number;
}

export interface SeenPair {
  readonly trail: number;
  readonly lead: number;
}

/** How a run ends: on a known trail byte, on a trail byte that a note swallowed, or nowhere to be seen. */
export type RunEnd =
  | { readonly kind: 'trail'; readonly trail: number; readonly syllable?: string; readonly letter?: string }
  | { readonly kind: 'note'; readonly syllable: string }
  | { readonly kind: 'lost' };

const NOTE = new RegExp(`^[(（](${SYLLABLE})[)）]`, 'u');
const SWALLOWED_NOTE = new RegExp(`^\\?(${SYLLABLE})[)）]`, 'u');
/** A trail byte that is a character by itself: 0x40 to 0x7E are ASCII, 0x80 is shown as the euro sign. */
const SINGLE_TRAIL = /^[@-~€]/;

/** The shifted run that starts at an offset of a line, if one does. */
export function shiftedRunAt(line: string, offset: number): ShiftedRun | undefined {
  const note = SWALLOWED_NOTE.exec(line.slice(offset));
  const syllable = note?.[1];
  if (note !== null && syllable !== undefined) {
    return { start: 'note', syllable, ...restOfRun(line, offset + note[0].length) };
  }
  if (offset === 0 && line.startsWith('?')) return { start: 'line', ...restOfRun(line, 1) };
  return undefined;
}

/** A pinyin note after a character: its length and syllable, if it is one. */
export function noteAfter(character: string, rest: string): { length: number; syllable: string } | undefined {
  const note = NOTE.exec(rest);
  const syllable = note?.[1];
  if (note === null || syllable === undefined || !readsWithAnyTone(character, syllable)) return undefined;
  return { length: note[0].length, syllable };
}

function restOfRun(line: string, from: number): Pick<ShiftedRun, 'pairs' | 'end' | 'endOffset'> {
  const pairs: SeenPair[] = [];
  let offset = from;
  for (;;) {
    const rest = line.slice(offset);
    const end = endOfRun(rest);
    if (end !== undefined) return { pairs, end: end.end, endOffset: offset + end.length };
    const character = rest.charAt(0);
    const pair = encodePair(character);
    if (pair === undefined) {
      // A swallowed character shows as `?`: after it the bytes are in step again, but what it was is lost.
      return { pairs, end: { kind: 'lost' }, endOffset: offset + (character === '?' ? 1 : 0) };
    }
    offset += 1 + (noteAfter(character, rest.slice(1))?.length ?? 0);
    if (pair.trail < 0x80) {
      // An ASCII letter of the text itself was read as the second half of a pair.
      const end = { kind: 'trail', trail: pair.lead, letter: String.fromCharCode(pair.trail) } as const;
      return { pairs, end, endOffset: offset };
    }
    if (pair.trail === 0x80) return { pairs, end: { kind: 'lost' }, endOffset: offset };
    pairs.push({ trail: pair.lead, lead: pair.trail });
  }
}

function endOfRun(rest: string): { end: RunEnd; length: number } | undefined {
  const swallowed = SWALLOWED_NOTE.exec(rest);
  if (swallowed?.[1] !== undefined) {
    return { end: { kind: 'note', syllable: swallowed[1] }, length: swallowed[0].length };
  }
  if (!SINGLE_TRAIL.test(rest)) return undefined;
  const trail = rest.startsWith('€') ? 0x80 : rest.charCodeAt(0);
  const note = NOTE.exec(rest.slice(1));
  if (note?.[1] === undefined) return { end: { kind: 'trail', trail }, length: 1 };
  return { end: { kind: 'trail', trail, syllable: note[1] }, length: 1 + note[0].length };
}
