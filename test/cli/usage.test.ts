import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

const CHINESE = /[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”·—…]/u;
const COMMANDS = [
  'match',
  'batch',
  'stream',
  'check',
  'explain',
  'diff',
  'documents',
  'documents check',
  'documents report',
  'new',
  'new policy',
  'schemas',
  'serve',
  'verify',
  'decisions',
  'decisions show',
  'replay',
  'receipt',
  'rule-set',
  'ledger',
  'ledger verify',
  'ledger erase',
  'ledger checkpoint',
  'ledger key',
  'ledger consistency',
];
const HAULIER = 'examples/enterprises/xuancheng-container-haulier.json';

/** Columns on a terminal. */
const width = (line: string) => [...line].reduce((sum, char) => sum + (CHINESE.test(char) ? 2 : 1), 0);

describe('help', () => {
  for (const command of ['', ...COMMANDS])
    for (const lang of ['zh', 'en'])
      it(`mianshen ${command} --help --lang ${lang}`, async () => {
        const args = [...command.split(' ').filter(Boolean), '--lang', lang, '--help'];
        const { code, out, err } = await mianshen(args);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out.split('\n')[0]).toContain(['mianshen', command].join(' ').trim());
        expect(out.split('\n').filter((line) => width(line) > 80)).toEqual([]);
        expect(CHINESE.test(out)).toBe(lang === 'zh');
      });

  it('names every command', async () => {
    const { out } = await mianshen(['--help']);
    for (const command of COMMANDS) expect(out).toContain(`\n  ${command.split(' ')[0]} `);
  });

  it('--version', async () => {
    expect(await mianshen(['--version'])).toEqual({ code: 0, out: '0.0.0-test\n', err: '' });
  });
});

describe('wrong use', () => {
  const check = (args: readonly string[], says: string) =>
    it(`mianshen ${args.join(' ')}`, async () => {
      const { code, out, err } = await mianshen(args);
      expect(err).toContain(says);
      expect({ code, out }).toEqual({ code: 2, out: '' });
    });

  check([], '用法: mianshen');
  check(['nonsense'], "unknown command 'nonsense'");
  check(['match'], "missing required argument 'profile'");
  check(['match', HAULIER, '--josn'], 'Did you mean --json?');
  check(['match', HAULIER, '--rules'], "option '--rules <dir>' argument missing");
  check(['match', HAULIER, 'another.json'], 'too many arguments');
  check(['match', HAULIER, '--engine', 'other'], 'Allowed choices are direct, reference');
  check(['match', HAULIER, '--as-of', '2024-02-30'], '应为存在的日期 YYYY-MM-DD');
  check(['match', HAULIER, '--as-of', 'today', '--lang', 'en'], 'Expected a day that exists, as YYYY-MM-DD');
  check(['match', HAULIER, '--lang', 'fr'], 'Allowed choices are zh, en');
  check(['match', 'no-such-file.json'], '读不到文件 no-such-file.json');
  check(['match', 'examples'], '读不到文件 examples');
  check(['match', 'no-such-file.json', '--lang=en'], "can't read the file no-such-file.json");
  check(['match', HAULIER, '--rules', 'no-such-folder'], '读不到目录 no-such-folder');
  check(['stream', '--rules', 'no-such-folder'], '读不到目录 no-such-folder');
  check(['stream', '--source', 'nobody'], '规则集里没有部门“nobody”');
  check(['stream', '--explain', 'all'], 'Allowed choices are none, reasons, full');
  check(['stream', '--include', 'eligible', 'all'], 'Allowed choices are eligible');
  check(['stream', 'profiles.ndjson'], 'too many arguments');
  check(['check', 'no-such-folder'], '读不到目录 no-such-folder');
  check(['check', 'rules', '--seeds', 'no-such-folder'], '读不到目录 no-such-folder');
  check(['explain'], "missing required argument 'policy'");
  check(['explain', 'xuancheng-port-toll-half', 'no-such-file.json'], '读不到文件 no-such-file.json');
  check(['documents'], '用法: mianshen documents');
  check(['documents', 'check'], "required option '--originals <dir>' not specified");
});

describe('in English nothing of the program is Chinese', () => {
  const check = (name: string, args: (folder: string) => readonly string[], expected = 0) =>
    it(name, async () => {
      const rules = Object.entries(VILLAGE_RULES).map(([path, json]) => [`rules/${path}`, json]);
      const folder = await folderOf({ ...Object.fromEntries(rules), 'profile.json': VILLAGE_REQUEST });
      const { code, out, err } = await mianshen([...args(folder), '--lang', 'en']);
      expect(code).toBe(expected);
      expect(`${out}${err}`.split('\n').filter((line) => CHINESE.test(line.replace(/[·—]/g, '')))).toEqual(
        [],
      );
    });

  const rules = (folder: string) => ['--rules', join(folder, 'rules')];
  const profile = (folder: string) => join(folder, 'profile.json');
  check('match', (folder) => ['match', profile(folder), '--all', ...rules(folder)]);
  check('match --verbose', (folder) => ['match', profile(folder), '--all', '--verbose', ...rules(folder)]);
  check('match --engine', (folder) => ['match', profile(folder), '--engine', 'reference', ...rules(folder)]);
  check('explain', (folder) => ['explain', 'mill-visit', ...rules(folder)]);
  check('explain with a profile', (folder) => ['explain', 'loan', profile(folder), ...rules(folder)]);
  check('check', (folder) => ['check', join(folder, 'rules')], 1);
  check('check of nothing', (folder) => ['check', join(folder, 'rules', 'facts')], 1);
  check('serve', (folder) => ['serve', ...rules(folder)]);
  check('documents check', (folder) => ['documents', 'check', '--originals', folder], 1);
});

describe('a defect', () => {
  const broken = async () => {
    throw new TypeError('the bug is here');
  };

  it('is told as one, with its place', async () => {
    const { code, err } = await mianshen(['serve'], { startService: broken });
    expect(err).toMatch(/^程序出错: TypeError: the bug is here\n {4}at /);
    expect(code).toBe(3);
  });

  it('in English too', async () => {
    const { code, err } = await mianshen(['serve', '--lang', 'en'], { startService: broken });
    expect(err).toMatch(/^something broke: TypeError: the bug is here\n/);
    expect(code).toBe(3);
  });
});
