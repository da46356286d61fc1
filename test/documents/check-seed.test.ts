import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocuments, sealDocument } from '../../src/app/check-documents.ts';
import { checkSeed, type SeedClauses } from '../../src/documents/check-seed.ts';
import { clauseDigest, parseClauses } from '../../src/documents/clauses.ts';
import { normalise } from '../../src/documents/normalise.ts';
import type { DocumentJson } from '../../src/rules/schema/document-schema.ts';
import { folderOf } from '../cli/folder.ts';

/** Invented, of the shape of a published plan. */
const ORIGINAL = `某县便利企业若干措施

各乡镇：
一、总则
为方便企业办事，定本措施。
二、措施
（一）减轻负担
1.对小企业每年补助3000元。（牵头单位：县财政局）
2.开办企业一日办结。
（二）改进服务
3.设立企业服务窗口。
`;
const parsed = (original: string) => parseClauses(normalise(original).paragraphs).clauses;
const CLAUSES = parsed(ORIGINAL);

type SeedClause = SeedClauses['clauses'][number];
type Edit = (clauses: readonly SeedClause[]) => readonly SeedClause[];

const seed: readonly SeedClause[] = CLAUSES.map(({ path, kind, digest }) => ({ path, kind, digest }));
const compare = (...edits: readonly Edit[]) =>
  checkSeed(
    { clauses: edits.reduce<readonly SeedClause[]>((clauses, edit) => edit(clauses), seed) },
    CLAUSES,
  );

const without =
  (path: string): Edit =>
  (clauses) =>
    clauses.filter((clause) => clause.path !== path);
const change =
  (path: string, to: Partial<SeedClause>): Edit =>
  (clauses) =>
    clauses.map((clause) => (clause.path === path ? { ...clause, ...to } : clause));
const added =
  (path: string): Edit =>
  (clauses) => [...clauses, { path, kind: 'item', digest: clauseDigest(path) }];
const lastFirst: Edit = (clauses) => [...clauses.slice(-1), ...clauses.slice(0, -1)];

const digestOf = (path: string) => CLAUSES.find((clause) => clause.path === path)?.digest ?? '';
const OTHER = clauseDigest('别的话。');

describe('a seed against its original', () => {
  const check = (
    name: string,
    edits: readonly Edit[],
    ...expected: readonly (readonly [kind: string, path: string, expected: string, found: string])[]
  ) =>
    it(name, () => {
      const found = compare(...edits).map((each) => [each.kind, each.path, each.expected, each.found]);
      expect(found).toEqual(expected);
    });

  check('nothing where they fit', []);
  check('missing', [without('2.1.1')], ['missing', '2.1.1', digestOf('2.1.1'), '']);
  check('missing, the first', [without('p1')], ['missing', 'p1', digestOf('p1'), '']);
  check('missing, the last', [without('2.2.3')], ['missing', '2.2.3', digestOf('2.2.3'), '']);
  check('extra', [added('2.2.4')], ['extra', '2.2.4', '', '2.2.4']);
  check('extra, in front', [added('p9'), lastFirst], ['extra', 'p9', '', 'p9']);
  check('order', [lastFirst], ['order', '2.2.3', 'p1', '2.2.3']);
  check('digest', [change('2.1', { digest: OTHER })], ['digest', '2.1', digestOf('2.1'), OTHER]);
  check('digest not filled in', [change('p2', { digest: null })], ['digest', 'p2', digestOf('p2'), 'null']);
  check('kind', [change('2.1', { kind: 'item' })], ['kind', '2.1', 'heading', 'item']);
  check(
    'kind and digest of one clause',
    [change('2.1.2', { kind: 'heading', digest: OTHER })],
    ['kind', '2.1.2', 'item', 'heading'],
    ['digest', '2.1.2', digestOf('2.1.2'), OTHER],
  );
  check(
    'a clause under a wrong path',
    [change('2.1.2', { path: '2.1.20' })],
    ['missing', '2.1.2', digestOf('2.1.2'), ''],
    ['extra', '2.1.20', '', '2.1.20'],
  );
  check(
    'order, kind and digest together',
    [change('1', { kind: 'item' }), change('2', { digest: OTHER }), lastFirst],
    ['kind', '1', 'heading', 'item'],
    ['digest', '2', digestOf('2'), OTHER],
    ['order', '2.2.3', 'p1', '2.2.3'],
  );
  check(
    'everything together; the order only once the paths agree',
    [without('p1'), added('9'), change('1', { kind: 'item' }), change('2', { digest: OTHER }), lastFirst],
    ['missing', 'p1', digestOf('p1'), ''],
    ['extra', '9', '', '9'],
    ['kind', '1', 'heading', 'item'],
    ['digest', '2', digestOf('2'), OTHER],
  );
  check(
    'a seed without clauses',
    [() => []],
    ...CLAUSES.map((c) => ['missing', c.path, c.digest, ''] as const),
  );
});

