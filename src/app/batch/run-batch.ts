import { FOUND_OUTCOMES, type FoundOutcome } from '../../batch/found-rows.ts';
import { type DecidedRows, decidePiece, type Matching, matchPart, type Question } from './decide-part.ts';
import type { Part } from './part.ts';
import { readAhead } from './read-ahead.ts';

/** What a run has come to so far. */
export interface RunTally {
  readonly rows: number;
  readonly rejected: number;
  readonly found: Readonly<Record<FoundOutcome, number>>;
}

export const NOTHING: RunTally = {
  rows: 0,
  rejected: 0,
  found: { eligible: 0, conditional: 0, undetermined: 0 },
};

/** Where decided parts go. */
export interface Sink<Subjects> {
  /** Takes what rows of a part come to; all ends up in the order given. Waits where there is too much to do. */
  take(part: Part<Subjects>, decided: DecidedRows): Promise<void>;
  /** The part is whole. */
  end(part: Part<Subjects>, tally: RunTally): Promise<void>;
}

export interface RunOptions<Subjects> {
  readonly matching: Matching;
  /** How many parts are read, and matched if other threads do it, while another one is written. */
  readonly ahead: number;
  /** Ends the run early, after a whole part. */
  readonly signal: AbortSignal;
  onPart(part: Part<Subjects>, tally: RunTally): void;
}

/** Matches part after part, from where `tally` stands. */
export async function runBatch<Subjects>(
  question: Question,
  parts: AsyncIterable<Part<Subjects>>,
  sink: Sink<Subjects>,
  tally: RunTally,
  { matching, ahead, signal, onPart }: RunOptions<Subjects>,
): Promise<RunTally> {
  async function* begun() {
    for await (const part of parts) {
      if (signal.aborted) return;
      yield { part, pieces: matchPart(question, part, matching) };
    }
  }
  let all = tally;
  for await (const { part, pieces } of readAhead(begun(), ahead)) {
    for await (const piece of pieces) {
      const decided = decidePiece(question, part, piece);
      all = added(all, decided);
      await sink.take(part, decided);
    }
    await sink.end(part, all);
    part.release();
    onPart(part, all);
    if (signal.aborted) break;
  }
  return all;
}

function added(tally: RunTally, { first, end, found, rejects }: DecidedRows): RunTally {
  const counts = new Uint32Array(FOUND_OUTCOMES.length);
  for (const place of found.outcome) counts[place] = (counts[place] ?? 0) + 1;
  const [eligible = 0, conditional = 0, undetermined = 0] = counts;
  return {
    rows: tally.rows + end - first,
    rejected: tally.rejected + rejects.length,
    found: {
      eligible: tally.found.eligible + eligible,
      conditional: tally.found.conditional + conditional,
      undetermined: tally.found.undetermined + undetermined,
    },
  };
}
