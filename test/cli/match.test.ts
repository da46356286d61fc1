import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/api/app.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { memoryLedger } from '../ledger/memory-ledger.ts';
import { folderOf } from './folder.ts';
import { mianshen } from './mianshen.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from './village-rules.ts';

const SHIPPED = 'examples/enterprises/ningguo-precision-parts.json';
const ESCAPE = '\u001b';

/** Runs `match` on a profile file with the village's rules. */
async function match(profile: unknown, ...options: readonly string[]) {
  const folder = await folderOf({
    'profile.json': profile,
    ...Object.fromEntries(Object.entries(VILLAGE_RULES).map(([path, json]) => [`rules/${path}`, json])),
  });
  const ran = await mianshen([
    'match',
    join(folder, 'profile.json'),
    '--rules',
    join(folder, 'rules'),
    ...options,
  ]);
  return { ...ran, folder, err: ran.err.replaceAll(folder, '') };
}

interface Outcomes {
  readonly counts?: Readonly<Record<string, number>>;
  readonly engine: string;
  readonly matches: readonly {
    readonly policy?: string;
    readonly policyId?: string;
    readonly outcome: string;
    readonly reasons?: readonly { readonly text: string }[];
  }[];
}

const outcomesIn = (out: string) =>
  (JSON.parse(out) as Outcomes).matches.map(
    ({ policy, policyId, outcome }) => `${policyId ?? policy} ${outcome}`,
  );

/** How a leaf is worded is not the command line's affair. */
const REASON = /^( {4}(?:理由|reason {3})) .*$/gm;

describe('on the terminal', () => {
  const shown = (options: readonly string[], text: string) =>
    it(`${options.join(' ')} prints the answer`, async () => {
      const { code, out, err } = await match(VILLAGE_REQUEST, ...options);
      expect(out.replaceAll(REASON, '$1 …')).toBe(text.slice(1));
      expect({ code, err }).toEqual({ code: 0, err: '' });
    });

  shown(
    [],
    `
Mill on the Brook  2024-09-01
符合 1 · 待确认 1 · 缺数据 1 · 不符合 1

【符合】小企业补助 · ✔ 免申即享
    享受 补贴：补助
    理由 …
    理由 …
    依据 village-plan 1.1

【待确认】磨坊走访 · 申报
    享受 补贴：补助
    理由 …
    理由 …
    待确认 路已修通（hall）
    依据 village-plan 1.1

【缺数据】1 项，冒号后是还缺的数据（--verbose 列出理由）
    贷款（Upton）：收入

【差多少】1 项不符合的政策可以争取
    大企业奖励（Upton）：人数还差12（现为8，须达到20）

还缺的数据（1 项）：各能定下几项政策，可由谁证实
    1  收入     税务局
       revenue
`,
  );
  shown(
    ['--lang', 'en', '--all', '--as-of', '2024-10-01'],
    `
Mill on the Brook  2024-10-01
eligible 1 · conditional 1 · undetermined 1 · ineligible 1

[eligible] small firm subsidy · ✔ without application
    benefit   subsidy: a subsidy
    reason    …
    reason    …
    source    village-plan 1.1

[conditional] visit to mills · by application
    benefit   subsidy: a subsidy
    reason    …
    reason    …
    remaining the road is built (hall)
    source    village-plan 1.1

[undetermined] 1, after the colon: what is missing (--verbose for reasons)
    loan (Upton): revenue

[ineligible] 1, after the colon: what rules it out (--verbose for reasons)
    award for large firms (Upton): employees

[nearly there] 1 ineligible policies within reach
    award for large firms (Upton): employees: short by 12 (now 8, must be 20)

missing facts (1): how many policies each could settle, and who can vouch for it
    1  revenue  tax office
       revenue
`,
  );
  shown(
    ['--engine', 'reference', '--all'],
    `
json-rules-engine  2024-09-01

不符合  大企业奖励
缺数据  贷款
待确认  磨坊走访
符合    小企业补助
`,
  );

  it('--verbose gives the reasons of every policy', async () => {
    const { out } = await match(VILLAGE_REQUEST, '--verbose', '--all');
    const { matches } = JSON.parse((await match(VILLAGE_REQUEST, '--json', '--all')).out) as Outcomes;
    const reasonsOf = (id: string) =>
      matches
        .find(({ policyId }) => policyId === id)
        ?.reasons?.map(({ text }) => `    理由 ${text}\n`)
        .join('');
    expect(out).toContain(`【缺数据】贷款 · 免申即享\n    享受 贷款：低息\n${reasonsOf('loan')}`);
    expect(out).toContain(
      `【不符合】大企业奖励 · 免申即享\n    享受 补贴：补助\n${reasonsOf('large-award')}`,
    );
  });

  it('quotes a name that would read as two', async () => {
    const { out } = await match(VILLAGE_REQUEST);
    expect(out).toContain('种类：“磨坊、油坊”、商店，');
  });

  it('cuts a long reason, unless every word is asked for', async () => {
    const long = async (...options: readonly string[]) => {
      const { out } = await mianshen(['match', SHIPPED, '--lang', 'en', ...options]);
      return Math.max(
        ...out
          .split('\n')
          .filter((line) => line.startsWith('    reason'))
          .map((line) => line.length),
      );
    };
    expect(await long()).toBeLessThanOrEqual(154);
    expect(await long('--verbose')).toBeGreaterThan(154);
  });

  it('has colours where the terminal takes them, and no other difference', async () => {
    const args = ['match', SHIPPED];
    const [plain, colored] = [await mianshen(args), await mianshen(args, { color: true })];
    expect(plain.out).not.toContain(ESCAPE);
    expect(colored.out).toContain(`${ESCAPE}[32m【符合】`);
    expect(stripVTControlCharacters(colored.out)).toBe(plain.out);
  });
});

