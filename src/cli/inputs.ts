import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type Loaded, load } from '../app/load.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { todayInShanghai } from '../io/clock.ts';
import { rulesDirectory, seedsDirectory } from '../io/directories.ts';
import { wordsFor } from '../io/file-faults.ts';
import { readJsonFiles, UnreadableFiles } from '../io/rule-files.ts';
import { type Diagnostic, diagnose } from '../rules/diagnostic.ts';
import { parseJsonText } from '../rules/json-text.ts';
import { locate } from '../rules/locate.ts';
import { type MatchRequest, parseMatchRequest } from '../rules/match-request.ts';
import type { RuleFile } from '../rules/parse-files.ts';
import { say } from './command-line.ts';
import { Findings, type Output, WrongUse } from './output.ts';

/** The `.json` files of a directory, by their paths in it. */
export interface Directory {
  readonly path: string;
  readonly files: readonly RuleFile[];
}

/** Reads the `.json` files of a directory, or says plainly that it can't. */
export async function readDirectory(path: string, output: Output): Promise<Directory> {
  try {
    return { path, files: await readJsonFiles(path) };
  } catch (cause) {
    throw unreadableDirectory(path, cause, output);
  }
}

/** Says what of a directory can't be read, and why. What isn't about reading is passed on. */
export function unreadableDirectory(path: string, cause: unknown, output: Output): unknown {
  if (!(cause instanceof UnreadableFiles)) return cause;
  const lines = cause.unreadable.map(({ path: file, code }) => {
    const reason = wordsFor(code)[output.language];
    return file === ''
      ? say(output, `读不到目录 ${path}：${reason}`, `can't read the directory ${path}: ${reason}`)
      : say(output, `读不到 ${join(path, file)}：${reason}`, `can't read ${join(path, file)}: ${reason}`);
  });
  return new WrongUse([...new Set(lines)].join('\n'));
}

export async function readTextFile(path: string, output: Output): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    throw new WrongUse(say(output, `读不到文件 ${path}`, `can't read the file ${path}`));
  }
}

/** Loads a rule set with the shipped documents; mistakes in it are findings. */
export async function loadRules(path: string | undefined, output: Output): Promise<Loaded> {
  const rules = await readDirectory(path ?? rulesDirectory(), output);
  const seeds = await readDirectory(seedsDirectory(), output);
  const result = load(rules.files, seeds.files);
  if (!result.ok) throw findingsIn(result.diagnostics, rules, seeds);
  return result.loaded;
}

/** The diagnostics of a rule set and its documents, to be shown with their lines. */
export function findingsIn(
  diagnostics: readonly Diagnostic[],
  rules: Directory,
  seeds: Directory | null,
): Findings {
  return new Findings(fromHere(diagnostics, rules, seeds), sourcesIn(rules, seeds));
}

/** Every text by its path as seen from the working directory. */
export function sourcesIn(rules: Directory, seeds: Directory | null): ReadonlyMap<string, string> {
  return new Map(
    [seeds, rules].flatMap((directory) =>
      (directory?.files ?? []).map(({ path, text }): [string, string] => [
        pathFromHere(directory?.path ?? '', path),
        text,
      ]),
    ),
  );
}

/** The same diagnostics with the paths of their files as seen from the working directory, for editors to open. */
export function fromHere(
  diagnostics: readonly Diagnostic[],
  rules: Directory,
  seeds: Directory | null,
): readonly Diagnostic[] {
  const inSeeds = new Set(seeds?.files.map((file) => file.path));
  return diagnostics.map((each) => {
    const directory = seeds !== null && inSeeds.has(each.file) ? seeds : rules;
    return { ...each, file: pathFromHere(directory.path, each.file) };
  });
}

/** Relative where it lies below the working directory, absolute elsewhere. */
export function pathFromHere(directory: string, file: string): string {
  const path = resolve(join(directory, file));
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below;
}

/** What a profile file asks for, and the name it gives the enterprise. */
export interface NamedRequest extends MatchRequest {
  readonly name: string | null;
}

interface Overrides {
  readonly asOf?: string | undefined;
  readonly all?: boolean | undefined;
}

/** A profile file is a match request, or the profile alone. Options on the command line win. */
export async function readRequest(
  path: string,
  ruleSet: RuleSet,
  { asOf, all }: Overrides,
  output: Output,
): Promise<NamedRequest> {
  const text = await readTextFile(path, output);
  const parsed = parseJsonText(path, text);
  if (!parsed.ok) throw new Findings(parsed.diagnostics, new Map([[path, text]]));
  const { json, isWhole } = asRequest(path, parsed.value, text);
  const request = {
    ...json,
    ...(asOf === undefined ? {} : { asOf }),
    ...(all === true ? { include: ['eligible', 'conditional', 'undetermined', 'ineligible'] } : {}),
  };
  const result = parseMatchRequest(ruleSet, request, todayInShanghai());
  if (!result.ok)
    throw new Findings(inFile(result.diagnostics, path, text, isWhole), new Map([[path, text]]));
  return { ...result.request, name: typeof json.name === 'string' ? json.name : null };
}

function asRequest(
  path: string,
  json: unknown,
  text: string,
): { readonly json: Readonly<Record<string, unknown>>; readonly isWhole: boolean } {
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return 'profile' in json
      ? { json: { ...json }, isWhole: true }
      : { json: { profile: json }, isWhole: false };
  const place = { file: path, pointer: '', line: 1, column: 1 };
  const details = { expected: { zh: '对象', en: 'an object' }, found: text.slice(0, 20).trim() };
  throw new Findings([diagnose('wrong-type', place, details)]);
}

/** Diagnostics of a request, at their places in the file it was read from. */
function inFile(
  diagnostics: readonly Diagnostic[],
  file: string,
  text: string,
  isWhole: boolean,
): readonly Diagnostic[] {
  const placed = diagnostics.map((each) => ({
    ...each,
    file,
    pointer: isWhole ? each.pointer : each.pointer.replace(/^\/profile/, ''),
  }));
  return locate(placed, new Map([[file, text]]));
}
