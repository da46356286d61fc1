import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Coverage, DocumentCoverage } from '../../src/app/document-report.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { approve } from '../rules/approve.ts';
import { GOOD_FILES } from '../rules/good-rule-set.ts';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';

interface Report {
  readonly documents: readonly DocumentCoverage[];
  readonly total: Coverage;
}

const report = async (...args: readonly string[]): Promise<Report> =>
  JSON.parse((await mianshen(['documents', 'report', '--json', ...args])).out);

it('says how far the shipped documents have become policies', async () => {
  for (const lang of ['zh', 'en']) {
    const { code, out, err } = await mianshen(['documents', 'report', '--lang', lang]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    approve(`documents-report.${lang}`, out.trimEnd().split('\n'));
  }
});

describe('the figures of the shipped documents', () => {
  // Slow and obvious: counted in the files themselves.
  it('are those of the files', async () => {
    const { documents } = await report();
    const texts = await readJsonFiles('rules/policies');
    for (const { text } of await readJsonFiles('seeds')) {
      const { id, clauses } = JSON.parse(text) as { id: string; clauses: { disposition: string }[] };
      const count = (disposition: string) =>
        clauses.filter((each) => each.disposition === disposition).length;
      const own = texts.filter((each) => each.text.includes(`"document": "${id}"`));
      expect(documents.find((each) => each.id === id)).toMatchObject({
        clauses: clauses.length,
        ...{ encoded: count('policy'), duty: count('duty'), context: count('context'), unencoded: [] },
        policies: own.length,
        residuals: own.reduce((sum, each) => sum + each.text.split('"confirmedBy": ').length - 1, 0),
      });
    }
  });

  it('add up', async () => {
    const { documents, total } = await report();
    for (const each of [...documents, total]) {
      expect(each.encoded + each.unencoded.length + each.duty + each.context).toBe(each.clauses);
      expect(each.confirmers.reduce((sum, { residuals }) => sum + residuals, 0)).toBe(each.residuals);
    }
    for (const key of ['clauses', 'encoded', 'withResidual', 'policies', 'residuals'] as const)
      expect(
        documents.reduce((sum, each) => sum + each[key], 0),
        key,
      ).toBe(total[key]);
  });
});

describe('a small rule set', () => {
  const folder = (clauses: (json: { clauses: { policies: string[] }[] }) => void = () => {}) =>
    folderOf(
      Object.fromEntries(
        GOOD_FILES.map(({ path, text }) => {
          const json = JSON.parse(text);
          if (path.startsWith('seeds/')) clauses(json);
          return [path.startsWith('seeds/') ? path : `rules/${path}`, json];
        }),
      ),
    );
  const options = (root: string) => ['--rules', join(root, 'rules'), '--seeds', join(root, 'seeds')];

  it('in figures', async () => {
    const { documents } = await report(...options(await folder()));
    expect(documents).toEqual([
      {
        ...{ id: 'plan', title: '方案', clauses: 2, encoded: 1, unencoded: [], duty: 0, context: 1 },
        withResidual: 0,
        shares: { encoded: 0.5, withResidual: 0, duty: 0, context: 0.5 },
        ...{ policies: 1, policiesPerClause: 1, residuals: 0, confirmers: [] },
      },
    ]);
  });

  it('a clause whose policy is not there is named', async () => {
    const root = await folder(({ clauses }) => clauses[1]?.policies.push('grant'));
    const { code, out } = await mianshen(['documents', 'report', ...options(root)]);
    expect(out).toContain('\n没有政策：plan 1.1\n');
    expect(out).toContain('\n由谁确认\n  没有\n');
    expect(code).toBe(1);
  });

  it('rules with mistakes are not reported on', async () => {
    const root = await folder();
    const { code, err } = await mianshen([
      'documents',
      'report',
      '--rules',
      root,
      '--seeds',
      join(root, 'seeds'),
    ]);
    expect(err).toContain('missing-file');
    expect(code).toBe(1);
  });
});
