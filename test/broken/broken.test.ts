import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printDiagnostics } from '../../src/cli/diagnostic-text.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import type { Diagnostic } from '../../src/rules/diagnostic.ts';
import { locate } from '../../src/rules/locate.ts';
import { parseMatchRequest } from '../../src/rules/match-request.ts';
import { MESSAGES } from '../../src/rules/messages.ts';
import { ANALYSIS_MESSAGES } from '../../src/rules/messages-analysis.ts';
import type { RuleFile } from '../../src/rules/parse-files.ts';
import { BASE_FILES, baseWith, checkAll, checkAllFully, under } from './base-files.ts';

const CASES = new URL('cases/', import.meta.url).pathname;
const REQUEST = 'enterprise.json';

/** Found elsewhere: in files too large to keep, by a defect of the program, or in rules too large to decide. */
const ELSEWHERE = [
  'too-large',
  'too-many-mistakes',
  'evaluators-differ',
  'unnoticed-undecided',
  'not-decided',
];

const foldersIn = (folder: string): readonly string[] => readdirSync(folder).toSorted();
const names = foldersIn(CASES).flatMap((group) =>
  foldersIn(`${CASES}${group}`).map((name) => `${group}/${name}`),
);
const fired = new Set<string>();
/** What examples of the base itself leave unnoticed. */
let known: ReadonlySet<string> | undefined;

/** What is found, and the files that it speaks of. */
interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly RuleFile[];
}

async function findIn(name: string): Promise<Found> {
  const folder = `${CASES}${name}/`;
  if (existsSync(folder + REQUEST)) return findInRequest(readFileSync(folder + REQUEST, 'utf8'));
  const read = async (part: string) =>
    existsSync(folder + part)
      ? under(part === 'seeds' ? 'seeds/' : '', await readJsonFiles(folder + part))
      : [];
  const removed = existsSync(`${folder}removed.txt`)
    ? readFileSync(`${folder}removed.txt`, 'utf8').trim().split('\n')
    : [];
  const files = baseWith([...(await read('rules')), ...(await read('seeds'))], removed);
  if (!name.startsWith('worth/') && !name.startsWith('meaning/'))
    return { diagnostics: checkAll(files).diagnostics, files };
  const { diagnostics } = await checkAllFully(files);
  known ??= new Set((await checkAllFully(BASE_FILES)).diagnostics.map(said));
  const added = diagnostics.filter(
    (each) => known?.has(said(each)) !== true || name === `meaning/${each.code}`,
  );
  // With another meaning the examples of the base come out differently: that isn't what these are about.
  const about = name.startsWith('meaning/') ? added.filter(({ code }) => code in ANALYSIS_MESSAGES) : added;
  return { diagnostics: about, files };
}

function findInRequest(text: string): Found {
  const { ruleSet } = checkAll(BASE_FILES);
  if (ruleSet === null) throw new Error('the base has mistakes');
  const parsed = parseMatchRequest(ruleSet, JSON.parse(text), '2024-09-01');
  const placed = (parsed.ok ? [] : parsed.diagnostics).map((each) => ({ ...each, file: REQUEST }));
  return { diagnostics: locate(placed, new Map([[REQUEST, text]])), files: [{ path: REQUEST, text }] };
}

function said({ file, pointer, message }: Diagnostic): string {
  return `${file}${pointer} ${message.zh}`;
}

function print({ diagnostics, files }: Found, language: 'zh' | 'en'): string {
  let text = '';
  const err = (more: string) => {
    text += more;
  };
  const sources = new Map(files.map((file) => [file.path, file.text]));
  printDiagnostics({ language, color: false, out: err, err }, diagnostics, sources);
  return text;
}

/** Compares with what people have approved; `MIANSHEN_APPROVE=1` writes it anew. */
function approve(name: string, file: string, text: string): void {
  const path = `${CASES}${name}/${file}`;
  if (process.env.MIANSHEN_APPROVE === '1') writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

it('finds nothing in the rule set that the files are put into', () => {
  expect(checkAll(BASE_FILES).diagnostics).toEqual([]);
});

describe('broken files', () => {
  for (const name of names)
    it(name, async () => {
      const found = await findIn(name);
      expect(found.diagnostics).not.toEqual([]);
      for (const { code } of found.diagnostics) fired.add(code);
      approve(name, 'found.txt', print(found, 'zh'));
      if (name.startsWith('combined/')) approve(name, 'found.en.txt', print(found, 'en'));
    });

  it('are at least 200, and give every diagnostic there is', () => {
    expect(names.length).toBeGreaterThanOrEqual(200);
    expect([...new Set([...fired, ...ELSEWHERE])].toSorted()).toEqual(Object.keys(MESSAGES).toSorted());
  });
});

describe('in any of them', () => {
  it('what is found is listed in order of file and place, each inside its file', async () => {
    for (const name of names) {
      const { diagnostics, files } = await findIn(name);
      const places = diagnostics.map(({ file, line = 0, column = 0 }) => ({ file, line, column }));
      const ordered = places.toSorted(
        (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
      );
      expect(places).toEqual(ordered);
      for (const each of diagnostics) expectInside(each, files, name);
    }
  });
});

function expectInside(diagnostic: Diagnostic, files: readonly RuleFile[], name: string): void {
  const { file, line = 1, column = 1, endLine = line, endColumn = column } = diagnostic;
  const text = files.find(({ path }) => path === file)?.text ?? '';
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const isInside =
    line >= 1 &&
    endLine <= lines.length &&
    column - 1 <= [...(lines[line - 1] ?? '')].length &&
    endColumn - 1 <= [...(lines[endLine - 1] ?? '')].length &&
    (line < endLine || column <= endColumn);
  expect(isInside || `${name}: ${JSON.stringify(diagnostic)}`).toBe(true);
}
