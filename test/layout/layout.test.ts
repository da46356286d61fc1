import { describe, expect, it } from 'vitest';
import { LAYOUT_RULES, type LayoutRule } from './rules.ts';
import { parseSource, readTrees, type SourceFile } from './source-file.ts';

const files = readTrees(new URL('../../', import.meta.url), ['src', 'test', 'scripts']);

const judge = ({ over, violations }: LayoutRule, all: readonly SourceFile[]) => violations(all.filter(over));

const planted = (rule: LayoutRule) =>
  Object.entries(rule.planted).map(([path, text]) => parseSource(path, text));

for (const rule of LAYOUT_RULES)
  describe(`the source ${rule.name}`, () => {
    it('here', () => expect(judge(rule, files)).toEqual([]));
    it('and a violation is found', () => expect(judge(rule, planted(rule))).toEqual(rule.found));
  });

it('reads every file of the three trees', () => {
  expect(new Set(files.map(({ tree }) => tree))).toEqual(new Set(['src', 'test', 'scripts']));
  expect(files.map(({ path }) => path)).toContain('test/layout/layout.test.ts');
  expect(files.length).toBeGreaterThan(100);
});
