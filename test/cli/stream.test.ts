import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

const FILES = ['ningguo-precision-parts', 'xuancheng-container-haulier'].map(
  (name) => `examples/enterprises/${name}.json`,
);

const inVillage = async () => ['--rules', await folderOf(VILLAGE_RULES)];

const line = (json: object) => `${JSON.stringify(json)}\n`;
const answersIn = (out: string) =>
  out
    .split('\n')
    .filter(Boolean)
    .map((text) => JSON.parse(text));

describe('mianshen stream', () => {
  for (const language of ['zh', 'en'])
    it(`answers as match --json does, in ${language}`, async () => {
      const texts = await Promise.all(FILES.map((file) => readFile(file, 'utf8')));
      const input = texts.map((text) => line(JSON.parse(text))).join('');
      const { code, out, err } = await mianshen(['stream', '--lang', language], { input });
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const answered = answersIn(out);
      for (const [index, file] of FILES.entries()) {
        const alone = await mianshen(['match', file, '--json', '--lang', language]);
        expect(answered[index]).toEqual({ line: index + 1, ...JSON.parse(alone.out) });
      }
      expect(answered.length).toBe(FILES.length);
    });

  it('ends with 1 where a line is bad, and says how many', async () => {
    const input = `${line(VILLAGE_REQUEST)}{\n\n${line({ profile: { x: 1 } })}${line(VILLAGE_REQUEST)}`;
    const { code, out, err } = await mianshen(['stream', ...(await inVillage()), '--lang', 'en'], { input });
    expect({ code, err }).toEqual({ code: 1, err: '2 bad lines: see those with a type in the output\n' });
    expect(answersIn(out).map((each) => [each.line, each.status])).toEqual([
      [1, undefined],
      [2, 400],
      [4, 422],
      [5, undefined],
    ]);
  });

  it('says it in Chinese, and of one line in English', async () => {
    expect((await mianshen(['stream', ...(await inVillage())], { input: 'x' })).err).toBe(
      '1 行有误，见输出中带 type 的行\n',
    );
    const { err } = await mianshen(['stream', ...(await inVillage()), '--lang', 'en'], { input: 'x' });
    expect(err).toBe('1 bad line: see those with a type in the output\n');
  });

  it('of nothing makes nothing', async () => {
    expect(await mianshen(['stream', ...(await inVillage())])).toEqual({ code: 0, out: '', err: '' });
  });

  it('takes defaults from its options', async () => {
    const options = ['--as-of', '2023-05-06', '--explain', 'none', '--include', 'ineligible', 'undetermined'];
    const input = line({ profile: {} }) + line({ asOf: '2024-09-01', profile: {}, explain: 'reasons' });
    const { out } = await mianshen(['stream', ...(await inVillage()), ...options], { input });
    const [first, second] = answersIn(out);
    expect([first.asOf, second.asOf]).toEqual(['2023-05-06', '2024-09-01']);
    expect([first.matches[0].reasons.length, second.matches[0].reasons.length > 0]).toEqual([0, true]);
  });

  it('refuses rules with mistakes', async () => {
    const { code, out } = await mianshen(['stream', '--rules', 'examples/enterprises'], {
      input: line(VILLAGE_REQUEST),
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });
});
