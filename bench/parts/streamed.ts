import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column, Table } from '../../src/batch/table.ts';
import { leavesIn, reportedUnder } from '../../src/engine/facts-read.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { runMianshen } from '../child.ts';
import { type Contender, takeTurns } from '../measure.ts';
import type { Report } from '../report.ts';
import { SOURCE } from '../workload/catalogue.ts';
import { workloadFolder, writeParquet, writeRules } from '../workload/files.ts';
import { tableOf } from '../workload/profiles.ts';
import { AS_OF, createRuleSet } from '../workload/rule-set.ts';
import { enterprisesFor } from '../workload/workload.ts';
import { batchArguments } from './files.ts';
import type { Settings } from './settings.ts';
import { startWorkers } from './workers.ts';

/** Five million enterprises from disk, in bounded memory; and what one new policy costs over all of them. */
export async function streamed(report: Report, { quick }: Settings): Promise<void> {
  const [rows, policies] = quick ? [5000, 60] : [5_000_000, 1000];
  const input = await writeParquet(rows);
  const rules = await writeRules(policies);
  const output = join(workloadFolder(), 'streamed.parquet');
  const all = await runMianshen(batchArguments(input, output, rules));
  report.line(`${rows.toLocaleString('en-US')} enterprises × ${policies} policies, from disk to disk`);
  report.line(
    `  ${all.seconds.toFixed(1)} s, ${Math.round(rows / all.seconds).toLocaleString('en-US')} enterprises a second`,
  );
  if (all.peakMb === null) report.line('  this system does not say how much memory a process had resident');
  else report.aim('most memory resident', all.peakMb, { atMost: 1000, unit: 'MB' });
  await rm(output, { force: true });
  report.line();
  const ruleSet = createRuleSet(policies);
  const chosen = onePolicyPerLevel(ruleSet);
  report.line(`one new policy over ${rows.toLocaleString('en-US')} enterprises`);
  for (const { level, policy } of chosen) {
    const run = await runMianshen([...batchArguments(input, output, rules), '--policies', policy.id]);
    report.line(
      `  from disk, ${level}: ${run.seconds.toFixed(2)} s, ${run.peakMb ?? '?'} MB resident at most`,
    );
    await rm(output, { force: true });
  }
  await inMemory(report, ruleSet, chosen, rows, quick);
}

interface Chosen {
  readonly level: string;
  readonly policy: Policy;
}

/** The first policy in force for the whole country, and the first for a single county. */
function onePolicyPerLevel({ policies }: RuleSet): readonly Chosen[] {
  const current = policies.filter(
    ({ validFrom, validTo }) => (validFrom ?? '') <= AS_OF && (validTo ?? '9') >= AS_OF,
  );
  const national = current.find(({ region }) => region === '000000');
  const county = current.find(({ region }) => !region.endsWith('00'));
  return [
    ...(national === undefined ? [] : [{ level: 'a national policy', policy: national }]),
    ...(county === undefined ? [] : [{ level: 'a policy of one county', policy: county }]),
  ];
}

async function inMemory(
  report: Report,
  ruleSet: RuleSet,
  chosen: readonly Chosen[],
  rows: number,
  quick: boolean,
): Promise<void> {
  const drawn = Math.min(rows, 1_000_000);
  const table = repeat(
    tableOf(enterprisesFor(ruleSet), drawn, { only: factsOf(ruleSet, chosen) }),
    rows / drawn,
  );
  const pool = startWorkers(ruleSet, 2);
  const contenders = chosen.map(
    ({ level, policy }): Contender => ({
      name: `in memory, two workers, ${level}`,
      async run(units) {
        for (let unit = 0; unit < units; unit += 1)
          await pool.count(table, { asOf: AS_OF, source: SOURCE }, { policies: new Set([policy.id]) });
      },
    }),
  );
  const timings = await takeTurns(contenders, quick ? { rounds: 1, turnMs: 5 } : { rounds: 7, turnMs: 300 });
  report.line(
    `  in memory ${drawn.toLocaleString('en-US')} enterprises are there ${rows / drawn} times over`,
  );
  report.timings(timings, 'a pass');
  await pool.close();
}

function factsOf(ruleSet: RuleSet, chosen: readonly Chosen[]): ReadonlySet<string> {
  const read = chosen
    .flatMap(({ policy }) => leavesIn(policy.condition))
    .flatMap(({ fact, wanted }) => ('fact' in wanted ? [fact, wanted.fact] : [fact]));
  return new Set(read.flatMap((fact) => reportedUnder(fact, ruleSet)));
}

function repeat(table: Table, times: number): Table {
  const columns = [...table.columns].map(([id, column]) => [id, repeated(column, times)] as const);
  return { rows: table.rows * times, columns: new Map(columns) };
}

function repeated(column: Column, times: number): Column {
  if (column.kind === 'number') {
    const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength * times));
    for (let time = 0; time < times; time += 1) values.set(column.values, time * column.values.length);
    return { ...column, values };
  }
  const codes = new Int32Array(new SharedArrayBuffer(column.codes.byteLength * times));
  for (let time = 0; time < times; time += 1) codes.set(column.codes, time * column.codes.length);
  return { ...column, codes };
}