const edit: fc.Arbitrary<Edit> = fc
  .constantFrom(...seed.map(({ path }) => path))
  .chain((path) =>
    fc.constantFrom(
      without(path),
      change(path, { digest: OTHER }),
      change(path, { digest: null }),
      change(path, { digest: digestOf(path) }),
      change(path, { kind: 'item' }),
      lastFirst,
    ),
  );

it('is silent where path, kind, digest and order are all the same, and only there', () =>
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const edited = edits.reduce<readonly SeedClause[]>((clauses, each) => each(clauses), seed);
      const same = JSON.stringify(edited) === JSON.stringify(seed);
      expect(checkSeed({ clauses: edited }, CLAUSES).length === 0).toBe(same);
    }),
  ));

describe('what a difference says', () => {
  const check = (edits: readonly Edit[], zh: string, en: string) =>
    it(en.replaceAll(/sha256:\S+\b/g, '…'), () => expect(compare(...edits)[0]?.message).toEqual({ zh, en }));

  check([without('p2')], '原文第 3 行没有对应的条款', 'line 3 of the original has no clause');
  check([added('9')], '原文没有这一条', 'the original has no such clause');
  check([lastFirst], '次序不符：此处应为 p1', 'out of order: p1 belongs here');
  check(
    [change('2', { kind: 'item' })],
    '种类不符：应为 heading，实为 item',
    'kind differs: expected heading, found item',
  );
  check(
    [change('2', { digest: OTHER })],
    `摘要不符：应为 ${digestOf('2')}，实为 ${OTHER}`,
    `digest differs: expected ${digestOf('2')}, found ${OTHER}`,
  );
});

/** A seed document for an original, as an editor leaves it: no digests yet. */
function documentOf(original: string): DocumentJson {
  const clauses = parsed(original).map(({ path, kind }) => ({
    ...{ path, kind, digest: null, summary: `概括 ${path}`, departments: ['县财政局'], supporting: [] },
    ...{ deadline: { text: '持续推进' }, disposition: 'policy' as const, policies: ['some-policy'] },
  }));
  return {
    ...{ id: 'some-county', title: '若干措施', issuer: '某县', number: null, issued: '2024-01-01' },
    ...{ region: '1001', validFrom: null, validTo: '2026-12-31', original: 'plan.txt' },
    ...{ inferred: [{ field: 'region', value: '1001', reason: '推断' }], clauses },
  };
}

/** What `documents check` finds, as `file path: message`. */
const findings = (document: DocumentJson, original: string, name = 'plan.txt') =>
  checkDocuments([{ file: 'some-county.json', json: document }], new Map([[name, original]])).map(
    ({ file, path, message }) => `${file} ${path}: ${message.en}`,
  );

describe('sealing a document', () => {
  const lines = ORIGINAL.split('\n').filter((line) => line !== '');
  const original = fc
    .shuffledSubarray(lines, { minLength: 1 })
    .map((some) => some.join('\n'))
    .filter((text) => parseClauses(normalise(text).paragraphs).repeated.length === 0);

  it('fills in digests, the check is silent then, and nothing else has changed', () =>
    fc.assert(
      fc.property(original, (text) => {
        const document = documentOf(text);
        const before = structuredClone(document);
        const sealed = sealDocument(document, text);
        expect(findings(sealed, text)).toEqual([]);
        expect(document).toEqual(before);
        const unsealed = sealed.clauses.map((clause) => ({ ...clause, digest: null }));
        expect(JSON.stringify({ ...sealed, clauses: unsealed })).toBe(JSON.stringify(document));
      }),
    ));

  it('replaces digests that no longer fit, those alone', () => {
    const changed = ORIGINAL.replace('3000', '2000');
    const sealed = sealDocument(documentOf(ORIGINAL), ORIGINAL);
    const again = sealDocument(sealed, changed);
    const paths = again.clauses.filter(({ digest }, index) => digest !== sealed.clauses[index]?.digest);
    expect(paths.map(({ path }) => path)).toEqual(['2.1.1']);
    expect(findings(again, changed)).toEqual([]);
  });

  it('goes by path, in whatever order the clauses stand', () => {
    const document = documentOf(ORIGINAL);
    const turned = { ...document, clauses: document.clauses.toReversed() };
    const digests = sealDocument(turned, ORIGINAL).clauses.map(({ digest }) => digest);
    expect(digests).toEqual(CLAUSES.map(({ digest }) => digest).toReversed());
  });

  it('leaves a clause that the original lacks without a digest', () => {
    const shorter = ORIGINAL.replace(/^3\..*\n/m, '');
    const sealed = sealDocument(sealDocument(documentOf(ORIGINAL), ORIGINAL), shorter);
    expect(sealed.clauses.at(-1)).toMatchObject({ path: '2.2.3', digest: null });
    expect(findings(sealed, shorter)).toEqual(['some-county.json 2.2.3: the original has no such clause']);
  });
});

