import { checkSubmission } from '../app/check-submission.ts';

// A process of its own, see `submission-checker.ts`. It ends with the one that started it.
process.once('disconnect', () => process.exit());
process.once('message', (bytes: Uint8Array) => {
  void checkSubmission(bytes).then((submitted) => process.send?.(submitted));
});
