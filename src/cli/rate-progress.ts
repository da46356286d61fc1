import { SingleBar } from 'cli-progress';
import { say } from './command-line.ts';
import type { Output } from './output.ts';

/** Shows how far a long work is. */
export interface Progress {
  /** So many of all leaves are done, and so many decisions in them. */
  update(done: number, decisions: number): void;
  /** Takes the bar away. */
  stop(): void;
}

/** Between two lines where there is no terminal, in milliseconds. */
const PAUSE = 10_000;

/** A bar with rate and time left on a terminal, a line now and then elsewhere. `all` are the leaves to come. */
export function startProgress(all: number, output: Output): Progress {
  return process.stderr.isTTY ? bar(all, output) : lines(all, output);
}

function bar(all: number, output: Output): Progress {
  const format = say(
    output,
    '{bar} {percentage}% | {decisions} 条，每秒 {rate} 条 | 剩余 {eta_formatted}',
    '{bar} {percentage}% | {decisions} decisions, {rate}/s | {eta_formatted} left',
  );
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  const begun = Date.now();
  drawn.start(all, 0, { decisions: 0, rate: '–' });
  return {
    update: (done, decisions) => drawn.update(done, { decisions, rate: rateSince(begun, decisions) }),
    stop: () => drawn.stop(),
  };
}

function lines(all: number, output: Output): Progress {
  const begun = Date.now();
  let last = begun;
  return {
    update(done, decisions) {
      if (Date.now() - last < PAUSE) return;
      last = Date.now();
      const percent = Math.floor((100 * done) / Math.max(1, all));
      const left = Math.round((((last - begun) / Math.max(1, done)) * (all - done)) / 1000);
      const rate = rateSince(begun, decisions);
      output.err(
        say(
          output,
          `${percent}%，${decisions} 条，每秒 ${rate} 条，约剩 ${left} 秒\n`,
          `${percent}%, ${decisions} decisions, ${rate}/s, about ${left} s left\n`,
        ),
      );
    },
    stop: () => undefined,
  };
}

function rateSince(begun: number, count: number): string {
  return (count / Math.max(0.001, (Date.now() - begun) / 1000)).toFixed(1);
}
