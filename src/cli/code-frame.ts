import stringWidth from 'string-width';
import type { Place } from '../rules/diagnostic.ts';

/** A source line as it is shown, and the marks that stand under the spot. */
export interface Frame {
  readonly line: string;
  readonly marks: string;
}

/** Columns shown of a line, and how many of them may lie before the spot. */
const SHOWN = 100;
const SHOWN_BEFORE = 40;

/**
 * The line of a place with the spot underlined, cut around the spot where it is long. The marks are counted in columns
 * of a terminal: a Chinese character takes two. Of a place of several lines, its first is shown. `lines` are those of
 * its file; undefined for a place that is a whole file, or not in these lines.
 */
export function codeFrame(lines: readonly string[], place: Place): Frame | undefined {
  const { line: number = 0, column = 1, endLine, endColumn } = place;
  const line = lines[number - 1];
  if (line === undefined || endColumn === undefined) return undefined;
  const start = offsetOf(line, column);
  const end = endLine === number ? offsetOf(line, endColumn) : line.trimEnd().length;
  const before = lastOf(SHOWN_BEFORE, line.slice(0, start));
  const spot = firstOf(SHOWN - stringWidth(before), line.slice(start, Math.max(end, start)));
  const after = firstOf(SHOWN - stringWidth(before + spot), line.slice(Math.max(end, start)));
  return {
    line: `${before}${spot}${spot.endsWith('…') ? '' : after}`.trimEnd(),
    marks: `${' '.repeat(stringWidth(before))}${'^'.repeat(Math.max(1, stringWidth(spot)))}`,
  };
}

/** The lines of a text, as positions count them. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
}

/** UTF-16 units before a column, which counts code points. */
export function offsetOf(line: string, column: number): number {
  if (!/[\uD800-\uDFFF]/.test(line)) return Math.min(column - 1, line.length);
  return [...line].slice(0, column - 1).join('').length;
}

/**
 * Text that does nothing to a terminal: a tab is four blanks, other control characters and those that turn the writing
 * direction are shown as signs.
 */
export function harmless(text: string): string {
  return text
    .replaceAll('\t', '    ')
    .replaceAll(/\p{Cc}/gu, (char) =>
      char < ' ' ? String.fromCharCode(0x2400 + char.charCodeAt(0)) : '\uFFFD',
    )
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '\uFFFD');
}

/** As much of the beginning of a text as goes into so many columns. */
function firstOf(columns: number, text: string): string {
  const near = harmless(text.slice(0, 2 * SHOWN));
  if (text.length < 2 * SHOWN && stringWidth(near) <= columns) return near;
  return `${fill(columns - 1, [...near])}…`;
}

/** As much of the end of a text as goes into so many columns. */
function lastOf(columns: number, text: string): string {
  const near = harmless(text.slice(-2 * SHOWN));
  if (text.length < 2 * SHOWN && stringWidth(near) <= columns) return near;
  return `…${[...fill(columns - 1, [...near].reverse())].reverse().join('')}`;
}

function fill(columns: number, characters: readonly string[]): string {
  let taken = '';
  let width = 0;
  for (const character of characters) {
    width += stringWidth(character);
    if (width > columns) return taken;
    taken += character;
  }
  return taken;
}
