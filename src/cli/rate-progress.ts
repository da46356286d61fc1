import { SingleBar } from 'cli-progress';
import { say } from './command-line.ts';
import type { Output } from './output.ts';
import { timeLeft, UNKNOWN } from './time-left.ts';

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
    '{bar} {percentage}% | {decisions} 条，每秒 {rate} 条 | 约剩 {left}',
    '{bar} {percentage}% | {decisions} decisions, {rate}/s | about {left} left',
  );
  const drawn = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  const begun = Date.now();
  drawn.start(all, 0, { decisions: 0, rate: UNKNOWN, left: UNKNOWN });
  return {
    update(done, decisions) {
      const left = timeLeft(secondsSince(begun), done, all - done, output);
      drawn.update(done, { decisions, rate: rateSince(begun, decisions), left });
    },
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
      const left = timeLeft(secondsSince(begun), done, all - done, output);
      const rate = rateSince(begun, decisions);
      output.err(
        say(
          output,
          `${percent}%，${decisions} 条，每秒 ${rate} 条，约剩 ${left}\n`,
          `${percent}%, ${decisions} decisions, ${rate}/s, about ${left} left\n`,
        ),
      );
    },
    stop: () => undefined,
  };
}

function rateSince(begun: number, count: number): string {
  return (count / secondsSince(begun)).toFixed(1);
}

function secondsSince(begun: number): number {
  return Math.max(0.001, (Date.now() - begun) / 1000);
}
