import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
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
  checkSeed({ clauses: edits.reduce<readonly SeedClause[]>((clauses, edit) => edit(clauses), seed) }, CLAUSES);

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

const TITLE = '90';
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
  check('a seed without clauses', [() => []], ...CLAUSES.map((c) => ['missing', c.path, c.digest, ''] as const));
});

it('is silent just where path, kind, digest and order are all the same', () => {
  const places = fc.uniqueArray(fc.constantFrom(...seed.keys()), { maxLength: 3 });
  const kind = fc.constantFrom('heading', 'item', 'paragraph');
  const clause = fc.constantFrom(...seed).chain((each) => fc.record({ ...constants(each), kind }));
  fc.assert(
    fc.property(fc.shuffledSubarray([...seed]), places, clause, (some, _, other) => {
      void other;
      expect(checkSeed({ clauses: some }, CLAUSES).length === 0).toBe(JSON.stringify(some) === JSON.stringify(seed));
    }),
  );
});
