import { encodePair } from './gbk.ts';
import { readsWithAnyTone, SYLLABLE } from './pinyin-reading.ts';

/**
 * A stretch of text whose bytes were read out of step. The page was GBK text; a byte was lost at the start of a
 * line, or a pinyin note was put between the two bytes of a character, and from there on the trail byte of each
 * character was read together with the lead byte of the next. It ends where a trail byte is an ASCII character,
 * because that is never read as a lead byte, or at the next note, whose bracket was swallowed: lead byte and `(`
 * are no pair and show as `?`.
 */
export interface ShiftedRun {
  /** The syllable of the note that the run starts with; none where it starts a line. */
  readonly syllable?: string;
  /** What is seen of the run: trail byte of one character, lead byte of the next. */
  readonly pairs: readonly SeenPair[];
  readonly end: RunEnd;
  /** UTF-16 offset in the line after the run. */
  readonly endOffset: number;
}

/** Two bytes that were read as one character. */
export interface SeenPair {
  readonly trail: number;
  readonly lead: number;
}

/** How a run ends: on a known trail byte, on a trail byte that a note swallowed, or nowhere to be seen. */
export type RunEnd =
  | {
      readonly kind: 'trail';
      readonly trail: number;
      readonly syllable?: string;
      /** An ASCII letter of the text itself that was read as the second half of a pair. */
      readonly letter?: string;
    }
  | { readonly kind: 'note'; readonly syllable: string }
  | { readonly kind: 'lost' };

/** A pinyin note in brackets. */
export interface Note {
  readonly syllable: string;
  /** UTF-16 length with its brackets. */
  readonly length: number;
}

const NOTE = new RegExp(`^[(（](${SYLLABLE})[)）]`, 'u');
const SWALLOWED_NOTE = new RegExp(`^\\?(${SYLLABLE})[)）]`, 'u');

/** A trail byte that is a character by itself: 0x40 to 0x7E are ASCII, 0x80 shows as the euro sign. */
const SINGLE_TRAIL = /^[@-~€]/;

/** The shifted run that starts at an offset of a line, if one does. Before the offset of a line's start is only space. */
export function shiftedRunAt(line: string, offset: number): ShiftedRun | undefined {
  const note = noteAt(SWALLOWED_NOTE, line.slice(offset));
  if (note !== undefined) return { syllable: note.syllable, ...restOfRun(line, offset + note.length) };
  const startsLine = line.startsWith('?', offset) && line.slice(0, offset).trim() === '';
  return startsLine ? restOfRun(line, offset + 1) : undefined;
}

/** The pinyin note that follows a character, if one of the character's readings stands there in brackets. */
export function noteAfter(character: string, rest: string): Note | undefined {
  const note = noteAt(NOTE, rest);
  return note !== undefined && readsWithAnyTone(character, note.syllable) ? note : undefined;
}

function noteAt(pattern: RegExp, text: string): Note | undefined {
  const [whole = '', syllable] = pattern.exec(text) ?? [];
  return syllable === undefined ? undefined : { syllable, length: whole.length };
}

function restOfRun(line: string, from: number): ShiftedRun {
  const pairs: SeenPair[] = [];
  let offset = from;
  for (;;) {
    const rest = line.slice(offset);
    const last = lastOfRun(rest);
    if (last !== undefined) return { pairs, end: last.end, endOffset: offset + last.length };
    const { lead = 0, trail = 0 } = encodePair(rest.charAt(0)) ?? {};
    // A note that fell between two characters that are none is no more a break than one between real ones.
    offset += 1 + (noteAfter(rest.charAt(0), rest.slice(1))?.length ?? 0);
    if (trail < 0x80) {
      const letter = String.fromCharCode(trail);
      return { pairs, end: { kind: 'trail', trail: lead, letter }, endOffset: offset };
    }
    pairs.push({ trail: lead, lead: trail });
  }
}

/** The end of a run, if what follows is one, and its length. */
function lastOfRun(rest: string): { end: RunEnd; length: number } | undefined {
  const swallowed = noteAt(SWALLOWED_NOTE, rest);
  if (swallowed !== undefined) {
    return { end: { kind: 'note', syllable: swallowed.syllable }, length: swallowed.length };
  }
  if (SINGLE_TRAIL.test(rest)) {
    const trail = rest.startsWith('€') ? 0x80 : rest.charCodeAt(0);
    const note = noteAt(NOTE, rest.slice(1));
    if (note === undefined) return { end: { kind: 'trail', trail }, length: 1 };
    return { end: { kind: 'trail', trail, syllable: note.syllable }, length: 1 + note.length };
  }
  const pair = encodePair(rest.charAt(0));
  if (pair !== undefined && pair.trail !== 0x80) return undefined;
  // A swallowed character shows as `?`: after it the bytes are in step again, but what it was is lost.
  return { end: { kind: 'lost' }, length: rest.startsWith('?') ? 1 : 0 };
}
