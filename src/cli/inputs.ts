import { readFile } from 'node:fs/promises';
import { type Loaded, load } from '../app/load.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { todayInShanghai } from '../io/clock.ts';
import { rulesDirectory, seedsDirectory } from '../io/directories.ts';
import { readJsonFiles } from '../io/rule-files.ts';
import { diagnose } from '../rules/diagnostic.ts';
import { parseJsonText } from '../rules/json-text.ts';
import { type MatchRequest, parseMatchRequest } from '../rules/match-request.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { Findings, type Output, WrongUse } from './output.ts';

/** Reads the `.json` files of a directory, or says plainly that it can't. */
export async function readDirectory(directory: string, output: Output): Promise<readonly RuleFile[]> {
  try {
    return await readJsonFiles(directory);
  } catch {
    const zh = `读不到目录 ${directory}`;
    throw new WrongUse(output.language === 'zh' ? zh : `can't read the directory ${directory}`);
  }
}

export async function readTextFile(path: string, output: Output): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    throw new WrongUse(output.language === 'zh' ? `读不到文件 ${path}` : `can't read the file ${path}`);
  }
}

/** Loads a rule set with the shipped documents; mistakes in it are findings. */
export async function loadRules(rules: string | undefined, output: Output): Promise<Loaded> {
  const directory = rules ?? rulesDirectory();
  const seeds = await readDirectory(seedsDirectory(), output);
  const result = load(await readDirectory(directory, output), seeds);
  if (!result.ok) throw new Findings(result.diagnostics);
  return result.loaded;
}

/** A profile file is a match request, or the profile alone. Options on the command line win. */
export async function readRequest(
  path: string,
  ruleSet: RuleSet,
  { asOf, all }: { readonly asOf?: string | undefined; readonly all?: boolean | undefined },
  output: Output,
): Promise<MatchRequest & { readonly name: string | null }> {
  const text = await readTextFile(path, output);
  const parsed = parseJsonText(path, text);
  if (!parsed.ok) throw new Findings(parsed.diagnostics);
  const json = asRequest(parsed.value);
  if (json === null)
    throw new Findings([
      diagnose(
        'wrong-type',
        { file: path, pointer: '' },
        { expected: { zh: '对象', en: 'an object' }, found: text.slice(0, 20) },
      ),
    ]);
  const request = {
    ...json,
    ...(asOf === undefined ? {} : { asOf }),
    ...(all === true ? { include: ['eligible', 'conditional', 'undetermined', 'ineligible'] } : {}),
  };
  const result = parseMatchRequest(ruleSet, request, todayInShanghai());
  if (!result.ok) throw new Findings(result.diagnostics.map((each) => ({ ...each, file: path })));
  return { ...result.request, name: typeof json.name === 'string' ? json.name : null };
}

function asRequest(json: unknown): Record<string, unknown> | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  return 'profile' in json ? { ...json } : { profile: json };
}
