import { checkFully } from '../../src/app/check-fully.ts';
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

/** What `mianshen check --no-mutation` says of these files, but for what only a defect brings about. */
export function checkAll(files: readonly RuleFile[]): CheckedRuleSet {
  const { rules, seeds } = parted(files);
  return checkRuleSet(rules, seeds);
}

/** All that `mianshen check` says of these files. */
export function checkAllFully(files: readonly RuleFile[]): Promise<CheckedRuleSet> {
  const { rules, seeds } = parted(files);
  return checkFully(rules, seeds, { mutation: true });
}

function parted(files: readonly RuleFile[]) {
  const isSeed = ({ path }: RuleFile) => path.startsWith(SEEDS);
  return { rules: files.filter((file) => !isSeed(file)), seeds: files.filter(isSeed) };
}

/** The base with files replaced, added and removed. */
export function baseWith(files: readonly RuleFile[], removed: readonly string[] = []): readonly RuleFile[] {
  const changed = new Set([...files.map(({ path }) => path), ...removed]);
  return [...BASE_FILES.filter(({ path }) => !changed.has(path)), ...files];
}

export function under(folder: string, files: readonly RuleFile[]): readonly RuleFile[] {
  return files.map(({ path, text }) => ({ path: `${folder}${path}`, text }));
}
