import { type CheckedRuleSet, checkRuleSet } from '../../src/app/check-rule-set.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';

const BASE = new URL('base/', import.meta.url).pathname;

/** The paths of documents begin so, here and in what is shown. */
const SEEDS = 'seeds/';

/** A small rule set without a mistake, and its document under `seeds/`: what the broken files are put into. */
export const BASE_FILES: readonly RuleFile[] = [
  ...(await readJsonFiles(`${BASE}rules`)),
  ...under(SEEDS, await readJsonFiles(`${BASE}seeds`)),
];

/** All that `mianshen check` says of these files. */
export function checkAll(files: readonly RuleFile[]): CheckedRuleSet {
  const isSeed = ({ path }: RuleFile) => path.startsWith(SEEDS);
  return checkRuleSet(
    files.filter((file) => !isSeed(file)),
    files.filter(isSeed),
  );
}

/** The base with files replaced, added and removed. */
export function baseWith(files: readonly RuleFile[], removed: readonly string[] = []): readonly RuleFile[] {
  const changed = new Set([...files.map(({ path }) => path), ...removed]);
  return [...BASE_FILES.filter(({ path }) => !changed.has(path)), ...files];
}

export function under(folder: string, files: readonly RuleFile[]): readonly RuleFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}${path}`, text }));
}
