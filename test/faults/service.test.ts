import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/io/store/open-store.ts';
import { BUILD_TIMEOUT, type BuiltPackage, buildPackage } from '../built-package.ts';
import { folderOf } from '../cli/folder.ts';
import { VILLAGE_REQUEST, VILLAGE_RULES } from '../cli/village-rules.ts';
import { describePostgres } from '../store/describe-postgres.ts';
import { examine, IDENTITY, type Load, ROUNDS, startLoad, Unanswered } from './under-load.ts';

const TIMEOUT = 840_000;
const CALLERS = 16;

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
}, BUILD_TIMEOUT);
afterAll(() => built.remove());

type Environment = Readonly<Record<string, string>>;

interface Service {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly address: string;
}

/** Starts the built service on a free port; resolves when it listens. */
async function start(environment: Environment): Promise<Service> {
  const child = spawn(
    process.execPath,
    ['--disallow-code-generation-from-strings', built.main, 'serve', '--lang', 'en'],
    {
      cwd: built.folder,
      env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    out += chunk.toString();
    const address = /listens on (\S+)/.exec(out)?.[1];
    if (address !== undefined) return { child, address };
  }
  throw new Error(`the service did not start: ${out}${err}`);
}

async function kill({ child }: Service): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Records by HTTP. An answer other than 200 and 503 is a defect. */
async function record({ address }: Service, caller: string): Promise<string> {
  const response = await fetch(`${address}/v1/matches`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Caller': caller },
    body: JSON.stringify({ ...VILLAGE_REQUEST, explain: 'none' }),
  }).catch((cause: unknown) => {
    throw new Unanswered(cause);
  });
  const body = await response.text().catch((cause: unknown) => {
    throw new Unanswered(cause);
  });
  if (response.status === 503) throw new Unanswered(body);
  if (response.status !== 200) throw new Error(`${response.status} ${body}`);
  return (JSON.parse(body) as { decisionId: string }).decisionId;
}

async function environmentWith(more: Environment): Promise<Environment> {
  return {
    RULES_DIR: await folderOf(VILLAGE_RULES),
    SEEDS_DIR: await folderOf({}),
    DATA_DIR: await folderOf({}),
    LEDGER_NAME: IDENTITY.origin,
    ...more,
  };
}

/** Kills the service in mid-write, again and again, and returns what was acknowledged. */
async function killRepeatedly(environment: Environment, rounds: number): Promise<readonly Load[]> {
  const loads: Load[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const service = await start(environment);
    const load = startLoad((caller) => record(service, caller), CALLERS, `round ${round}`);
    loads.push(load);
    while (load.acknowledged.size < CALLERS && load.defects.length === 0) await sleep(2);
    await sleep(Math.random() * 50);
    await kill(service);
    await load.stop();
  }
  return loads;
}

async function expectWhole(environment: Environment, loads: readonly Load[]): Promise<void> {
  const { store } = await openStore(environment);
  onTestFinished(() => store.close());
  const { callers, twice, findings } = await examine(store);
  expect(findings).toEqual([]);
  expect(twice).toEqual([]);
  for (const { acknowledged, defects } of loads) {
    expect(defects).toEqual([]);
    expect([...acknowledged].filter(([id, caller]) => callers.get(id) !== caller)).toEqual([]);
  }
}

const whole = 'every acknowledged decision is there, none twice, the tree verifies';

describePostgres('the service on PostgreSQL', (server) => {
  it(`killed in mid-write, ${ROUNDS} times: ${whole}`, { timeout: TIMEOUT }, async () => {
    const environment = await environmentWith({ DATABASE_URL: await server().freshDatabase() });
    await expectWhole(environment, await killRepeatedly(environment, ROUNDS));
  });

  it(`two instances on one database, one of them killed: ${whole}`, { timeout: TIMEOUT }, async () => {
    const environment = await environmentWith({ DATABASE_URL: await server().freshDatabase() });
    const [one, other] = await Promise.all([start(environment), start(environment)]);
    const loads = [one, other].map((service, number) =>
      startLoad((caller) => record(service, caller), CALLERS, `instance ${number}`),
    );
    while (loads.some(({ acknowledged }) => acknowledged.size < 100)) await sleep(5);
    await kill(one);
    const before = loads[1]?.acknowledged.size ?? 0;
    while ((loads[1]?.acknowledged.size ?? 0) < before + 100) await sleep(5);
    await Promise.all(loads.map((load) => load.stop()));
    await kill(other);
    await expectWhole(environment, loads);
  });
});

describe('the service on the embedded database', () => {
  const rounds = Math.ceil(ROUNDS / 10);
  it(`killed in mid-write, ${rounds} times: ${whole}`, { timeout: TIMEOUT }, async () => {
    const environment = await environmentWith({});
    await expectWhole(environment, await killRepeatedly(environment, rounds));
  });
});
