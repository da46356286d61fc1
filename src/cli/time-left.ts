import { say } from './command-line.ts';
import type { Output } from './output.ts';

/** What is shown before anything can be known. */
export const UNKNOWN = '–';

/** How long the rest takes, if `done` of it took so many seconds. */
export function timeLeft(seconds: number, done: number, rest: number, output: Output): string {
  return done > 0 ? timeText((seconds / done) * rest, output) : UNKNOWN;
}

function timeText(seconds: number, output: Output): string {
  if (seconds < 100) return say(output, `${Math.round(seconds)} 秒`, `${Math.round(seconds)} s`);
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return say(output, `${minutes} 分钟`, `${minutes} min`);
  const hours = (minutes / 60).toFixed(1);
  return say(output, `${hours} 小时`, `${hours} h`);
}
