import { SingleBar } from 'cli-progress';
import type { RunTally } from '../app/batch/run-batch.ts';
import type { Resumed, Watch } from '../io/table-files/batch-files.ts';
import { say } from './command-line.ts';
import type { Output } from './output.ts';
import { timeLeft, UNKNOWN } from './time-left.ts';

/** Shows how far a batch is. */
export interface BatchProgress extends Pick<Watch, 'onStart' | 'onPart'> {
  /** Takes what is shown away. */
  stop(): void;
}

/** Between two lines where there is no terminal, in milliseconds. */
const PAUSE = 5000;

/** A bar with rate and time left on a terminal, a line now and then elsewhere. */
export function startBatchProgress(output: Output, isQuiet: boolean): BatchProgress {
  const shown = isQuiet ? NONE : process.stderr.isTTY ? bar(output) : lines(output);
  return {
    ...shown,
    onStart(resumed, encoding) {
      if (resumed !== null) output.err(takenUp(resumed.tally, output));
      if (encoding === 'gb18030') output.err(say(output, '编码：GB18030\n', 'encoding: GB18030\n'));
      shown.onStart(resumed, encoding);
    },
  };
}

const NONE: BatchProgress = { onStart: () => undefined, onPart: () => undefined, stop: () => undefined };

function takenUp({ rows }: RunTally, output: Output): string {
  return say(output, `接着上次做：前 ${rows} 行已完成\n`, `going on: the first ${rows} rows are done\n`);
}

/** Rows in a second and time left, by what was done since this run began. */
function createClock(resumed: Resumed | null, output: Output) {
  const begun = Date.now();
  const first = { rows: resumed?.tally.rows ?? 0, share: resumed?.share ?? 0 };
  return (share: number, rows: number) => {
    const seconds = Math.max(0.001, (Date.now() - begun) / 1000);
    const left = timeLeft(seconds, share - first.share, 1 - share, output);
    return { rate: Math.round((rows - first.rows) / seconds), left };
  };
}

function bar(output: Output): BatchProgress {
  const format = say(
    output,
    '{bar} {percentage}% | {rows} 行，每秒 {rate} 行 | 约剩 {left}',
    '{bar} {percentage}% | {rows} rows, {rate}/s | about {left} left',
  );
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  let clock = createClock(null, output);
  return {
    onStart(resumed) {
      clock = createClock(resumed, output);
      const rows = resumed?.tally.rows ?? 0;
      drawn.start(1000, Math.floor((resumed?.share ?? 0) * 1000), { rows, rate: UNKNOWN, left: UNKNOWN });
    },
    onPart: (share, { rows }) => drawn.update(Math.floor(share * 1000), { rows, ...clock(share, rows) }),
    stop: () => drawn.stop(),
  };
}

function lines(output: Output): BatchProgress {
  let clock = createClock(null, output);
  let last = Date.now();
  return {
    onStart(resumed) {
      clock = createClock(resumed, output);
    },
    onPart(share, { rows }) {
      if (Date.now() - last < PAUSE) return;
      last = Date.now();
      const { rate, left } = clock(share, rows);
      const percent = Math.floor(share * 100);
      output.err(
        say(
          output,
          `${percent}%，${rows} 行，每秒 ${rate} 行，约剩 ${left}\n`,
          `${percent}%, ${rows} rows, ${rate}/s, about ${left} left\n`,
        ),
      );
    },
    stop: () => undefined,
  };
}
