import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkFully } from '../../src/app/check-fully.ts';
import { checkSubmission } from '../../src/app/check-submission.ts';
import { folderOf } from '../cli/folder.ts';
import { mianshen } from '../cli/mianshen.ts';
import { BASE_FILES, baseWith } from './base-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mianshen-garbage-'));
  await restore();
});
afterAll(() => rm(folder, { recursive: true }));

const RULES = BASE_FILES.filter(({ path }) => !path.startsWith('seeds/'));
const bytesOf = (path: string) => Buffer.from(RULES.find((file) => file.path === path)?.text ?? '');

async function restore(): Promise<void> {
  for (const { path, text } of RULES) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** The command ends with findings or without, and every finding is shown; nothing breaks. */
async function checkNeverBreaks(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(folder, path), bytes);
  const json = await mianshen(['check', folder, '--no-mutation', '--json']);
  const text = await mianshen(['check', folder, '--no-mutation', '--lang', 'en']);
  const sarif = await mianshen(['check', folder, '--no-mutation', '--sarif']);
  await writeFile(join(folder, path), bytesOf(path));
  expect([json.code, text.code, sarif.code]).toEqual([json.code, json.code, json.code]);
  expect([0, 1]).toContain(json.code);
  const { diagnostics } = JSON.parse(json.out) as { diagnostics: readonly object[] };
  expect(text.err.match(/ {2}(error|warning)\[/g)?.length ?? 0).toBe(diagnostics.length);
  // Nothing that a file holds reaches the terminal as a control character.
  expect(text.err).not.toMatch(/(?!\n)\p{Cc}/u);
}

const path = fc.constantFrom(...RULES.map((file) => file.path));

it('any bytes instead of a file', () =>
  fc.assert(fc.asyncProperty(path, fc.uint8Array({ maxLength: 200 }), checkNeverBreaks), { numRuns: 25 }));

it('any bytes inside a file', () =>
  fc.assert(
    fc.asyncProperty(
      path,
      fc.uint8Array({ maxLength: 6 }),
      fc.nat(),
      fc.nat(20),
      (at, scrap, from, length) => {
        const bytes = bytesOf(at);
        const start = from % bytes.length;
        return checkNeverBreaks(
          at,
          Buffer.concat([bytes.subarray(0, start), scrap, bytes.subarray(start + length)]),
        );
      },
    ),
    { numRuns: 40 },
  ));

it('a value changed for another of the rules, on both evaluators', () => {
  const json = RULES.map(({ path: at, text }) => ({ at, value: JSON.parse(text) as unknown }));
  const places = json.flatMap(({ at, value }) => pointersIn(value).map((steps) => ({ at, steps })));
  const values = places.map(({ at, steps }) => valueAt(json.find((each) => each.at === at)?.value, steps));
  const index = fc.nat(places.length - 1);
  return fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(index, index), { minLength: 1, maxLength: 3 }), async (changes) => {
      const changed = structuredClone(json);
      for (const [to, from] of changes) {
        const place = places[to];
        if (place !== undefined)
          put(changed.find((each) => each.at === place.at)?.value, place.steps, values[from]);
      }
      const files = changed.map(({ at, value }) => ({ path: at, text: JSON.stringify(value) }));
      const all = baseWith(files);
      const seeds = all.filter((file) => file.path.startsWith('seeds/'));
      const rules = all.filter((file) => !file.path.startsWith('seeds/'));
      const { diagnostics } = await checkFully(rules, seeds, { mutation: false });
      for (const { message, line } of diagnostics) {
        expect(message.zh).not.toMatch(/undefined|\[object|NaN/);
        expect(line ?? 1).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

it('any bytes, and any JSON, sent in to be checked', () => {
  const file = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.jsonValue(),
  );
  const files = fc.dictionary(fc.oneof(path, fc.string()), file, { maxKeys: 5 });
  const body = fc.oneof(
    fc.uint8Array(),
    fc.record({ files, seeds: files, mutation: fc.boolean() }, { requiredKeys: [] }).map(encode),
    fc.jsonValue().map(encode),
  );
  return fc.assert(
    fc.asyncProperty(body, async (bytes) => {
      const submitted = await checkSubmission(bytes);
      const diagnostics = submitted.kind === 'checked' ? submitted.answer.diagnostics : submitted.diagnostics;
      expect(diagnostics).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('a file of 20 MB: one clear message', async () => {
  const at = 'policies/341800/loan.json';
  const text = bytesOf(at).toString().replace('贷款贴息', '贴'.repeat(7_000_000));
  const rules = await folderOf(
    Object.fromEntries(RULES.map((file) => [file.path, file.path === at ? text : file.text])),
  );
  const { code, out, err } = await mianshen(['check', rules, '--no-mutation']);
  expect(code).toBe(1);
  expect(err.match(/错误\[/g)).toHaveLength(1);
  expect(err).toMatch(/loan\.json:1:1 {2}错误\[too-large\] 内容过大：7\d{6}，上限 5000000/);
  expect(out).toContain('1 处错误');
});

function encode(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}

function pointersIn(json: unknown, steps: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [steps];
  const inside = Object.entries(json).flatMap(([key, value]) => pointersIn(value, [...steps, key]));
  return steps.length === 0 ? inside : [steps, ...inside];
}

function valueAt(json: unknown, steps: readonly string[]): unknown {
  return steps.reduce((node, step) => (node as Record<string, unknown> | undefined)?.[step], json);
}

/** Nothing happens where an earlier change has taken the place away. */
function put(json: unknown, steps: readonly string[], value: unknown): void {
  const parent = steps
    .slice(0, -1)
    .reduce<unknown>(
      (node, step) =>
        typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[step] : undefined,
      json,
    );
  if (typeof parent === 'object' && parent !== null)
    Object.assign(parent, { [steps.at(-1) ?? '']: structuredClone(value) });
}
