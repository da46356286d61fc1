import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NotChecked, Submitted } from '../app/check-submission.ts';

interface Limits {
  /** Milliseconds that one check may take. */
  readonly time: number;
  /** Megabytes that one check may take. */
  readonly memory: number;
  /** Submissions that may wait for the one that is checked. */
  readonly waiting: number;
}

const LIMITS: Limits = { time: 8000, memory: 1024, waiting: 4 };

/**
 * Checks submissions one after the other on a thread of their own, so that none holds up other requests; one that takes
 * too long is ended. The bytes are the checker's from then on.
 */
export function createSubmissionChecker(
  limits: Limits = LIMITS,
): (bytes: Uint8Array<ArrayBuffer>) => Promise<Submitted | NotChecked> {
  let last: Promise<unknown> = Promise.resolve();
  let pending = 0;
  return async (bytes) => {
    if (pending > limits.waiting) return { kind: 'busy' };
    pending += 1;
    const checked = last.then(() => checkOnThread(bytes, limits));
    last = checked.catch(() => {});
    try {
      return await checked;
    } finally {
      pending -= 1;
    }
  };
}

function checkOnThread(
  bytes: Uint8Array<ArrayBuffer>,
  { time, memory }: Limits,
): Promise<Submitted | NotChecked> {
  // Beside this file, in `dist/` and in `src/` alike.
  const program = new URL(`./submission-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(program, {
    workerData: bytes,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  return new Promise<Submitted | NotChecked>((resolve, reject) => {
    const timer = setTimeout(() => resolve({ kind: 'late' }), time);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
    };
    worker.once('message', (submitted: Submitted) => end(() => resolve(submitted)));
    worker.once('error', (cause: NodeJS.ErrnoException) =>
      end(() => (cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ kind: 'too-large' }) : reject(cause))),
    );
  }).finally(() => worker.terminate());
}
