import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NOTHING } from '../../src/app/batch/run-batch.ts';
import { startBatchProgress } from '../../src/cli/batch-progress.ts';

const START = Date.UTC(2024, 8, 1);

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const after = (rows: number) => ({ ...NOTHING, rows });

/** What is shown once `share` of the input and so many rows are done, `seconds` after the run began at `from`. */
function shown(
  isTerminal: boolean,
  from: number | null,
  seconds: number,
  share: number,
  rows: number,
): string {
  let text = '';
  const add = (more: unknown) => {
    text += String(more);
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(add);
  const { isTTY } = process.stderr;
  process.stderr.isTTY = isTerminal;
  try {
    const progress = startBatchProgress({ language: 'en', color: false, out: add, err: add }, false);
    progress.onStart(from === null ? null : { tally: after(from * 1000), share: from }, null);
    vi.setSystemTime(START + seconds * 1000);
    if (seconds > 0) progress.onPart(share, after(rows));
    const all = text;
    progress.stop();
    return all;
  } finally {
    process.stderr.isTTY = isTTY;
  }
}

describe.each([
  ['on a terminal', true],
  ['elsewhere', false],
])('time left and rate, %s', (_where, isTerminal) => {
  it.each<[string, number | null, number, number, number, string]>([
    ['from the beginning', null, 10, 0.25, 250, '25/s@about 30 s left'],
    ['after a resume: by what this run did', 0.5, 10, 0.75, 750, '25/s@about 10 s left'],
    ['in minutes', 0.9, 600, 0.95, 950, '0/s@about 10 min left'],
    ['in hours', null, 3600, 0.1, 100, '0/s@about 9.0 h left'],
    ['not known where nothing more is done', 0.5, 10, 0.5, 500, '0/s@about – left'],
  ])('%s', (_name, from, seconds, share, rows, says) => {
    const text = shown(isTerminal, from, seconds, share, rows);
    for (const each of says.split('@')) expect(text).toContain(each);
  });
});

it('a bar begins where the run does, and doesn’t know how long it takes', () => {
  expect(shown(true, null, 0, 0, 0)).toMatch(/ 0% \| 0 rows, –\/s \| about – left/);
  expect(shown(true, 0.5, 0, 0, 0)).toMatch(/ 50% \| 500 rows, –\/s \| about – left/);
});
