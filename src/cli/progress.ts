import { SingleBar } from 'cli-progress';
import { say } from './command-line.ts';
import type { Output } from './output.ts';

export interface ProgressBar {
  update(done: number, total: number): void;
  /** Removes the bar: what was done is said elsewhere. */
  stop(): void;
}

/** A bar on the error stream where that is a terminal; nothing at all elsewhere. */
export function progressBar(output: Output, zh: string, en: string): ProgressBar {
  const format = `${say(output, zh, en)} {bar} {value}/{total}`;
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: true });
  let started = false;
  return {
    update(done, total) {
      if (!started) bar.start(total, 0);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
