import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/api/app.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseDocuments } from '../../src/rules/parse-document.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage, compile } from '../built-package.ts';
import { mianshen } from '../cli/mianshen.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { firstDifference } from './shown-output.ts';

const run = promisify(execFile);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const { ruleSet } = parseRuleSet(await readJsonFiles('rules'));
const { documents } = parseDocuments(await readJsonFiles('seeds'));
if (ruleSet === null) throw new Error('rules/ has mistakes');
const app = createApp({
  ...{ ruleSet, documents, today: () => '2024-09-01', now: () => 0 },
  ledger: (await memoryLedger({ ruleSet, ruleFiles: [] })).ledger,
  docsFile: () => Promise.reject(new Error('no docs here')),
});

/** The fenced blocks of a page in one language. */
const blocksOf = (page: string, language: string): readonly string[] =>
  [...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code]) => code ?? '',
  );

/** What a command shown on the page prints. Words in single quotes are one. */
async function outputOf(command: string): Promise<string> {
  const [program, ...args] = (command.match(/'[^']*'|\S+/g) ?? []).map((word) =>
    word.replace(/^'(.*)'$/, '$1'),
  );
  if (program === 'npx' && args[0] === 'mianshen') return (await mianshen(args.slice(1))).out;
  if (program !== 'curl') throw new Error(`no such command on a page: ${command}`);
  const [url, body] = [
    args.find((each) => each.startsWith('http')),
    args.find((each) => each.startsWith('@')),
  ];
  const answer = await app.request(`${url}`, {
    method: 'POST',
    headers: { 'content-type': args[args.indexOf('-H') + 1]?.split(': ')[1] ?? '' },
    body: read(`${body}`.slice(1)),
  });
  return answer.text();
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (page) => {
  for (const block of blocksOf(page, 'console')) {
    const [command = '', ...shown] = block.split('\n');
    it(command, async () => {
      const isJson = shown[0] === '{';
      const text = isJson ? shown.map((line) => line.trim()).join('') : shown.join('\n');
      expect(firstDifference(text, await outputOf(command.replace(/^\$ /, '')))).toBe('');
    });
  }

  it('shows something that is run', () => {
    expect(blocksOf(page, 'console').length).toBeGreaterThan(1);
  });

  it('names the commands that there are', async () => {
    const { out } = await mianshen(['--help', '--lang', 'en']);
    const [, list = ''] = out.split('Commands:\n');
    const there = [...list.matchAll(/^ {2}(\w+)/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'help');
    const named = new Set([...read(page).matchAll(/mianshen (\w+)/g)].map(([, name]) => name));
    expect([...named].toSorted()).toEqual(there.toSorted());
  });
});

describe('README.md', () => {
  it('says how many policies each document gave', () => {
    const counts = documents.map(({ json: { id } }): [string, number] => [
      id,
      ruleSet.policies.filter(({ source }) => source.some(({ document }) => document === id)).length,
    ]);
    const shown = [...read('README.md').matchAll(/^\| `([\w-]+)` \|.*\| (\d+) \|$/gm)].map(
      ([, id = '', count]): [string, number] => [id, Number(count)],
    );
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(counts));
  });

  let built: BuiltPackage;
  beforeAll(async () => {
    built = await buildPackage();
  }, BUILD_TIMEOUT);
  afterAll(() => built.remove());

  it('has a library example that compiles, runs and prints what is shown', async () => {
    const [example = ''] = blocksOf('README.md', 'ts');
    const [shown] = blocksOf('README.md', 'text');
    await writeFile(join(built.folder, 'example.ts'), example);
    await compile(built.folder, 'example.ts');
    const { stdout } = await run(process.execPath, ['example.js'], { cwd: built.folder });
    expect(stdout).toBe(shown);
  });
});

describe('what is shown is compared with what is printed', () => {
  const check = (shown: string, printed: string, difference: string) =>
    it(JSON.stringify(shown), () => expect(firstDifference(shown, printed)).toBe(difference));

  check('a\nb\n', 'a\nb\n', '');
  check('a\n…\nc\n', 'a\nb\nb\nc\n', '');
  check('a …, c\n', 'a b, c\n', '');
  check('a\n…\n', 'a\nb\n', '');
  check('…\nc\n', 'a\nc\n', '');
  check('b\n', 'a\nb\n', 'b\n');
  check('a\n', 'a\nb\n', 'a\n');
  check('a\n…\nd\n', 'a\nb\nc\n', '\nd\n');
  check('c\n…\na\n', 'c\nb\n', '\na\n');
  check('a\n…\nb\n…\nb\n', 'a\nx\nb\ny\n', '\nb\n');
});
