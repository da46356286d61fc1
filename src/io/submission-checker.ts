import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkSubmission, type NotChecked, type Submitted } from '../app/check-submission.ts';

/** Beside this file, in `dist/` and in `src/` alike. */
const PROGRAM = new URL(`./submission-worker${extname(import.meta.url)}`, import.meta.url);

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
 * Checks submissions one after the other on a thread of their own, so that none holds up other requests; one that takes
 * too long is ended. The bytes are the checker's from then on.
 */
export function createSubmissionChecker(
  limits: Limits = LIMITS,
): (bytes: Uint8Array<ArrayBuffer>) => Promise<Submitted | NotChecked> {
  // Run from its sources, a thread couldn't read them.
  if (PROGRAM.pathname.endsWith('.ts')) return checkSubmission;
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
  const worker = new Worker(PROGRAM, {
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
