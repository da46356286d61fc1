import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GOOD_FILES } from '../rules/good-rule-set.ts';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';

const RULES = Object.fromEntries(
  GOOD_FILES.filter(({ path }) => !path.startsWith('seeds/')).map(({ path, text }) => [
    path,
    JSON.parse(text),
  ]),
);
const LOAN = 'policies/341800/loan.json';

interface Suggested {
  readonly file: string;
  readonly pointer: string;
  readonly notices: readonly { readonly en: string }[];
  readonly example: Readonly<Record<string, unknown>>;
  readonly computed?: Readonly<Record<string, unknown>>;
}

const suggested = async (folder: string, ...more: readonly string[]): Promise<readonly Suggested[]> =>
  JSON.parse((await mianshen(['check', folder, '--suggest', '--json', ...more])).out);

describe('check', () => {
  it('says which changes no example would notice, and is fine with it', async () => {
    const { code, err } = await mianshen(['check', await folderOf(RULES), '--lang', 'en']);
    expect(err.match(/unnoticed-change\]/g)).toHaveLength(5);
    expect(err).toContain(
      "if 'employees is below 300 人' were 'employees is below 299 人', no example would notice",
    );
    expect(code).toBe(0);
  });

  it('asks nothing of the kind with --no-mutation', async () => {
    const { err } = await mianshen(['check', await folderOf(RULES), '--no-mutation']);
    expect(err).not.toContain('unnoticed');
  });
});

describe('check --suggest', () => {
  it('leaves what they give to people: check refuses them as they are', async () => {
    const folder = await folderOf(RULES);
    const found = await suggested(folder);
    expect(found.map(({ example }) => example.outcome ?? example.gives)).toEqual(found.map(() => '?'));
    expect(found.every(({ computed }) => computed === undefined)).toBe(true);
    const { code, err } = await mianshen(['check', await folderOf(pasted(found)), '--lang', 'en']);
    expect(err.match(/unconfirmed-example\]/g)).toHaveLength(found.length);
    expect(code).toBe(1);
  });

  it('gives few examples that notice everything, once somebody has confirmed them', async () => {
    const found = await suggested(await folderOf(RULES), '--answers');
    expect(found.flatMap(({ notices }) => notices)).toHaveLength(5);
    expect(found.length).toBeLessThan(5);
    const confirmed = found.map(({ example, computed, ...each }) => ({
      ...each,
      example: { ...example, ...computed },
    }));
    const { code, err } = await mianshen(['check', await folderOf(pasted(confirmed))]);
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it('writes them to a file of their own, and never over one', async () => {
    const folder = await folderOf(RULES);
    const file = join(await folderOf({ 'readme.txt': '' }), 'suggested.json');
    const before = await readFile(join(folder, LOAN), 'utf8');
    expect((await mianshen(['check', folder, '--suggest', '--write', file])).code).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(await suggested(folder));
    expect(await readFile(join(folder, LOAN), 'utf8')).toBe(before);
    const again = await mianshen(['check', folder, '--suggest', '--write', file]);
    expect(again.err).toBe(`不能写入 ${file}：已有这个文件\n`);
    expect(again.code).toBe(2);
  });
});

it('the examples that are shipped notice every change', async () => {
  for (const folder of ['rules', 'examples/national/rules']) {
    const { err } = await mianshen(['check', folder]);
    expect(err).not.toMatch(/unnoticed-|stale-reason|evaluators-differ/);
  }
});

/** The rules with these examples pasted where they belong. */
function pasted(found: readonly Suggested[]): Readonly<Record<string, unknown>> {
  const rules = structuredClone(RULES) as Record<string, Record<string, unknown>>;
  for (const { file, pointer, example } of found) {
    const path = Object.keys(rules).find((each) => file.endsWith(each)) ?? '';
    const rule = rules[path];
    if (rule === undefined || pointer !== '/examples') throw new Error(`no ${file}${pointer}`);
    rule.examples = [...((rule.examples as unknown[]) ?? []), example];
  }
  return rules;
}
