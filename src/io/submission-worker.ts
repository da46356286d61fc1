import { parentPort, workerData } from 'node:worker_threads';
import { checkSubmission } from '../app/check-submission.ts';

// Runs on a thread of its own, see `submission-checker.ts`.
parentPort?.postMessage(await checkSubmission(workerData as Uint8Array));
