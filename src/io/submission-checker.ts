import { fork } from 'node:child_process';
import { extname } from 'node:path';
import type { NotChecked, Submitted } from '../app/check-submission.ts';

/** Beside this file, in `dist/` and in `src/` alike. */
const PROGRAM = new URL(`./submission-process${extname(import.meta.url)}`, import.meta.url);

interface Limits {
  /** Milliseconds that one check may take. */
  readonly time: number;
  /** Megabytes that one check may take. */
  readonly memory: number;
  /** Submissions that may wait for the one that is checked. */
  readonly waiting: number;
}

const LIMITS: Limits = { time: 50_000, memory: 1024, waiting: 2 };

/**
 * Checks submissions one after the other, each in a process of its own: none holds up other requests, and one that takes
 * too long or too much is ended without harm to the service. (A thread that runs out of memory can take the whole
 * process with it.)
 */
export function createSubmissionChecker(
  limits: Limits = LIMITS,
): (bytes: Uint8Array) => Promise<Submitted | NotChecked> {
  let last: Promise<unknown> = Promise.resolve();
  let pending = 0;
  return async (bytes) => {
    if (pending > limits.waiting) return { kind: 'busy' };
    pending += 1;
    const checked = last.then(() => checkInProcess(bytes, limits));
    last = checked.catch(() => {});
    try {
      return await checked;
    } finally {
      pending -= 1;
    }
  };
}

function checkInProcess(bytes: Uint8Array, { time, memory }: Limits): Promise<Submitted | NotChecked> {
  const child = fork(PROGRAM, {
    execArgv: [...process.execArgv, `--max-old-space-size=${memory}`],
    serialization: 'advanced',
    // Node writes pages about running out of memory, and may quote what it was given.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise<Submitted | NotChecked>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), time);
    child.once('close', () => clearTimeout(timer));
    child.once('message', (submitted) => resolve(submitted as Submitted));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal !== null) resolve({ kind: 'too-large' });
      else reject(new Error(`the check of a submission ended with ${code}`));
    });
    // One that is gone already says so by its exit.
    child.send(bytes, () => {});
  }).finally(() => child.kill('SIGKILL'));
}
