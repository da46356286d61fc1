import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { runMianshen } from '../child.ts';
import { type Contender, medianOf, ratioOf, takeTurns } from '../measure.ts';
import type { Report } from '../report.ts';
import { SOURCE } from '../workload/catalogue.ts';
import { workloadFolder, writeParquet, writeRules } from '../workload/files.ts';
import { profileOf } from '../workload/profiles.ts';
import { AS_OF, createRuleSet } from '../workload/rule-set.ts';
import { enterprisesFor } from '../workload/workload.ts';
import { WrongAnswer } from './enterprises-asked.ts';
import type { Settings } from './settings.ts';

const OURS = 'mianshen batch, a process of its own';
const COPY = 'DuckDB reads the input and writes it again';
const SAME = 'DuckDB reads the input and writes the same output';

/** From Parquet to Parquet, against what reading and writing alone takes. */
export async function files(report: Report, { quick }: Settings): Promise<void> {
  const [rows, policies] = quick ? [2000, 60] : [1_000_000, 1000];
  const input = await writeParquet(rows);
  const rules = await writeRules(policies);
  const output = join(workloadFolder(), 'found.parquet');
  const run = () => runMianshen(batchArguments(input, output, rules));
  await run();
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '8GB' });
  const connection = await instance.connect();
  const checked = await checkFound(connection, output, policies, Math.min(rows, 2000));
  report.line(`${rows.toLocaleString('en-US')} enterprises × ${policies} policies, Parquet to Parquet`);
  report.line(`answers compared with the index, one by one: ${checked} enterprises × all policies`);
  await connection.run(`CREATE TABLE found AS SELECT * FROM read_parquet('${output}')`);
  const [found] = (await connection.runAndReadAll('SELECT count(*) FROM found')).getRows();
  report.line(`${Number(found?.[0]).toLocaleString('en-US')} rows come out`);
  const contenders: readonly Contender[] = [
    once(OURS, run),
    once(COPY, () => copy(connection, `read_parquet('${input}')`)),
    once(SAME, async () => {
      await readAll(connection, input);
      await copy(connection, 'found');
    }),
  ];
  const timings = await takeTurns(contenders, { rounds: quick ? 1 : 5, turnMs: 1 });
  report.timings(timings, 'a pass');
  // The cheaper of the two is what is aimed at.
  const cheaper = medianOf(timings, COPY) < medianOf(timings, SAME) ? COPY : SAME;
  report.aim(`as against: ${cheaper}`, ratioOf(timings, OURS, cheaper), { atMost: 3 });
  report.line(
    `  no aim   as against the other: ${ratioOf(timings, OURS, cheaper === COPY ? SAME : COPY).median.toFixed(2)} ×`,
  );
  connection.closeSync();
  instance.closeSync();
  await rm(output, { force: true });
}

/** How `mianshen batch` is called. */
export function batchArguments(input: string, output: string, rules: string): readonly string[] {
  return [
    ...['batch', input, '--out', output, '--rules', rules, '--as-of', AS_OF],
    ...['--source', SOURCE, '--force', '--quiet'],
  ];
}

function once(name: string, work: () => Promise<unknown>): Contender {
  return {
    name,
    async run(units) {
      for (let unit = 0; unit < units; unit += 1) await work();
    },
  };
}

async function copy(connection: DuckDBConnection, from: string): Promise<void> {
  const file = join(workloadFolder(), 'copied.parquet');
  await connection.run(`COPY (SELECT * FROM ${from}) TO '${file}' (FORMAT parquet)`);
  await rm(file);
}

/** Every value of every column is looked at, and nothing kept. */
async function readAll(connection: DuckDBConnection, input: string): Promise<void> {
  const from = `read_parquet('${input}')`;
  const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`)).getRows();
  await connection.run(`SELECT ${columns.map(([name]) => `max("${String(name)}")`).join(', ')} FROM ${from}`);
}

/** The first enterprises have in the file what the index finds for them. */
async function checkFound(
  connection: DuckDBConnection,
  output: string,
  policies: number,
  enterprises: number,
): Promise<number> {
  const ruleSet = createRuleSet(policies);
  const draw = enterprisesFor(ruleSet);
  const matcher = createMatcher(ruleSet);
  const rows = await connection.runAndReadAll(
    `SELECT CAST(subject AS VARCHAR), CAST(policy AS VARCHAR), CAST(outcome AS VARCHAR) FROM read_parquet('${output}')
     WHERE subject < 'E${String(enterprises).padStart(9, '0')}'`,
  );
  const found = rows
    .getRows()
    .map((row) => row.join(' '))
    .toSorted();
  const expected = Array.from({ length: enterprises }, (_, index) =>
    matcher
      .find(profileOf(draw(index)), AS_OF)
      .map(({ policy, outcome }) => `E${String(index).padStart(9, '0')} ${policy.id} ${outcome}`),
  )
    .flat()
    .toSorted();
  const different = expected.findIndex((line, at) => line !== found[at]);
  if (different >= 0 || found.length !== expected.length)
    throw new WrongAnswer(
      `mianshen batch has ${found.length} rows, expected ${expected.length}; first difference: '${found[different]}', expected '${expected[different]}'`,
    );
  return enterprises;
}