describe('as data', () => {
  it('--json is what the HTTP interface answers', async () => {
    const { out, code } = await mianshen(['match', SHIPPED, '--json']);
    const { ruleSet } = parseRuleSet(await readJsonFiles('rules'));
    if (ruleSet === null) throw new Error('rules/ has mistakes');
    const app = createApp({
      ruleSet,
      documents: [],
      ledger: (await memoryLedger()).ledger,
      today: () => '2024-09-01',
      now: () => 0,
      docsFile: () => Promise.reject(new Error('no docs here')),
    });
    const answered = await app.request('/v1/matches', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...(JSON.parse(await readFile(SHIPPED, 'utf8')) as object), record: false }),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(await answered.json());
  });

  it('the reference finds the same outcomes', async () => {
    const direct = await mianshen(['match', SHIPPED, '--json', '--all']);
    const reference = await mianshen(['match', SHIPPED, '--json', '--all', '--engine', 'reference']);
    expect(outcomesIn(reference.out).toSorted()).toEqual(outcomesIn(direct.out).toSorted());
    expect(JSON.parse(reference.out)).toMatchObject({ engine: 'json-rules-engine', asOf: '2024-09-01' });
  });

  const check = (name: string, profile: unknown, options: readonly string[], outcomes: readonly string[]) =>
    it(name, async () => {
      const { code, out, err } = await match(profile, '--json', ...options);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(outcomesIn(out)).toEqual(outcomes);
    });

  const shown = ['small-subsidy eligible', 'mill-visit conditional', 'loan undetermined'];
  check('a whole request', VILLAGE_REQUEST, [], shown);
  check('--all adds what is ineligible', VILLAGE_REQUEST, ['--all'], [...shown, 'large-award ineligible']);
  check('what the request includes', { ...VILLAGE_REQUEST, include: ['eligible'] }, [], shown.slice(0, 1));
  check(
    'the profile alone is self-declared',
    VILLAGE_REQUEST.profile,
    ['--as-of', '2024-09-01'],
    ['mill-visit conditional', 'small-subsidy conditional', 'loan undetermined'],
  );
  check('--as-of wins over the request', VILLAGE_REQUEST, ['--as-of', '2020-02-29'], shown);
});

describe('a profile with mistakes is refused with their places', () => {
  const check = (name: string, profile: unknown, ...lines: readonly string[]) =>
    it(name, async () => {
      const { code, out, err } = await match(profile, '--lang', 'en');
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err.split('\n').filter((line) => line.startsWith('/profile.json'))).toEqual(
        lines.map((line) => expect.stringContaining(line)),
      );
    });

  check('not JSON', '{\n  "employees": 8,\n}\n', '/profile.json:3:1  error[not-json]');
  check('not an object', '[1]', '/profile.json:1:1  error[wrong-type] expected an object');
  check(
    'the profile alone',
    '{\n  "employes": 8,\n  "revenue": true\n}',
    "/profile.json:2:15  error[unknown-fact] there is no fact 'employes'",
    '/profile.json:3:14  error[wrong-type]',
  );
  check(
    'a whole request',
    '{\n  "asOf": "2024-02-30",\n  "profile": {\n    "employees": 1.5\n  }\n}',
    '/profile.json:2:11  error[wrong-form]',
    '/profile.json:4:18  error[wrong-type]',
  );
});
