import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';

type Checker = typeof import('../../src/io/submission-checker.ts');

let built: BuiltPackage;
let checker: Checker;
beforeAll(async () => {
  built = await buildPackage();
  checker = (await import(pathToFileURL(`${built.folder}/dist/io/submission-checker.js`).href)) as Checker;
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

const bytesOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const LIMITS = { time: 60_000, memory: 1024, waiting: 4 };

describe('submissions are checked in a process of their own', () => {
  it('with the diagnostics of the check', async () => {
    const check = checker.createSubmissionChecker(LIMITS);
    const submitted = await check(bytesOf({ files: {} }));
    expect(submitted).toMatchObject({
      kind: 'checked',
      answer: { ok: false, diagnostics: [{ code: 'missing-file' }, { code: 'missing-file' }] },
    });
  });

  it('one that takes too long is ended', async () => {
    const check = checker.createSubmissionChecker({ ...LIMITS, time: 1 });
    expect(await check(bytesOf({ files: {} }))).toEqual({ kind: 'late' });
  });

  it('one that takes too much memory is refused, and the next is checked', async () => {
    const check = checker.createSubmissionChecker({ ...LIMITS, memory: 64 });
    // The first grows at once, the second by many small steps.
    for (const many of ['1,'.repeat(9_000_000), '{"a":[]},'.repeat(2_000_000)]) {
      const hostile = new TextEncoder().encode(`{"files":{"x":{"a":[${many}1]}}}`);
      expect(await check(hostile)).toEqual({ kind: 'too-large' });
    }
    expect(await check(bytesOf({ files: {} }))).toMatchObject({ kind: 'checked' });
  });

  it('they wait for each other, up to a number', async () => {
    const check = checker.createSubmissionChecker({ ...LIMITS, waiting: 1 });
    const kinds = await Promise.all([1, 2, 3, 4].map(async () => (await check(bytesOf({ files: {} }))).kind));
    expect(kinds).toEqual(['checked', 'checked', 'busy', 'busy']);
  });
});
