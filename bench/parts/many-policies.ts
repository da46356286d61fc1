import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { medianOf, ratioOf, spreadOf, takeTurns, timed } from '../measure.ts';
import { logPlot } from '../plot.ts';
import type { Report } from '../report.ts';
import { createRuleSet } from '../workload/rule-set.ts';
import { askAbout } from './enterprises-asked.ts';
import { describe } from './one-profile.ts';
import type { Settings } from './settings.ts';
import { INDEX, JSON_LOGIC, JSON_RULES, ownVariants, peerVariant, SCAN, ZEN } from './variants.ts';

/** Beyond so many policies a peer isn't asked: a turn, or making it, would take minutes. */
const FEASIBLE: Readonly<Record<string, number>> = {
  [JSON_RULES]: 1000,
  [JSON_LOGIC]: 10_000,
  [ZEN]: 10_000,
};

/** Cost of one enterprise by number of policies, and what the index costs to build. */
export async function manyPolicies(report: Report, { quick }: Settings): Promise<void> {
  const sizes = quick ? [10, 100] : [10, 100, 1000, 10_000, 100_000];
  const curves = new Map<string, [number, number][]>();
  for (const size of sizes) {
    const big = size > 10_000;
    const asked = askAbout(createRuleSet(size), quick || big ? 40 : 64, big ? 5 : 20);
    describe(report, asked);
    const { contenders } = await ownVariants(asked);
    const peers = [];
    for (const [name, most] of Object.entries(FEASIBLE))
      if (size <= most) peers.push(await peerVariant(name, asked, 5));
    const turns = quick ? { rounds: 1, turnMs: 5 } : { rounds: 7, turnMs: 250 };
    const timings = await takeTurns([...contenders, ...peers], turns);
    report.timings(timings, 'an enterprise');
    if (size === sizes.at(-1))
      report.aim(`${SCAN}, ${size} policies`, ratioOf(timings, SCAN, INDEX), { atLeast: 100 });
    else report.line(`  no aim   ${SCAN}: ${ratioOf(timings, SCAN, INDEX).median.toFixed(1)} × the index`);
    report.line();
    for (const { name } of timings)
      curves.set(name, [...(curves.get(name) ?? []), [size, medianOf(timings, name)]]);
  }
  await building(report, sizes.at(-1) ?? 0, quick);
  const labels = {
    title: 'one enterprise: cost by number of policies',
    x: 'policies',
    y: 'µs an enterprise',
  };
  report.plot(
    'cost-by-policies',
    logPlot(
      labels,
      [...curves].map(([name, points]) => ({ name, points })),
    ),
  );
}

async function building(report: Report, policies: number, quick: boolean): Promise<void> {
  const ruleSet = createRuleSet(policies);
  const times: number[] = [];
  for (let round = 0; round < (quick ? 1 : 5); round += 1)
    times.push((await timed(() => createMatcher(ruleSet))) / 1000);
  report.line(`the index of ${policies} policies`);
  report.aim('building it', spreadOf(times), { atMost: 3, unit: 's' });
  const script = fileURLToPath(new URL('index-memory.ts', import.meta.url));
  const said = execFileSync(process.execPath, ['--expose-gc', '--import', 'tsx', script, String(policies)], {
    encoding: 'utf8',
  });
  const { ruleSetMb, indexMb, residentMb } = JSON.parse(said) as Record<string, number>;
  report.line(
    `  heap: rule set ${ruleSetMb} MB, index ${indexMb} MB besides; process resident ${residentMb} MB`,
  );
  report.aim('rule set and index on the heap', (ruleSetMb ?? 0) + (indexMb ?? 0), {
    atMost: 600,
    unit: 'MB',
  });
}
