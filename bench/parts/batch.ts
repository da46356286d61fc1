import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Counts } from '../../src/batch/count-table.ts';
import type { Table } from '../../src/batch/table.ts';
import type { WorkerPool } from '../../src/batch/worker-pool.ts';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';
import { type Contender, medianOf, ratioOf, takeTurns, timed } from '../measure.ts';
import { openClickHouse } from '../peers/clickhouse.ts';
import { openDuckDb, type SqlPeer } from '../peers/duckdb.ts';
import { hasClickHouse } from '../peers/install.ts';
import type { Gathering, Counts as SqlCounts, Truths } from '../peers/sql.ts';
import { writeCsv } from '../peers/sql-columns.ts';
import { logPlot } from '../plot.ts';
import { duration, type Report } from '../report.ts';
import { SOURCE } from '../workload/catalogue.ts';
import { workloadFolder } from '../workload/files.ts';
import type { profileOf } from '../workload/profiles.ts';
import { AS_OF, createRuleSet } from '../workload/rule-set.ts';
import { createWorkload } from '../workload/workload.ts';
import { type Asked, askAbout, WrongAnswer } from './enterprises-asked.ts';
import { describe } from './one-profile.ts';
import type { Settings } from './settings.ts';
import { listAll, startWorkers } from './workers.ts';

const RUN = { asOf: AS_OF, source: SOURCE };
const ONE = 'mianshen batch, one worker';
const TWO = 'mianshen batch, two workers';
const LISTED = 'the same, every match listed with amount and missing facts';
const SINGLY = 'mianshen, one by one through the index';
const DUCKDB = 'DuckDB, 2 threads';
const CLICKHOUSE = 'ClickHouse in process, 2 threads';

/** Many profiles at once, in memory: how many enterprises every policy reaches. */
export async function batch(report: Report, settings: Settings): Promise<void> {
  const { quick } = settings;
  const asked = askAbout(createRuleSet(quick ? 60 : 1000), quick ? 50 : 2000, quick ? 10 : 30);
  describe(report, asked);
  if (!hasClickHouse()) report.line('chdb IS NOT INSTALLED: ClickHouse is left out of what follows\n');
  const pools = [1, 2].map((threads) => startWorkers(asked.ruleSet, threads));
  const curves = new Map<string, [number, number][]>();
  const sizes = quick ? [1000] : [1000, 10_000, 100_000, 1_000_000];
  for (const rows of sizes) {
    const medians = await oneSize(report, asked, pools, rows, { quick, last: rows === sizes.at(-1) });
    for (const [name, median] of medians)
      curves.set(name, [...(curves.get(name) ?? []), [rows, median / rows]]);
  }
  for (const pool of pools) await pool.close();
  const labels = {
    ...{ title: `${asked.ruleSet.policies.length} policies: cost by number of enterprises` },
    ...{ x: 'enterprises', y: 'µs an enterprise' },
  };
  report.plot(
    'cost-by-profiles',
    logPlot(
      labels,
      [...curves].map(([name, points]) => ({ name, points })),
    ),
  );
}

async function oneSize(
  report: Report,
  asked: Asked,
  [one, two]: readonly WorkerPool[],
  rows: number,
  { quick, last }: { readonly quick: boolean; readonly last: boolean },
): Promise<ReadonlyMap<string, number>> {
  if (one === undefined || two === undefined) throw new Error('no workers');
  const { ruleSet } = asked;
  const workload = createWorkload(ruleSet.policies.length);
  const table = workload.table(rows);
  const counts = await two.count(table, RUN);
  await checkCounts(ruleSet, workload.table(Math.min(rows, 20_000)), workload.profile, two);
  const contenders: Contender[] = [
    repeated(ONE, () => one.count(table, RUN)),
    repeated(TWO, () => two.count(table, RUN)),
  ];
  if (last) contenders.push({ ...repeated(LISTED, () => listAll(two, table, RUN)), rounds: 3 });
  const csv = join(workloadFolder(), `peers-${rows}.csv`);
  await writeCsv(ruleSet, table, csv);
  const databases: SqlPeer[] = [];
  for (const [name, open] of [
    [DUCKDB, openDuckDb],
    [CLICKHOUSE, openClickHouse],
  ] as const) {
    if (name === CLICKHOUSE && !hasClickHouse()) continue;
    const database = await open(csv);
    databases.push(database);
    const how = await fastest(report, { name, rows, last }, database, asked, counts);
    contenders.push({ ...repeated(name, how), rounds: last ? 5 : 3 });
  }
  await rm(csv);
  const timings = await takeTurns(contenders, quick ? { rounds: 1, turnMs: 5 } : { rounds: 7, turnMs: 200 });
  const singly = await onePassSingly(ruleSet, asked, rows);
  report.line(`${rows.toLocaleString('en-US')} enterprises × ${ruleSet.policies.length} policies, in memory`);
  report.timings(timings, 'a pass');
  report.line(`  ${SINGLY}: ${duration(singly)} a pass, from ${asked.profiles.length} enterprises`);
  if (last) {
    report.aim(DUCKDB, ratioOf(timings, DUCKDB, TWO), { atLeast: 50 });
    if (hasClickHouse()) report.aim(CLICKHOUSE, ratioOf(timings, CLICKHOUSE, TWO), { atLeast: 8 });
  }
  report.line();
  for (const database of databases) await database.close();
  const medians = timings
    .filter(({ name }) => name !== LISTED)
    .map(({ name }) => [name, medianOf(timings, name)] as const);
  return new Map([...medians, [SINGLY, singly]]);
}

