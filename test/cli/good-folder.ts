import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GOOD_FILES } from '../rules/good-rule-set.ts';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';

/** The good rule set under `rules/`, its document under `seeds/`. */
export const goodFolder = (changes: Readonly<Record<string, unknown>> = {}) =>
  folderOf({
    ...Object.fromEntries(
      GOOD_FILES.map(({ path, text }) => [path.startsWith('seeds/') ? path : `rules/${path}`, `${text}\n`]),
    ),
    ...changes,
  });

export const at = (folder: string) => ['--rules', join(folder, 'rules'), '--seeds', join(folder, 'seeds')];
export const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
export const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json')).toSorted();

/** Enough for a policy; a later flag wins. */
export const ENOUGH = [
  ...['--document', 'plan', '--clause', '1', '--title', '招工补贴', '--summary', '招工的给补贴'],
  ...['--benefit', '补贴', '--kind', 'subsidy', '--delivery', 'automatic', '--basis', 'indicator'],
];

/** `check` of the rule set and its document as they now are. */
export const checked = (folder: string) =>
  mianshen(['check', join(folder, 'rules'), '--seeds', join(folder, 'seeds'), '--lang', 'en']);

/** What \`check\` says of one policy, warnings included: that changes of the rule go unnoticed by its examples is one. */
export async function saidOf(folder: string, id: string): Promise<readonly string[]> {
  const { out } = await mianshen([
    'check',
    join(folder, 'rules'),
    '--seeds',
    join(folder, 'seeds'),
    '--json',
  ]);
  const { diagnostics } = JSON.parse(out) as {
    diagnostics: { file: string; code: string; message: { zh: string } }[];
  };
  return diagnostics
    .filter(({ file }) => file.endsWith(`/${id}.json`))
    .map(({ code, message }) => `${code} ${message.zh}`);
}
