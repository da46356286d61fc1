/*
 * How long a rule set of many policies takes to read and load, and to check without trying changes.
 *
 *   npx tsx bench/load-rules.ts [policies]
 */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkRuleSet } from '../src/app/check-rule-set.ts';
import { load } from '../src/app/load.ts';
import { readJsonFiles } from '../src/io/rule-files.ts';

const POLICIES = Number(process.argv[2] ?? 1000);
const TURNS = 7;

/** The shipped rules, their policies copied under new ids until there are as many as asked for. */
async function writeRules(folder: string): Promise<void> {
  const files = await readJsonFiles('rules');
  const policies = files.filter(({ path }) => path.startsWith('policies/'));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (const { path, text } of files) if (!path.startsWith('policies/')) await write(path, text);
  for (let count = 0; count < POLICIES; count += 1) {
    const { path, text } = policies[count % policies.length] ?? { path: '', text: '' };
    const copy = Math.floor(count / policies.length);
    const named = copy === 0 ? text : text.replace(/"id": "([^"]+)"/, `"id": "$1-copy-${copy}"`);
    await write(copy === 0 ? path : path.replace(/\.json$/, `-copy-${copy}.json`), named);
  }
}

interface Turn {
  readonly wall: number;
  /** Of the processor, by which busy machines can be compared. */
  readonly processor: number;
}

/** Milliseconds that each turn took. */
async function timed(work: () => Promise<unknown> | unknown): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [start, usage] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(usage);
    turns.push({ wall: performance.now() - start, processor: (user + system) / 1000 });
  }
  return turns;
}

function print(what: string, turns: readonly Turn[]): void {
  const median = (key: keyof Turn): string => {
    const sorted = turns.map((turn) => turn[key]).toSorted((a, b) => a - b);
    return (sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0);
  };
  const first = turns[0]?.wall.toFixed(0);
  console.log(
    `${what.padEnd(24)} first ${first} ms, median ${median('wall')} ms, processor ${median('processor')} ms`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'mianshen-bench-'));
try {
  await writeRules(folder);
  const files = await readJsonFiles(folder);
  const result = load(files, []);
  if (!result.ok) throw new Error('the copied rules have mistakes');
  console.log(`${result.loaded.ruleSet.policies.length} policies, ${files.length} files`);
  print('read and load', await timed(async () => load(await readJsonFiles(folder), [])));
  print('load', await timed(() => load(files, [])));
  print('check, without mutation', await timed(() => checkRuleSet(files, null)));
} finally {
  await rm(folder, { recursive: true });
}
