import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DERIVED, GOOD_FILES, REPORTED } from '../rules/good-rule-set.ts';
import { at, ENOUGH, filesIn, goodFolder, read, saidOf } from './good-folder.ts';
import { mianshen } from './mianshen.ts';

const make = async (folder: string, ...flags: readonly string[]) =>
  mianshen(['new', 'policy', ...at(folder), ...ENOUGH, ...flags]);

describe('a policy by flags passes check at once', () => {
  const check = (name: string, flags: readonly string[], conditions: unknown, outcomes: readonly string[]) =>
    it(name, async () => {
      const folder = await goodFolder();
      const { code, err } = await make(folder, ...flags);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const policy = await read(join(folder, 'rules/policies/341800/plan-zhao-gong-bu-tie.json'));
      expect(policy.conditions).toEqual(conditions);
      expect(policy.examples.map((each: { outcome: string }) => each.outcome)).toEqual(outcomes);
      expect(await saidOf(folder, 'plan-zhao-gong-bu-tie')).toEqual([]);
    });
  const [yes, no, open, self] = ['eligible', 'ineligible', 'undetermined', 'conditional'];
  const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });

  check('with a number', ['--when', '从业人员<300人'], leaf('employees', 'lessThan', 300), [
    yes,
    no,
    no,
    open,
    open,
    self,
  ]);
  check(
    'with two conditions',
    ['--when', 'annualRevenue ≥ 500万', '--when', '企业规模 属于 小型、中型'],
    {
      all: [leaf('annualRevenue', 'greaterThanInclusive', 5000000), leaf('size', 'in', ['small', 'medium'])],
    },
    [yes, yes, no, no, no, open, open, open, self],
  );
  check('with a named condition', ['--when', '中小企业'], { condition: 'not-large' }, [
    yes,
    no,
    no,
    open,
    open,
    self,
  ]);
  check(
    'with a ratio of two facts',
    ['--when', '研发强度 >= 5%'],
    leaf('rdIntensity', 'greaterThanInclusive', 0.05),
    [yes, no, no, open, open, open, self],
  );
  check('with a table', ['--when', '用工规模 = 少'], leaf('staffClass', 'equal', 'few'), [
    yes,
    no,
    no,
    open,
    open,
    self,
  ]);
  check(
    'with one fact against another',
    ['--when', '研发费用 > 年营业收入'],
    leaf('rdExpense', 'greaterThan', { fact: 'annualRevenue' }),
    [yes, no, no, open, open, open, self],
  );
  check(
    'with a day',
    ['--when', 'establishedOn 早于 2020-01-01'],
    leaf('establishedOn', 'before', '2020-01-01'),
    [yes, no, no, open, open, self],
  );
  check(
    'with the days on which it ends',
    ['--when', 'employees > 0', '--valid-from', '2024-01-01', '--valid-to', '2024-12-31'],
    leaf('employees', 'greaterThan', 0),
    [yes, no, no, open, open, self, 'not-in-force', yes, 'not-in-force'],
  );
  check(
    'with what must be confirmed',
    ['--when', 'employees > 0', '--residual', '合同属实=市人社局'],
    leaf('employees', 'greaterThan', 0),
    ['conditional', no, no, open, open, self],
  );
});

describe('what is written', () => {
  it('has what the document says, an amount, and the clause lists it', async () => {
    const folder = await goodFolder();
    const before = await readFile(join(folder, 'seeds/plan.json'), 'utf8');
    const { out } = await make(
      folder,
      '--amount',
      '2万',
      '--id',
      'hiring',
      '--department',
      '市人社局',
      '--when',
      'employees > 9',
    );
    expect(await read(join(folder, 'rules/policies/341800/hiring.json'))).toMatchObject({
      ...{
        id: 'hiring',
        title: { zh: '招工补贴', en: '招工补贴' },
        departments: ['市人社局'],
        region: '341800',
      },
      source: [{ document: 'plan', clause: '1' }],
      benefit: { kind: 'subsidy', amount: { fixed: 20000 } },
    });
    const after = await readFile(join(folder, 'seeds/plan.json'), 'utf8');
    expect(after).toBe(
      before.replace(
        '"disposition": "context",\n      "policies": []',
        '"disposition": "policy",\n      "policies": ["hiring"]',
      ),
    );
    expect(out).toContain(`npx mianshen explain hiring --rules ${join(folder, 'rules')}\n`);
  });

  it('takes another id where the suggested one is taken', async () => {
    const folder = await goodFolder();
    await make(folder, '--when', 'employees > 9');
    expect((await make(folder, '--when', 'employees > 19')).code).toBe(0);
    expect(await filesIn(join(folder, 'rules/policies'))).toContain('341800/plan-zhao-gong-bu-tie-2.json');
  });

  it('records why it treats enterprises differently; that nobody reviewed it stays a warning', async () => {
    const reported = GOOD_FILES.find(({ path }) => path === REPORTED)?.text ?? '';
    const tagged = reported.replace('"登记的成立日期。"', '"登记。", "distinguishes": "named"');
    const folder = await goodFolder({ [`rules/${REPORTED}`]: tagged });
    const when = ['--when', 'establishedOn 早于 2020-01-01'];
    const refused = await make(folder, ...when);
    expect(refused.err).toContain('differs-by-name');
    expect(refused.code).toBe(1);
    const { code, err } = await make(folder, ...when, '--difference', 'named=第一条要求');
    expect(err).toContain('review-unknown');
    expect(code).toBe(0);
  });
});