describe('checking documents', () => {
  const check = (name: string, found: readonly string[], expected: readonly string[]) =>
    it(name, () => expect(found).toEqual(expected));
  const sealed = sealDocument(documentOf(ORIGINAL), ORIGINAL);

  check('an original that fits', findings(sealed, ORIGINAL), []);
  check('an original that is not there', findings(sealed, ORIGINAL, 'other.txt'), [
    'some-county.json : the original plan.txt is not there',
  ]);
  check(
    'two paragraphs with one number, before the differences',
    findings(sealed, `${ORIGINAL}3.延长办公时间。\n`).map((each) => each.replaceAll(/sha256:\S{64}/g, '…')),
    [
      'some-county.json 2.2.3: lines 11 and 12 of the original have the same number',
      'some-county.json 2.2.3: digest differs: expected …, found …',
    ],
  );

  it('each document against its own original', () => {
    const one = { file: 'one.json', json: sealed };
    const two = { file: 'two.json', json: { ...sealed, original: 'two.txt' } };
    const originals = new Map([
      ['plan.txt', ORIGINAL],
      ['two.txt', ORIGINAL.replace('3000', '2000')],
    ]);
    const found = checkDocuments([one, two], originals).map(({ file, path }) => `${file} ${path}`);
    expect(found).toEqual(['two.json 2.1.1']);
  });
});

describe('scripts/seal-seeds.ts', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const program = [join(root, 'node_modules/.bin/tsx'), join(root, 'scripts/seal-seeds.ts')];

  /** Runs the script in a folder; its exit code and what it says. */
  const run = (folder: string, ...options: readonly string[]) =>
    promisify(execFile)(process.execPath, [...program, ...options], { cwd: folder }).then(
      ({ stdout }) => ({ code: 0, says: stdout }),
      (error: { readonly code: number; readonly stderr: string }) => ({
        code: error.code,
        says: error.stderr,
      }),
    );
  const seeds = (file: unknown) =>
    folderOf({ 'seeds/some-county.json': file, 'originals/plan.txt': ORIGINAL });

  it('fills in the digests, and a second time writes nothing', async () => {
    const folder = await seeds(documentOf(ORIGINAL));
    const file = join(folder, 'seeds/some-county.json');
    const first = await run(folder, '--originals', 'originals');
    expect(first).toEqual({ code: 0, says: 'some-county.json: 10 clauses, 10 digests changed\n' });
    const sealed: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(sealed).toEqual(sealDocument(documentOf(ORIGINAL), ORIGINAL));

    await writeFile(file, JSON.stringify(sealed));
    const second = await run(folder, '--originals', 'originals');
    expect(second).toEqual({ code: 0, says: 'some-county.json: 10 clauses, 0 digests changed\n' });
    expect(await readFile(file, 'utf8')).toBe(JSON.stringify(sealed));
  });

  it('asks where the originals are', async () => {
    const folder = await seeds(documentOf(ORIGINAL));
    expect(await run(folder)).toMatchObject({ code: 1, says: expect.stringContaining('--originals DIR') });
  });

  it('does not touch seeds with mistakes', async () => {
    const folder = await seeds('{}');
    const ran = await run(folder, '--originals', 'originals');
    expect(ran).toMatchObject({ code: 1, says: expect.stringContaining('mianshen check') });
    expect(await readFile(join(folder, 'seeds/some-county.json'), 'utf8')).toBe('{}');
  });
});