function repeated(name: string, work: () => Promise<unknown>): Contender {
  return {
    name,
    async run(units) {
      for (let unit = 0; unit < units; unit += 1) await work();
    },
  };
}

/** Row by row, what the index finds for the first enterprises is what the batch counts. */
async function checkCounts(
  ruleSet: RuleSet,
  table: Table,
  profile: (index: number) => ReturnType<typeof profileOf>,
  pool: WorkerPool,
): Promise<void> {
  const found = await pool.count(table, RUN);
  const matcher = createMatcher(ruleSet);
  const places = new Map(ruleSet.policies.map(({ id }, place) => [id, place]));
  const expected = { eligible: [], conditional: [], undetermined: [] } as Record<string, number[]>;
  for (let row = 0; row < table.rows; row += 1)
    for (const { policy, outcome } of matcher.find(profile(row), AS_OF)) {
      const list = expected[outcome] ?? [];
      const place = places.get(policy.id) ?? -1;
      list[place] = (list[place] ?? 0) + 1;
    }
  for (const outcome of ['eligible', 'conditional', 'undetermined'] as const)
    found[outcome].forEach((count, place) => {
      if (count !== (expected[outcome]?.[place] ?? 0))
        throw new WrongAnswer(
          `batch: ${count} ${outcome} of ${ruleSet.policies[place]?.id}, one by one ${expected[outcome]?.[place] ?? 0}`,
        );
    });
}

/** Tries ways of asking a database, sees that each counts right, and gives back the one that took least. */
async function fastest(
  report: Report,
  { name, rows, last }: { readonly name: string; readonly rows: number; readonly last: boolean },
  database: SqlPeer,
  asked: Asked,
  counts: Counts,
): Promise<() => Promise<SqlCounts>> {
  const tried: Tried[] = [];
  const attempt = async (gathering: Gathering, truths: Truths): Promise<void> => {
    const run = await database.prepare(asked.peerPolicies, asked.ruleSet, { truths, gathering });
    const ms = await timed(async () => checkSql(name, await run(), counts, asked));
    tried.push({ ms, gathering, truths, run });
  };
  for (const gathering of WAYS) {
    // DuckDB took 15 to 29 s for 200,000 rows that way.
    if (gathering === 'one query' && rows > 200_000 && name === DUCKDB) continue;
    await attempt(gathering, 'three-valued');
  }
  const [quickest] = tried.toSorted((a, b) => a.ms - b.ms);
  if (last && quickest !== undefined) await attempt(quickest.gathering, 'two tests');
  const sorted = tried.toSorted((a, b) => a.ms - b.ms);
  const [best] = sorted;
  if (best === undefined) throw new Error('no way was tried');
  const ways = sorted
    .map(({ gathering, truths, ms }) => `${gathering}, ${truths} ${duration(ms * 1000)}`)
    .join('; ');
  report.line(`${name} ${database.version}, ${rows.toLocaleString('en-US')} rows, ways tried: ${ways}`);
  return best.run;
}

interface Tried {
  readonly ms: number;
  readonly gathering: Gathering;
  readonly truths: Truths;
  readonly run: () => Promise<SqlCounts>;
}

const WAYS: readonly Gathering[] = ['a query a region', 'a query a province', 'one query'];

function checkSql(
  name: string,
  found: SqlCounts,
  { eligible, conditional, undetermined }: Counts,
  asked: Asked,
): void {
  asked.ruleSet.policies.forEach(({ id }, at) => {
    const place = asked.placeOf.get(id);
    if (place === undefined) return;
    const yes = (eligible[at] ?? 0) + (conditional[at] ?? 0);
    if (found.yes[place] !== yes || found.unknown[place] !== undetermined[at])
      throw new WrongAnswer(
        `${name} counts ${found.yes[place]} and ${found.unknown[place]} for ${id}, the batch ${yes} and ${undetermined[at]}`,
      );
  });
}

/** Microseconds that as many enterprises take one after the other. */
async function onePassSingly(ruleSet: RuleSet, { profiles }: Asked, rows: number): Promise<number> {
  const matcher = createMatcher(ruleSet);
  const pass = () => {
    for (const profile of profiles) matcher.find(profile, AS_OF);
  };
  pass();
  return ((await timed(pass)) * 1000 * rows) / profiles.length;
}
