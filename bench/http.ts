/*
 * Requests per second of `POST /v1/matches` with `record: false` on the shipped rule set, against an endpoint on the same server that only
 * parses and validates the same bodies; in turns, answers compared first. The server runs built, in a process of its own, as does the load.
 *
 *   npx tsx bench/http.ts [seconds a turn] [turns]
 *   npx tsx bench/http.ts --quick
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { answer } from '../src/app/answer.ts';
import { load } from '../src/app/load.ts';
import { readJsonFiles } from '../src/io/rule-files.ts';
import { parseMatchRequest } from '../src/rules/match-request.ts';
import { buildPackage } from '../test/built-package.ts';

const quick = process.argv.includes('--quick');
const [SECONDS = quick ? 0.2 : 3, TURNS = quick ? 1 : 9] = process.argv.slice(2).map(Number).filter(Boolean);
const CONNECTIONS = 8;
const VARIANTS = 20;
const FOLDER = 'examples/enterprises';

const loaded = load(await readJsonFiles('rules'), await readJsonFiles('seeds'));
if (!loaded.ok) throw new Error('the shipped rules have mistakes');
const { ruleSet } = loaded.loaded;

/** The shipped enterprises, each with other figures, so that no answer can be kept and given again. */
async function requests(explain: string): Promise<readonly Record<string, unknown>[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).toSorted();
  const jsons = await Promise.all(files.map((file) => readFile(join(FOLDER, file), 'utf8')));
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return Array.from({ length: VARIANTS }, () => jsons)
    .flat()
    .map((text) => {
      const { asOf = '2024-09-01', ...json } = JSON.parse(text);
      const profile = Object.fromEntries(
        Object.entries(json.profile).map(([id, value]) => {
          const isFigure =
            typeof value === 'number' &&
            ['integer', 'money'].includes(ruleSet.facts.get(id)?.type.kind ?? '');
          return [id, isFigure ? Math.round(value * (0.5 + random())) : value];
        }),
      );
      return { ...json, asOf, profile, explain, record: false };
    });
}

function bytesOf(path: string, json: unknown): Buffer {
  const body = JSON.stringify(json);
  const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

/** Asks on one connection, one request after the other, until `go` says no; gives each answer's bytes. */
async function converse(
  port: number,
  next: () => Buffer | undefined,
  take: (body: Buffer) => void,
): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let [chunks, held, expected, start]: [Buffer[], number, number, number] = [[], 0, -1, 0];
  const first = next();
  if (first !== undefined) socket.write(first);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    held += chunk.length;
    if (expected < 0) {
      const text = chunk.toString('latin1', 0, Math.min(chunk.length, 4000));
      start = text.indexOf('\r\n\r\n') + 4;
      expected = start + Number(/content-length: (\d+)/i.exec(text)?.[1]);
    }
    if (held < expected) continue;
    take(Buffer.concat(chunks).subarray(start));
    [chunks, held, expected] = [[], 0, -1];
    const request = next();
    if (request === undefined) break;
    socket.write(request);
  }
  socket.destroy();
}

async function answersTo(port: number, all: readonly Buffer[]): Promise<readonly string[]> {
  const waiting = [...all];
  const bodies: string[] = [];
  await converse(
    port,
    () => waiting.shift(),
    (body) => void bodies.push(body.toString('utf8')),
  );
  return bodies;
}

const built = await buildPackage();
const service = fork('bench/http-service.mjs', [join(built.folder, 'dist')], {
  execArgv: ['--disallow-code-generation-from-strings'],
});
const [{ port }] = (await once(service, 'message')) as [{ port: number }];

/** Microseconds of the processor that the server has used. */
async function used(): Promise<number> {
  service.send('usage');
  const [{ cpu }] = (await once(service, 'message')) as [{ cpu: NodeJS.CpuUsage }];
  return cpu.user + cpu.system;
}

interface Turn {
  readonly rate: number;
  readonly processor: number;
}

async function turn(all: readonly Buffer[]): Promise<Turn> {
  let [at, done] = [0, 0];
  const before = await used();
  const start = performance.now();
  const end = start + SECONDS * 1000;
  const next = () => {
    if (performance.now() >= end) return undefined;
    at += 1;
    return all[at % all.length];
  };
  const talk = () =>
    converse(port, next, () => {
      done += 1;
    });
  await Promise.all(Array.from({ length: CONNECTIONS }, talk));
  const seconds = (performance.now() - start) / 1000;
  return { rate: done / seconds, processor: ((await used()) - before) / done };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const percent = (ratio: number) => `${(ratio * 100).toFixed(0)} %`;

async function compare(explain: string): Promise<void> {
  const jsons = await requests(explain);
  const matched = jsons.map((json) => bytesOf('/v1/matches', json));
  const bare = jsons.map((json) => bytesOf('/bare', json));
  // What is timed is first seen to be right.
  const given = await answersTo(port, matched);
  jsons.forEach((json, index) => {
    const parsed = parseMatchRequest(ruleSet, json, '2024-09-01');
    if (!parsed.ok || given[index] !== JSON.stringify(answer(ruleSet, parsed.request, 'zh')))
      throw new Error(`answer ${index} is wrong`);
  });
  if ((await answersTo(port, bare)).some((body) => body !== '{"ok":true}'))
    throw new Error('the bare answer is wrong');
  const size = given.reduce((total, text) => total + Buffer.byteLength(text), 0) / given.length;
  const turns: (readonly [Turn, Turn])[] = [];
  for (let count = 0; count <= TURNS; count += 1) {
    const isEven = count % 2 === 0;
    const first = await turn(isEven ? matched : bare);
    const second = await turn(isEven ? bare : matched);
    // The first turn warms both up.
    if (count > 0) turns.push(isEven ? [first, second] : [second, first]);
  }
  const ratios = turns.map(([ours, theirs]) => ours.rate / theirs.rate);
  const line = (name: string, of: (pair: readonly [Turn, Turn]) => Turn) =>
    `${name}: ${median(turns.map((pair) => of(pair).rate)).toFixed(0)}/s, ${median(turns.map((pair) => of(pair).processor)).toFixed(0)} µs of the server's processor each`;
  console.log(`explain ${explain}: ${given.length} requests, answers of ${(size / 1000).toFixed(1)} kB`);
  console.log(line('  matched', ([ours]) => ours));
  console.log(line('  only parsed and validated', ([, theirs]) => theirs));
  console.log(
    `  ratio: median ${percent(median(ratios))}, from ${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))}\n`,
  );
}

const model = cpus()[0]?.model ?? '?';
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${model}`);
console.log(`npx tsx bench/http.ts ${SECONDS} ${TURNS}`);
console.log(`${ruleSet.policies.length} policies, ${CONNECTIONS} connections\n`);
try {
  await compare('none');
  await compare('reasons');
} finally {
  service.kill();
  await built.remove();
}
