import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storedRuleSet } from '../../src/app/record-decision.ts';
import { completeCreditCode } from '../../src/rules/credit-code.ts';
import { folderOf } from './folder.ts';
import { recordedVillage, ruleSetOf, SUBJECT } from './recorded.ts';
import { VILLAGE_RULES } from './village-rules.ts';

const OTHER_SUBJECT = completeCreditCode('91340000MA3XXXXXX');

type Village = Awaited<ReturnType<typeof recordedVillage>>;

/** Records an outcome that differs from what the engine decides, as if another engine had decided it. */
async function recordAltered({ ledger, store, record }: Village, more: object): Promise<string> {
  const kept = await store.decision(await record());
  const parse = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes)) as object;
  const outcome = parse(kept?.payload?.outcome) as { policies: Record<string, object> };
  const own = { ...outcome.policies['small-subsidy'], ...more };
  const { id } = await ledger.record({
    ...{ asOf: '2024-09-01', ruleSet: kept?.ruleSet ?? '', engine: '0.0.1' },
    ...{ subject: null, caller: null, marks: [] },
    request: parse(kept?.payload?.request),
    outcome: { ...outcome, policies: { ...outcome.policies, 'small-subsidy': own } },
  });
  return id;
}

describe('replay', () => {
  it('finds the same bytes by both evaluators', async () => {
    const { record, run } = await recordedVillage();
    const id = await record();
    expect((await run('replay', id, '--lang', 'en')).out).toMatch(new RegExp(`^${id}  identical  engine`));
    const all = await run('replay', '--all', '--json');
    expect(all.code).toBe(0);
    expect(JSON.parse(all.out)).toMatchObject({ decisions: 1, results: { identical: 1 }, findings: [] });
  });

  const planted = (name: string, more: object, says: readonly string[]) =>
    it(`names ${name} that differs, and exits 1`, async () => {
      const village = await recordedVillage();
      const id = await recordAltered(village, more);
      const { code, out } = await village.run('replay', id, '--lang', 'en');
      expect(code).toBe(1);
      expect(out).toContain('the engine differs  engine 0.0.1 → ');
      for (const each of says) expect(out).toContain(each);
      const all = await village.run('replay', '--all', '--json');
      expect(all.code).toBe(1);
      const { results, findings } = JSON.parse(all.out) as { results: object; findings: object[] };
      expect(results).toMatchObject({ identical: 1, 'engine-differs': 1 });
      expect(findings).toMatchObject([{ decisionId: id, result: 'engine-differs' }]);
    });
  planted('an outcome', { outcome: 'ineligible' }, [
    'engine  small-subsidy outcome: recorded "ineligible", now "eligible"',
    'reference  small-subsidy outcome: recorded "ineligible", now "eligible"',
  ]);
  planted('an amount', { amount: '100.00' }, ['small-subsidy amount: recorded "100.00", now null']);
  planted('a truth', { truths: 'yn' }, [
    'engine  small-subsidy condition employees /conditions: recorded "no", now "yes"',
  ]);

  it('knows what only the engine says', async () => {
    const village = await recordedVillage();
    const id = await recordAltered(village, { missing: ['revenue'] });
    const { out } = await village.run('replay', id, '--json');
    expect(JSON.parse(out)).toMatchObject({
      result: 'engine-differs',
      differences: [{ policy: 'small-subsidy', what: 'missing', recorded: ['revenue'], now: null }],
      referenceDifferences: [],
    });
  });

  it('can’t where the rule set is gone, and says so', async () => {
    const { record, run, contents } = await recordedVillage();
    const id = await record();
    contents.ruleSets.clear();
    const { code, out } = await run('replay', id, '--lang', 'en');
    expect(code).toBe(1);
    expect(out).toContain("can't be replayed");
    expect(out).toContain('is not in the record');
  });

  it('takes those since a day', async () => {
    const { record, run, contents } = await recordedVillage();
    const [old] = [await record(), await record()];
    contents.decisions = contents.decisions.map((each) =>
      each.id === old ? { ...each, recordedAt: '2024-08-31T15:59:59.999Z' } : each,
    );
    const since = async (day: string) =>
      (JSON.parse((await run('replay', '--since', day, '--json')).out) as { decisions: number }).decisions;
    expect(await since('2024-08-31')).toBe(2);
    expect(await since('2024-09-01')).toBe(1);
  });
});

