import { SingleBar } from 'cli-progress';
import type { Tally } from '../app/batch/run-batch.ts';
import type { Watch } from '../io/table-files/batch-files.ts';
import { say } from './command-line.ts';
import type { Output } from './output.ts';

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
      if (resumed !== null) output.err(takenUp(resumed, output));
      if (encoding === 'gb18030') output.err(say(output, '编码：GB18030\n', 'encoding: GB18030\n'));
      shown.onStart(resumed, encoding);
    },
  };
}

const NONE: BatchProgress = { onStart: () => undefined, onPart: () => undefined, stop: () => undefined };

function takenUp({ rows }: Tally, output: Output): string {
  return say(output, `接着上次做：前 ${rows} 行已完成\n`, `going on: the first ${rows} rows are done\n`);
}

/** Rows and share done since the beginning of this run. */
function clock() {
  const begun = Date.now();
  let first = { rows: 0, share: 0 };
  return {
    begin: (rows: number) => {
      first = { rows, share: Number.NaN };
    },
    at(share: number, rows: number) {
      if (Number.isNaN(first.share)) first = { ...first, share: 0 };
      const seconds = Math.max(0.001, (Date.now() - begun) / 1000);
      const left = Math.round((seconds / Math.max(1e-9, share - first.share)) * (1 - share));
      return { rate: Math.round((rows - first.rows) / seconds), left };
    },
  };
}

function bar(output: Output): BatchProgress {
  const format = say(
    output,
    '{bar} {percentage}% | {rows} 行，每秒 {rate} 行 | 剩余 {eta_formatted}',
    '{bar} {percentage}% | {rows} rows, {rate}/s | {eta_formatted} left',
  );
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  const time = clock();
  return {
    onStart(resumed) {
      time.begin(resumed?.rows ?? 0);
      drawn.start(1000, 0, { rows: resumed?.rows ?? 0, rate: '–' });
    },
    onPart: (share, { rows }) =>
      drawn.update(Math.floor(share * 1000), { rows, rate: time.at(share, rows).rate }),
    stop: () => drawn.stop(),
  };
}

function lines(output: Output): BatchProgress {
  const time = clock();
  let last = Date.now();
  return {
    onStart: (resumed) => time.begin(resumed?.rows ?? 0),
    onPart(share, { rows }) {
      if (Date.now() - last < PAUSE) return;
      last = Date.now();
      const { rate, left } = time.at(share, rows);
      const percent = Math.floor(share * 100);
      output.err(
        say(
          output,
          `${percent}%，${rows} 行，每秒 ${rate} 行，约剩 ${left} 秒\n`,
          `${percent}%, ${rows} rows, ${rate}/s, about ${left} s left\n`,
        ),
      );
    },
    stop: () => undefined,
  };
}
