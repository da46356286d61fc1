import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/api/app.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseDocuments } from '../../src/rules/parse-document.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { mianshen } from '../cli/mianshen.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { firstDifference } from './shown-output.ts';

/** One thing that the reader does: a command with what it shows, or an edit of a file. */
type Step =
  | { readonly kind: 'command'; readonly command: string; readonly shown: string }
  | { readonly kind: 'edit'; readonly path: string; readonly from: string; readonly to: string };

/** The steps of a page in order. An edit stands in a comment, beside the words that ask for it. */
function stepsOf(page: string): readonly Step[] {
  const parts = page.matchAll(/^```console\n([\s\S]*?)^```$|^<!-- edit (\S+): (.*) => (.*) -->$/gm);
  return [...parts].flatMap(([, block, path, from, to]): Step[] => {
    if (path !== undefined) return [{ kind: 'edit', path, from: from ?? '', to: to ?? '' }];
    return (block ?? '')
      .split(/^\$ /m)
      .slice(1)
      .map((text): Step => {
        const [command = '', ...shown] = text.split('\n');
        return { kind: 'command', command, shown: shown.join('\n') };
      });
  });
}

const withoutTrailingSpace = (text: string) => text.replaceAll(/ +$/gm, '');

/** What the person writes, where the page shows questions: what stands after them. */
const answersIn = (shown: string): readonly string[] =>
  shown.split('\n').flatMap((line) => /^[^ …].*?: ?(.*)$/.exec(line)?.slice(1) ?? []);

describe.each(['docs/walkthrough.zh-CN.md', 'docs/walkthrough.md'])('%s', async (page) => {
  const before = { RULES_DIR: process.env.RULES_DIR, SEEDS_DIR: process.env.SEEDS_DIR };
  let folder = '';
  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'mianshen-')));
  });
  afterAll(async () => {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    await rm(folder, { recursive: true });
  });

  /** What a command prints, with paths as the reader sees them. */
  async function run(command: string, shown: string): Promise<string> {
    const [program, ...args] = (command.match(/'[^']*'|\S+/g) ?? []).map((word) =>
      word.replace(/^'(.*)'$/, '$1'),
    );
    const here = args.map((arg) => arg.replace(/(?<=^|=)my-rules/, join(folder, 'my-rules')));
    if (program === 'npx' && args[0] === 'mianshen') {
      const { out, err } = await mianshen(here.slice(1), { answers: answersIn(shown) });
      return `${err}${out}`.replaceAll(`${folder}/`, '');
    }
    if (program === 'cp') await cp(args[1] ?? '', here[2] ?? '', { recursive: true });
    else if (program === 'export')
      for (const each of here) process.env[each.split('=')[0] ?? ''] = each.split('=')[1];
    else if (program === 'curl') return policyFrom(args.find((arg) => arg.startsWith('http')) ?? '');
    else throw new Error(`no such command on a page: ${command}`);
    return '';
  }

  /** What the service would answer with the rules as they now are. */
  async function policyFrom(url: string): Promise<string> {
    const ruleFiles = await readJsonFiles(join(folder, 'my-rules/rules'));
    const { ruleSet } = parseRuleSet(ruleFiles);
    const { documents } = parseDocuments(await readJsonFiles(join(folder, 'my-rules/seeds')));
    if (ruleSet === null) throw new Error('the rules of the walk-through have mistakes');
    const app = createApp({
      ...{ ruleSet, documents, today: () => '2025-06-01', now: () => 0 },
      ledger: (await memoryLedger({ ruleSet, ruleFiles })).ledger,
      docsFile: () => Promise.reject(new Error('no docs here')),
    });
    return (await app.request(url)).text();
  }

  async function edit({ path, from, to }: Extract<Step, { kind: 'edit' }>): Promise<void> {
    const file = join(folder, path);
    const text = await readFile(file, 'utf8');
    expect(text.split(from), `${path} has ${from} once`).toHaveLength(2);
    await writeFile(file, text.replace(from, to));
  }

  const steps = stepsOf(await readFile(page, 'utf8'));
  for (const [index, step] of steps.entries())
    it(`${index + 1}. ${step.kind === 'command' ? step.command.slice(0, 60) : `edit ${step.path}`}`, async () => {
      if (step.kind === 'edit') return edit(step);
      const printed = withoutTrailingSpace(await run(step.command, step.shown));
      const shown = step.shown.startsWith('{') ? step.shown.replaceAll(/\n */g, '') : step.shown;
      expect(firstDifference(shown, printed)).toBe('');
    });

  it('goes all the way', () => expect(steps.length).toBeGreaterThan(7));
});