describe('replay --out', () => {
  /** A record of five decisions, one of them erased, and the file of an undisturbed run. */
  async function begin() {
    const village = await recordedVillage();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await village.record());
    await village.ledger.erase(ids[1] ?? '', 'asked for');
    const file = join(await folderOf({}), 'replays.ndjson');
    const first = await village.run('replay', '--all', '--out', file);
    return { ...village, ids, file, first, whole: await readFile(file, 'utf8') };
  }

  it('has a line for each decision, in order', async () => {
    const { ids, first, whole } = await begin();
    expect(first.code).toBe(0);
    const lines = whole
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; result: string });
    expect(lines.map(({ id }) => id)).toEqual(ids);
    expect(lines.map(({ result }) => result)).toEqual([
      'identical',
      'erased',
      'identical',
      'identical',
      'identical',
    ]);
  });

  it('goes on wherever it was cut, to the same file and the same summary', async () => {
    const { run, file, whole, first } = await begin();
    for (const cut of [
      0,
      1,
      100,
      whole.indexOf('\n'),
      whole.indexOf('\n') + 1,
      whole.length - 1,
      whole.length,
    ]) {
      await truncate(file, 0);
      await writeFile(file, whole.slice(0, cut));
      const again = await run('replay', '--all', '--out', file);
      expect(await readFile(file, 'utf8'), `cut at ${cut}`).toBe(whole);
      expect([again.code, again.out]).toEqual([0, first.out]);
    }
  });

  it('takes what was recorded meanwhile', async () => {
    const { run, record, file, ids } = await begin();
    const late = await record();
    await run('replay', '--all', '--out', file);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([...ids, late]);
  });

  const refuses = (name: string, change: (text: string) => string, ...args: readonly string[]) =>
    it(`refuses a file of another run: ${name}`, async () => {
      const { run, file, whole } = await begin();
      await writeFile(file, change(whole));
      const before = await readFile(file, 'utf8');
      const { code, err } = await run('replay', '--all', '--out', file, ...args);
      expect([code, err]).toEqual([2, expect.stringContaining('出自另一次运行')]);
      expect(await readFile(file, 'utf8')).toBe(before);
    });
  refuses('no JSON', () => 'some notes\n');
  refuses('another version', (whole) => whole.replaceAll(/"now":"[^"]+"/g, '"now":"0.0.1"'));
  refuses('another log', (whole) => whole.replaceAll(/"id":"\w{8}/g, '"id":"00000000'));
  refuses('a log that only begins alike', (whole) => {
    const last = whole.lastIndexOf('"id":"') + 6;
    return `${whole.slice(0, last)}00000000${whole.slice(last + 8)}`;
  });
  refuses('another first day', (whole) => whole.slice(whole.indexOf('\n') + 1));
  refuses('lines out of order', (whole) => `${whole.split('\n').toReversed().join('\n').trimStart()}\n`);
  refuses('another rule set', (whole) => whole, '--with', 'rules');

  it('goes with many decisions only, to a file that can be written', async () => {
    const { run, ids, file } = await begin();
    expect((await run('replay', ids[0] ?? '', '--out', file)).code).toBe(2);
    expect((await run('replay', '--all', '--out', join(file, 'below'))).code).toBe(2);
    await appendFile(file, '');
  });
});

describe('replay --with', () => {
  const rulesWith = (path: string, more: object) => ({
    ...VILLAGE_RULES,
    [path]: { ...(VILLAGE_RULES[path] as object), ...more },
  });
  /** The subsidy goes to those with more than 10 employees, and no longer to those with fewer than 20. */
  const OTHER = rulesWith('policies/1001/small-subsidy.json', {
    conditions: { fact: 'employees', operator: 'greaterThan', value: 10 },
  });
  const profile = (employees: number) => ({ registeredRegion: '1001', employees });

  async function replayWith(
    village: Village,
    files: Readonly<Record<string, unknown>>,
    ...args: readonly string[]
  ) {
    const folder = await folderOf(files);
    return village.run('replay', '--all', '--with', folder, ...args);
  }

  it('lists who gains and who loses, the newest decision of each subject', async () => {
    const village = await recordedVillage();
    const loser = await village.record({ subject: SUBJECT, profile: profile(8) });
    await village.record({ subject: OTHER_SUBJECT, profile: profile(8) });
    const gainer = await village.record({ subject: OTHER_SUBJECT, profile: profile(25) });
    const nameless = await village.record({ profile: profile(30) });
    const { code, out } = await replayWith(village, OTHER, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      results: { decided: 4, refused: 0 },
      policies: [
        {
          policy: 'small-subsidy',
          gains: [
            { subject: OTHER_SUBJECT, decisionId: gainer },
            { subject: null, decisionId: nameless },
          ],
          loses: [
            {
              subject: SUBJECT,
              decisionId: loser,
              before: { outcome: 'eligible' },
              now: { outcome: 'ineligible' },
            },
          ],
        },
      ],
    });
    const text = await replayWith(village, OTHER, '--lang', 'en');
    expect(text.out).toContain(`- ${SUBJECT}  eligible → ineligible`);
    expect(text.out).toContain(`+ ${nameless}  ineligible → eligible`);
  });

  it('sums amounts exactly', async () => {
    const village = await recordedVillage();
    for (const subject of [SUBJECT, OTHER_SUBJECT]) await village.record({ subject, profile: profile(8) });
    const paying = (amount: string) =>
      rulesWith('policies/1001/small-subsidy.json', {
        benefit: { kind: 'subsidy', text: { zh: '补助', en: 'a subsidy' }, amount: { fixed: amount } },
      });
    const { out } = await replayWith(village, paying('1000000000000000.10'), '--json');
    expect(JSON.parse(out)).toMatchObject({
      policies: [
        { policy: 'small-subsidy', gains: [{}, {}], before: '0.00', now: '2000000000000000.20', unknown: 0 },
      ],
    });
  });

  it('lists what the other rule set refuses, with the reason', async () => {
    const village = await recordedVillage();
    await village.record({ subject: SUBJECT });
    const facts = VILLAGE_RULES['facts/all.json'] as { facts: { id: string }[] };
    const without = { ...facts, facts: facts.facts.filter(({ id }) => id !== 'kinds') };
    const { 'policies/1001/mill-visit.json': _, ...rest } = VILLAGE_RULES;
    const { code, out } = await replayWith(village, { ...rest, 'facts/all.json': without }, '--lang', 'en');
    expect(code).toBe(1);
    expect(out).toContain(`${SUBJECT}  refused by the other rule set`);
    expect(out).toContain('kinds');
  });

  it('takes a recorded rule set by its digest', async () => {
    const village = await recordedVillage();
    await village.record({ profile: profile(8) });
    const other = ruleSetOf(OTHER);
    await village.store.keepRuleSet(storedRuleSet(other.ruleSet, other.ruleFiles));
    const { code, out } = await village.run('replay', '--all', '--with', other.ruleSet.digest, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ruleSet: other.ruleSet.digest, policies: [{ loses: [{}] }] });
  });

  it('changes nothing under the same rules', async () => {
    const village = await recordedVillage();
    const id = await village.record();
    await village.ledger.erase(await village.record(), 'asked for');
    const { code, out } = await replayWith(village, VILLAGE_RULES, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      results: { decided: 1, erased: 1 },
      policies: [],
      undecided: [],
    });
    const one = await village.run('replay', id, '--with', await folderOf(OTHER), '--json');
    expect(JSON.parse(one.out)).toMatchObject({ policies: [{ loses: [{ decisionId: id }] }] });
  });

  it('goes on where its file ends', async () => {
    const village = await recordedVillage();
    for (const employees of [8, 25, 30]) await village.record({ profile: profile(employees) });
    const out = join(await folderOf({}), 'with.ndjson');
    const whole = await replayWith(village, OTHER, '--out', out, '--json');
    const text = await readFile(out, 'utf8');
    await writeFile(out, text.slice(0, text.length / 2));
    const again = await replayWith(village, OTHER, '--out', out, '--json');
    expect(await readFile(out, 'utf8')).toBe(text);
    expect(again.out).toBe(whole.out);
  });
});
