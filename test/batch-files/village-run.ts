import { join } from 'node:path';
import { createMatcher } from '../../src/engine/index/matcher.ts';
import { readJsonFiles } from '../../src/io/rule-files.ts';
import { type Files, runBatchFiles } from '../../src/io/table-files/batch-files.ts';
import { formatOf } from '../../src/io/table-files/format.ts';
import { parseRuleSet } from '../../src/rules/parse-rule-set.ts';
import { folderOf } from '../cli/folder.ts';
import { VILLAGE_RULES } from '../cli/village-rules.ts';

const HEADER = 'subject,registeredRegion,employees,revenue,kinds\n';

/** A CSV of enterprises of every sort, a bad one here and there; long enough for several blocks of the file. */
function village(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const employees = row % 97 === 5 ? 'many' : `${row % 40}`;
    const kinds = row % 3 === 0 ? '"mill;inn"' : '';
    return `firm ${row}${' of the village'.repeat(row % 9)},${row % 5 === 0 ? '20' : '1001'},${employees},${row % 7 === 0 ? '' : row},${kinds}\n`;
  });
  return HEADER + lines.join('');
}

export async function prepare(rows: number) {
  const rules = Object.entries(VILLAGE_RULES).map(([path, json]) => [`rules/${path}`, json]);
  const folder = await folderOf({ ...Object.fromEntries(rules), 'in.csv': village(rows) });
  const { ruleSet } = parseRuleSet(await readJsonFiles(join(folder, 'rules')));
  if (ruleSet === null) throw new Error('the village has mistakes');
  return { folder, ruleSet };
}

export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Runs a batch; `parts` is after how many it is told to stop. */
export async function run(
  { folder, ruleSet }: Prepared,
  output: string,
  parts = Number.POSITIVE_INFINITY,
  more: Partial<Files> = {},
  onPart: (done: number, rows: number) => void = () => undefined,
  stop = new AbortController(),
) {
  let [done, resumed] = [0, 0];
  const result = await runBatchFiles(
    {
      ruleSet,
      matcher: createMatcher(ruleSet),
      asOf: '2024-09-01',
      source: 'tax',
      policies: undefined,
      only: undefined,
    },
    {
      ...{
        input: join(folder, 'in.csv'),
        output,
        inputFormat: 'csv',
        outputFormat: formatOf(output) ?? 'csv',
      },
      ...{
        encoding: undefined,
        subject: undefined,
        threads: 1,
        force: false,
        language: 'zh',
        partRows: 1000,
      },
      ...more,
    },
    {
      signal: stop.signal,
      onStart: (earlier) => {
        resumed = earlier?.tally.rows ?? 0;
      },
      onPart: (_share, { rows }) => {
        done += 1;
        onPart(done, rows);
        if (done >= parts) stop.abort();
      },
    },
  );
  return { ...result, resumed, done };
}
