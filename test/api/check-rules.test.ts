import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../src/app/check-submission.ts';
import { BASE_FILES, checkAll } from '../broken/base-files.ts';
import { post, startService } from './service.ts';

const PATH = '/v1/rule-sets/check';
const { ask } = await startService();

type Files = Readonly<Record<string, unknown>>;

const isSeed = (path: string) => path.startsWith('seeds/');
const texts: Record<string, string> = Object.fromEntries(BASE_FILES.map(({ path, text }) => [path, text]));
const part = (files: Files, seeds: boolean): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => isSeed(path) === seeds));
const bodyOf = (files: Files) => ({ files: part(files, false), seeds: part(files, true) });

interface Answer {
  readonly ok: boolean;
  readonly ruleSet: string | null;
  readonly omitted: number;
  readonly diagnostics: readonly {
    code: string;
    file: string;
    pointer: string;
    line?: number;
    column?: number;
  }[];
}

async function check(body: unknown): Promise<Answer> {
  const { status, json } = await ask(PATH, post(body));
  expect(status).toBe(200);
  return json as unknown as Answer;
}

const LOAN = 'policies/341800/loan.json';

describe('rules sent in', () => {
  it('without an error have a digest', async () => {
    const expected = checkAll(BASE_FILES).ruleSet?.digest;
    expect(await check(bodyOf(texts))).toMatchObject({ ok: true, ruleSet: expected, omitted: 0 });
    const json = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, JSON.parse(text)]));
    expect((await check(bodyOf(json))).ruleSet).toBe(expected);
  });

  it('with mistakes have the diagnostics of the command', async () => {
    const spoiled = {
      ...texts,
      [LOAN]: texts[LOAN]?.replace('"employees"', '"emploees"').replace('"1.1"', '"9.9"') ?? '',
    };
    const files = Object.entries(spoiled).map(([path, text]) => ({ path, text }));
    const { diagnostics } = checkAll(files);
    expect(diagnostics.length).toBeGreaterThan(2);
    expect(await check(bodyOf(spoiled))).toEqual({
      ...{ ok: false, ruleSet: null, omitted: 0 },
      diagnostics: JSON.parse(JSON.stringify(diagnostics)),
    });
  });

  it('as JSON have their places in the text with two blanks a level', async () => {
    const { files, seeds } = bodyOf(texts);
    const json = JSON.parse(texts['conditions/not-large.json'] ?? '');
    json.conditions.operator = 'inn';
    const { diagnostics } = await check({ files: { ...files, 'conditions/not-large.json': json }, seeds });
    expect(diagnostics).toMatchObject([
      { code: 'wrong-value', file: 'conditions/not-large.json', line: 10, column: 17 },
    ]);
  });

  it('are not compared with documents that are not sent', async () => {
    const unknown = async (body: object) =>
      (await check(body)).diagnostics.filter(({ code }) => code === 'unknown-document').length;
    expect(await unknown({ files: part(texts, false) })).toBe(0);
    expect(await unknown({ files: part(texts, false), seeds: {} })).toBe(2);
  });

  it('are edited on trial where that is asked for', async () => {
    const { diagnostics } = await check({ ...bodyOf(texts), mutation: true });
    expect(diagnostics.map(({ code }) => code)).toContain('unnoticed-change');
  });

  it('with more mistakes than anybody reads: the first thousand', async () => {
    const files = { 'rule-set.json': {}, 'facts/many.json': { subject: 1, facts: Array(3000).fill(1) } };
    const { diagnostics, omitted } = await check({ files });
    expect(diagnostics).toHaveLength(1000);
    expect(omitted).toBeGreaterThan(1999);
  });

  it('none at all: what is missing', async () => {
    expect((await check({ files: {} })).diagnostics).toMatchObject([
      { code: 'missing-file', file: 'authorities.json' },
      { code: 'missing-file', file: 'rule-set.json' },
    ]);
  });
});

describe('what can’t be checked is refused', () => {
  const refused = (name: string, init: RequestInit, status: number, ...pointers: readonly string[]) =>
    it(name, async () => {
      const { status: answered, json } = await ask(PATH, init);
      expect(answered).toBe(status);
      expect((json.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(pointers);
    });

  refused('nothing', post(''), 400, '');
  refused('no JSON', post('{'), 400, '');
  refused('a file twice', post('{"files":{"a.json":{},"a.json":{}}}'), 400, '/files/a.json');
  refused('another encoding', post(new Uint8Array([0x7b, 0xff, 0x7d])), 400, '');
  refused('a reserved name', post('{"files":{"__proto__":{}}}'), 400, '/files/__proto__');
  refused('a list', post([]), 422, '');
  refused('no files', post({}), 422, '');
  refused('files in a list', post({ files: [] }), 422, '/files');
  refused('a file that is a number', post({ files: { 'rule-set.json': 1 } }), 422, '/files/rule-set.json');
  refused('a key too many', post({ files: {}, rules: {} }), 422, '/rules');
  refused('another media type', post('{}', { 'Content-Type': 'text/plain' }), 415);

  it('more than 20 MB, and more than 1 MB elsewhere', async () => {
    const text = JSON.stringify({ files: { 'notes.json': 'x'.repeat(20_000_000) } });
    expect((await ask(PATH, post(text))).status).toBe(413);
    expect((await ask('/v1/matches', post(text.slice(0, 1_100_000)))).status).toBe(413);
  });

  for (const [kind, status] of [
    ['busy', 503],
    ['late', 503],
    ['too-large', 413],
  ] as const)
    it(`${kind} → ${status}`, async () => {
      const service = await startService({ checkRules: async () => ({ kind }) });
      expect((await service.ask(PATH, post({ files: {} }))).status).toBe(status);
    });
});

it('a file larger than one may be is told apart from a body that is', async () => {
  const bytes = new TextEncoder().encode(
    JSON.stringify({ files: { [LOAN]: `{"a":"${'x'.repeat(5_000_000)}"}` } }),
  );
  const submitted = await checkSubmission(bytes);
  expect(submitted.kind).toBe('checked');
  if (submitted.kind !== 'checked') return;
  expect(submitted.answer.diagnostics.map(({ code }) => code)).toContain('too-large');
});
