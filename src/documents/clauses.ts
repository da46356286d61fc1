import { createHash } from 'node:crypto';
import { parseChineseOrdinal } from './chinese-ordinal.ts';
import type { Paragraph } from './normalise.ts';

/** One paragraph of a document with its place in the document's numbering. */
export interface Clause {
  /** `2.2.17`, or `2.2.17.p1` for the first unnumbered paragraph below it. */
  readonly path: string;
  readonly kind: 'heading' | 'item' | 'paragraph';
  /** The paragraph, its number included. */
  readonly text: string;
  readonly line: number;
  readonly digest: string;
}

/** Two paragraphs have the same number in the same place. */
export interface RepeatedPath {
  readonly path: string;
  readonly lines: readonly [number, number];
}

/** `sha256:` and the SHA-256 of the text in UTF-8, NFC. */
export function clauseDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text.normalize('NFC'), 'utf8').digest('hex')}`;
}

/**
 * Gives every paragraph its path: `一、` opens a section, `（一）` a subsection, `17.` is an item of the section or
 * subsection it stands in; anything else is counted where it stands. Every paragraph is one clause; a number that occurs twice in
 * one place is reported and keeps both clauses.
 */
export function parseClauses(paragraphs: readonly Paragraph[]): {
  readonly clauses: readonly Clause[];
  readonly repeated: readonly RepeatedPath[];
} {
  const numbering = new Numbering();
  const clauses = paragraphs.map(({ text, line }): Clause => {
    const { path, kind } = numbering.next(text);
    return { path, kind, text, line, digest: clauseDigest(text) };
  });
  return { clauses, repeated: repeatedPaths(clauses) };
}

const SECTION = /^([一二三四五六七八九十]+)、/;
const SUBSECTION = /^[(（]([一二三四五六七八九十]+)[)）]/;
/** A point between digits makes a decimal, 3.5, unless a year follows it: 5.2024年 is item 5. */
const ITEM = /^(\d{1,3})(?:、|[.．](?!\d(?!\d{3}年)))/;

/** Where in the numbering the reading has come to. */
class Numbering {
  private section = '';
  private subsection = '';
  /** The clause that an unnumbered paragraph belongs to; empty before the first numbered one. */
  private current = '';
  private paragraphs = 0;

  next(text: string): { path: string; kind: Clause['kind'] } {
    const section = ordinal(SECTION, text);
    if (section !== undefined) {
      this.subsection = '';
      this.section = `${section}`;
      return this.enter(this.section, 'heading');
    }
    const subsection = ordinal(SUBSECTION, text);
    if (subsection !== undefined && this.section !== '') {
      this.subsection = `${this.section}.${subsection}`;
      return this.enter(this.subsection, 'heading');
    }
    const item = ITEM.exec(text)?.[1];
    const parent = this.subsection === '' ? this.section : this.subsection;
    if (item !== undefined && parent !== '') return this.enter(`${parent}.${Number(item)}`, 'item');
    this.paragraphs += 1;
    const below = this.current === '' ? '' : `${this.current}.`;
    return { path: `${below}p${this.paragraphs}`, kind: 'paragraph' };
  }

  private enter(path: string, kind: Clause['kind']): { path: string; kind: Clause['kind'] } {
    this.current = path;
    this.paragraphs = 0;
    return { path, kind };
  }
}

function ordinal(pattern: RegExp, text: string): number | undefined {
  const numeral = pattern.exec(text)?.[1];
  return numeral === undefined ? undefined : parseChineseOrdinal(numeral);
}

function repeatedPaths(clauses: readonly Clause[]): readonly RepeatedPath[] {
  const first = new Map<string, number>();
  return clauses.flatMap(({ path, line }): RepeatedPath[] => {
    const earlier = first.get(path);
    if (earlier === undefined) first.set(path, line);
    return earlier === undefined ? [] : [{ path, lines: [earlier, line] }];
  });
}
