import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { askAbout, checkAnswers, WrongAnswer } from '../../bench/parts/enterprises-asked.ts';
import { ownVariants } from '../../bench/parts/variants.ts';
import { openDuckDb } from '../../bench/peers/duckdb.ts';
import { createJsonRulesEngine } from '../../bench/peers/json-rules-engine.ts';
import { writeCsv } from '../../bench/peers/sql-columns.ts';
import { AS_OF, createRuleSet } from '../../bench/workload/rule-set.ts';
import { createWorkload } from '../../bench/workload/workload.ts';
import { createMatcher } from '../../src/engine/index/matcher.ts';

const asked = askAbout(createRuleSet(60), 12, 12);

it('index and scan answer as the direct evaluator does', async () => {
  expect(asked.answers.flat().length).toBeGreaterThan(5);
  await ownVariants(asked);
});

it('so does a peer, with the policies that it is given', async () => {
  const peer = createJsonRulesEngine(asked.peerPolicies);
  await checkAnswers(asked, peer.name, async (index) => peer.find(asked.flats[index] ?? {}));
});

it('an answer that leaves one policy out, or knows what is unknown, is refused', async () => {
  const peer = createJsonRulesEngine(asked.peerPolicies);
  const without = async (index: number) => {
    const { yes, unknown } = await peer.find(asked.flats[index] ?? {});
    return { yes: yes.slice(1), unknown };
  };
  const knowing = async (index: number) => {
    const { yes, unknown } = await peer.find(asked.flats[index] ?? {});
    return { yes: [...yes, ...unknown], unknown: [] };
  };
  await expect(checkAnswers(asked, 'without', without)).rejects.toThrow(WrongAnswer);
  await expect(checkAnswers(asked, 'knowing', knowing)).rejects.toThrow(WrongAnswer);
});

it.each(['one query', 'a query a province', 'a query a region'] as const)(
  'SQL counts for each policy what the index finds: %s',
  async (gathering) => {
    const { ruleSet, table, profile } = createWorkload(80);
    const rows = 300;
    const matcher = createMatcher(ruleSet);
    const { peerPolicies, placeOf } = askAbout(ruleSet, 0, 0);
    const expected = { yes: new Float64Array(placeOf.size), unknown: new Float64Array(placeOf.size) };
    for (let row = 0; row < rows; row += 1)
      for (const { policy, outcome } of matcher.find(profile(row), AS_OF)) {
        const counts = outcome === 'undetermined' ? expected.unknown : expected.yes;
        const place = placeOf.get(policy.id) ?? -1;
        counts[place] = (counts[place] ?? 0) + 1;
      }
    const folder = await mkdtemp(join(tmpdir(), 'mianshen-test-'));
    await writeCsv(ruleSet, table(rows), join(folder, 'rows.csv'));
    const database = await openDuckDb(join(folder, 'rows.csv'), { threads: 1, memory: '1GB' });
    for (const truths of ['three-valued', 'two tests'] as const) {
      const count = await database.prepare(peerPolicies, ruleSet, { truths, gathering });
      expect(await count()).toEqual(expected);
    }
    await database.close();
    await rm(folder, { recursive: true });
  },
);
