import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

const OFFICER = 'xuancheng-service-officer';
const HAULIER = 'examples/enterprises/xuancheng-container-haulier.json';

async function explain(policy: string, profile: unknown, ...options: readonly string[]) {
  const rules = await folderOf(VILLAGE_RULES);
  const file = join(await folderOf({ 'profile.json': profile }), 'profile.json');
  return mianshen(['explain', policy, file, '--rules', rules, ...options]);
}

describe('a policy alone', () => {
  it('says what, for whom, when and where it is written', async () => {
    const { code, out, err } = await mianshen(['explain', OFFICER]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]).toBe(`配备为企服务专员  ${OFFICER}`);
    const titles = out.split('\n').filter((_, at, lines) => lines[at - 1] === '');
    expect(titles).toEqual(['享受', '条件', '方式与期限', '责任单位', '依据']);
    expect(out).toContain('  免申即享 · 认定类 · 2024-06-20 — 未写明\n');
    expect(out).toMatch(/\n {2}《.+》 2\.7\.47 {2}/);
  });

  it('--json has no decision', async () => {
    const { out } = await mianshen(['explain', OFFICER, '--json']);
    const view = JSON.parse(out) as Record<string, unknown>;
    expect(view).toMatchObject({ id: OFFICER, delivery: 'automatic', clauses: [{ clause: '2.7.47' }] });
    expect(view).not.toHaveProperty('decision');
  });

  it('an id that is nearly right is put right', async () => {
    const { code, out, err } = await mianshen(['explain', 'xuancheng-service-oficer']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(`没有编号为“xuancheng-service-oficer”的政策，是不是“${OFFICER}”？\n`);
  });

  it('an id that is like no other is only refused', async () => {
    const { code, err } = await mianshen(['explain', 'nonsense', '--lang', 'en']);
    expect({ code, err }).toEqual({ code: 2, err: "there is no policy 'nonsense'\n" });
  });
});

describe('with a profile', () => {
  it('the marks stand where the conditions stand', async () => {
    const { out } = await mianshen(['explain', OFFICER, HAULIER]);
    const decision = out
      .slice(out.indexOf('\n判断'))
      .replaceAll(/(注册地|“四上”企业|农业产业化龙头企业)：.*/g, '$1');
    expect(decision).toMatch(/^\n判断 2024-10-15：缺数据\n {2}\? 任一满足\n {4}\? 同时满足\n {6}✓ 注册地\n/);
    expect(decision).toContain('        ✗ “四上”企业\n');
    expect(decision).toContain('        ? 农业产业化龙头企业\n');
    expect(decision).toContain('\n还缺的数据\n  农业产业化龙头企业  agriculturalLeader\n');
  });

  const check = (name: string, policy: string, profile: object, ...lines: readonly string[]) =>
    it(name, async () => {
      const { code, out } = await explain(policy, { ...VILLAGE_REQUEST, ...profile }, '--lang', 'en');
      for (const line of lines) expect(out.split('\n')).toContain(line);
      expect(code).toBe(0);
    });

  check('it fits', 'small-subsidy', {}, 'Decision 2024-09-01: eligible');
  check('it does not', 'large-award', {}, 'Decision 2024-09-01: ineligible');
  it('a group of one, and a group in a group of its kind, are not shown', async () => {
    const { out } = await explain('loan', VILLAGE_REQUEST, '--lang', 'en');
    const tree = out.slice(out.indexOf('Decision')).split('\n').slice(1, 5);
    expect(tree.map((line) => line.split(':')[0])).toEqual([
      '  ? all of',
      '    ✓ registered in',
      '    ? revenue',
      '    ✓ employees',
    ]);
  });

  check('what is missing', 'loan', {}, 'Decision 2024-09-01: undetermined', 'Missing', '  revenue  revenue');
  check(
    'what must be confirmed',
    'mill-visit',
    {},
    'Decision 2024-09-01: conditional',
    'Remaining',
    '  the road is built (hall)',
  );
  check(
    'what only the enterprise says',
    'small-subsidy',
    { source: 'self' },
    'Decision 2024-09-01: conditional',
    "  'employees' is self-declared and must be vouched for by an authority (tax office)",
  );

  it('a policy that is no longer in force is decided all the same', async () => {
    const { out } = await mianshen([
      'explain',
      'xiamen-employment-insurance-joint',
      'examples/enterprises/xiamen-hiring-2026-after-expiry.json',
    ]);
    expect(out).toContain('\n判断 2026-07-01：不在有效期内\n  ✓ 同时满足\n');
  });

  it('--json has policy and decision', async () => {
    const { out } = await explain('loan', VILLAGE_REQUEST.profile, '--json', '--as-of', '2024-02-29');
    expect(JSON.parse(out)).toMatchObject({
      id: 'loan',
      conditions: { parts: expect.any(Array) },
      decision: { asOf: '2024-02-29', outcome: 'undetermined', missing: ['revenue'], remaining: [] },
    });
  });
});