describe('nothing is written for', () => {
  const check = (name: string, flags: readonly string[], says: string, code = 2, changes = {}) =>
    it(name, async () => {
      const folder = await goodFolder(changes);
      const before = await filesIn(folder);
      const seeds = await readFile(join(folder, 'seeds/plan.json'), 'utf8');
      const ran = await make(folder, ...flags);
      expect(ran.err).toContain(says);
      expect({ code: ran.code, out: ran.out }).toEqual({ code, out: '' });
      expect(await filesIn(folder)).toEqual(before);
      expect(await readFile(join(folder, 'seeds/plan.json'), 'utf8')).toBe(seeds);
    });

  check(
    'a document misspelt',
    ['--document', 'plam'],
    '--document：没有文件“plam”，是不是“plan”？；现有：plan',
  );
  check(
    'a clause that is not there',
    ['--clause', '1.9'],
    '--clause：没有条款“1.9”，是不是“1.1”？；现有：1 1.1',
  );
  check('an id that is taken', ['--id', 'loan'], '--id：编号“loan”已有政策使用，换一个');
  check('an id of another form', ['--id', '招工'], 'wrong-form', 1);
  check('a kind that there is none of', ['--kind', '奖金'], '--kind：应为 subsidy fee-reduction');
  check('a region that there is none of', ['--region', '999999'], 'unknown-code', 1);
  check('a day that does not exist', ['--valid-to', '2024-02-30'], 'wrong-form', 1);
  check(
    'a fact misspelt',
    ['--when', '从业人数 < 3'],
    '没有叫“从业人数”的指标或具名条件，是不是“从业人员”？',
  );
  check('an operator that the fact lacks', ['--when', '企业规模 < 3'], '“企业规模”之后应为');
  check('a value missing', ['--when', '从业人员 <'], '“从业人员 <”没有写比较的值');
  check('a value that there is none of', ['--when', '企业规模 = 巨型'], 'wrong-value', 1);
  check(
    'a condition to confirm by nobody',
    ['--residual', '合同属实'],
    '--residual：应为“…=…”，实为“合同属实”',
  );
  check('a ground that there is none of', ['--difference', 'size=要求'], 'wrong-value', 1);
  check(
    'conditions that contradict each other',
    ['--when', 'employees < 5', '--when', 'employees > 9'],
    '这些条件互相矛盾：没有企业能全部满足',
  );
  check(
    'a condition that another implies',
    ['--when', 'employees < 5', '--when', 'employees < 9'],
    '条件“employees < 9”是多余的',
  );
  check('rules that have mistakes already', [], 'not-json', 1, { [`rules/${DERIVED}`]: '{' });
  check('a file that is there already', ['--id', 'grant'], 'not-json', 1, {
    'rules/policies/341800/grant.json': '{',
  });
});

it('`schemas` writes what editors need beside the rules, and new policies name it', async () => {
  const folder = await goodFolder();
  const { code, out, err } = await mianshen(['schemas', ...at(folder)]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const path = join(folder, 'schemas/rules/policy.schema.json');
  expect(out).toContain(`${path}\n`);
  expect((await read(path)).$defs.FactId.enum).toContain('rdIntensity');
  await make(folder, '--id', 'hiring', '--when', 'employees > 9');
  const { $schema } = await read(join(folder, 'rules/policies/341800/hiring.json'));
  expect(join(folder, 'rules/policies/341800', $schema)).toBe(path);
});
