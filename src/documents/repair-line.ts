import type { Lexicon } from './lexicon.ts';
import { type RestoredRun, restoreRun } from './restore-run.ts';
import { noteAfter, type ShiftedRun, shiftedRunAt } from './shifted-run.ts';

/** One thing that normalising changed because the original was damaged. */
export interface Repair {
  readonly kind: 'pinyin' | RestoredRun['kind'];
  /** What stands in the original. */
  readonly before: string;
  readonly after: string;
  /** UTF-16 offset of `before` in its line of the original, in NFC and without zero-width characters. */
  readonly offset: number;
}

/** What repairing a line needs to know of its document. */
export interface LineContext {
  readonly lexicon: Lexicon;
  /** Brings a text into the script of the normal form. */
  readonly toScript: (text: string) => string;
  /** Number that the next heading `（一）` of the section must have. */
  readonly nextOrdinal: number;
  /** Whether the document may have bytes read out of step. */
  readonly mayBeShifted: boolean;
}

/** A line without its pinyin notes and with its shifted runs restored or marked. */
export function repairLine(line: string, context: LineContext): { text: string; repairs: Repair[] } {
  let text = '';
  let last = '';
  const repairs: Repair[] = [];
  for (const piece of piecesOf(line, context.mayBeShifted)) {
    const before = line.slice(piece.offset, piece.endOffset);
    if (piece.run === undefined) {
      last = line.charAt(piece.offset);
      text += last;
      if (before === last) continue;
      repairs.push({ kind: 'pinyin', before, after: context.toScript(last), offset: piece.offset });
    } else {
      const sides = { before: last.trim(), after: line.charAt(piece.endOffset) };
      const restored = restoreRun(piece.run, { ...context, ...sides });
      last = '';
      text += restored.text;
      repairs.push({ kind: restored.kind, before, after: restored.text, offset: piece.offset });
    }
  }
  return { text, repairs };
}

/** A line without its pinyin notes, broken where it is damaged. */
export function soundPart(line: string, mayBeShifted: boolean): string {
  const pieces = [...piecesOf(line, mayBeShifted)];
  return pieces.map(({ run, offset }) => (run === undefined ? line.charAt(offset) : '\n')).join('');
}

/** A shifted run, or a character with the pinyin note that may follow it. */
interface Piece {
  readonly run?: ShiftedRun;
  readonly offset: number;
  readonly endOffset: number;
}

function* piecesOf(line: string, mayBeShifted: boolean): Iterable<Piece> {
  let endOffset = 0;
  for (let offset = 0; offset < line.length; offset = endOffset) {
    const run = mayBeShifted ? shiftedRunAt(line, offset) : undefined;
    if (run === undefined) {
      endOffset = offset + 1 + (noteAfter(line.charAt(offset), line.slice(offset + 1))?.length ?? 0);
      yield { offset, endOffset };
    } else {
      endOffset = run.endOffset;
      yield { run, offset, endOffset };
    }
  }
}
