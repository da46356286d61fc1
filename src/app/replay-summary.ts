import { REPLAY_RESULTS, type Replay, type ReplayResult } from './replay.ts';

/** What many replays came to. */
export class ReplaySummary {
  readonly results: Record<ReplayResult, number>;
  /** Those that are neither identical nor erased, up to a bound. */
  readonly findings: Replay[] = [];
  findingsLeftOut = 0;

  constructor() {
    this.results = Object.fromEntries(REPLAY_RESULTS.map((result) => [result, 0])) as typeof this.results;
  }

  add(replay: Replay): void {
    this.results[replay.result] += 1;
    if (replay.result === 'identical' || replay.result === 'erased') return;
    if (this.findings.length < MOST_FINDINGS) this.findings.push(replay);
    else this.findingsLeftOut += 1;
  }

  get decisions(): number {
    return Object.values(this.results).reduce((sum, count) => sum + count, 0);
  }
}

/** A new engine may decide millions otherwise: the file of all replays has the rest. */
const MOST_FINDINGS = 1000;
