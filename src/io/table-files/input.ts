import type { Part, Position } from '../../app/batch/part.ts';
import type { Subjects } from './piece-writer.ts';

/** An input, its columns checked, to be read in parts. */
export interface Input {
  /** The parts from a position on that ended a part. */
  parts(from: Position): AsyncIterable<Part<Subjects>>;
  /** How much of the whole has been read there: 0 to 1. */
  share(at: Position): number;
  close(): void;
}

/** How the rows of an input are taken. */
export interface Reading {
  /** The authority that vouches for plain values; null is self-declared. */
  readonly source: string | null;
  /** The column of the subject where one was named. */
  readonly subject: string | undefined;
  /** Rows of a part, or a few more. */
  readonly partRows: number;
}
