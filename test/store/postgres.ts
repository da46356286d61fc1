import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** The folder with PostgreSQL's programs: MIANSHEN_POSTGRES_BIN, the PATH, or where Debian puts them (newest). */
export function postgresBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.MIANSHEN_POSTGRES_BIN === undefined ? [] : [process.env.MIANSHEN_POSTGRES_BIN]),
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

/** A PostgreSQL server that belongs to one test file. */
export interface PostgresServer {
  readonly port: number;
  /** Makes an empty database and returns its URL. */
  freshDatabase(): Promise<string>;
  /** Starts it where it has ended; resolves when it takes connections. */
  start(): Promise<void>;
  /** Ends it in order, connections or not. */
  stop(): Promise<void>;
  /** SIGKILL to the server and to all of its processes. */
  kill(): Promise<void>;
  /** Ends it and deletes its files. */
  remove(): Promise<void>;
}

export interface ServerOptions {
  /** Settings beside the usual ones: `fsync` and the like stay on unless they are named here. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder below which its files live; the system's temporary folder by default. */
  readonly parent?: string;
}

const ADMIN = { user: 'mianshen', password: 'tests only' };

/** Makes a new server and starts it, as another user where the tests run as root. */
export async function startPostgres({
  settings = {},
  parent = tmpdir(),
}: ServerOptions = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(parent, 'mianshen-postgres-'));
  const owner = serverUser();
  await give(folder, owner);
  const port = await freePort();
  await initialise(folder, owner);
  const cluster: Cluster = { folder, port, owner, settings };
  let child = await launch(cluster);
  let databases = 0;
  return {
    port,
    freshDatabase: async () => {
      databases += 1;
      await admin(port, `create database fresh_${databases} template template0`);
      return urlOf(port, `fresh_${databases}`);
    },
    start: async () => {
      child = (await stillServes(cluster, child)) ? child : await launch(cluster);
    },
    stop: () => end(child, 'SIGINT'),
    kill: () => kill(child),
    remove: async () => {
      await end(child, 'SIGQUIT');
      await rm(folder, { recursive: true });
    },
  };
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root. */
function serverUser(): User {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = ['postgres', 'nobody'].map((name) => users.find((user) => user.startsWith(`${name}:`)));
  const [, , uid, gid] = (line.find((found) => found !== undefined) ?? '').split(':').map(Number);
  if (uid === undefined || gid === undefined) throw new Error('no user to run PostgreSQL as');
  return { uid, gid };
}

async function give(path: string, { uid, gid }: User): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function initialise(folder: string, owner: User): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, ADMIN.password);
  await give(passwordFile, owner);
  const args = ['-D', join(folder, 'data'), '-U', ADMIN.user, '--pwfile', passwordFile];
  const rest = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(program('initdb'), [...args, ...rest], { cwd: folder, ...owner });
}

function program(name: string): string {
  return join(postgresBinaries() ?? '', name);
}

interface Cluster {
  readonly folder: string;
  readonly port: number;
  readonly owner: User;
  readonly settings: Readonly<Record<string, string>>;
}

const START_TIMEOUT = 60_000;

/** A server that ended one of its own processes is busy for a while, or ends itself. */
async function stillServes({ port }: Cluster, child: ChildProcess): Promise<boolean> {
  return takesConnections(port, child, Date.now() + START_TIMEOUT);
}

/** Until the processes of a killed server are gone, a new one refuses to start: it is tried again. */
async function launch(cluster: Cluster): Promise<ChildProcess> {
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    const { child, log } = spawnServer(cluster);
    const ready = await takesConnections(cluster.port, child, deadline);
    if (ready) return child;
    if (Date.now() > deadline) throw new Error(`PostgreSQL didn't start: ${log()}`);
  }
}

const USUAL_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
};

/** After a crash, one call for the whole file system instead of one for each file; PostgreSQL 14 brought it. */
function quickRecovery(folder: string): Readonly<Record<string, string>> {
  const version = Number(readFileSync(join(folder, 'data', 'PG_VERSION'), 'utf8'));
  return version >= 14 ? { recovery_init_sync_method: 'syncfs' } : {};
}

function spawnServer({ folder, port, owner, settings }: Cluster) {
  const all = { ...USUAL_SETTINGS, ...quickRecovery(folder), ...settings };
  const child = spawn(
    program('postgres'),
    [
      ...['-D', join(folder, 'data'), '-p', `${port}`],
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...owner },
  );
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-10_000);
  });
  const orphan = () => child.kill('SIGQUIT');
  process.once('exit', orphan);
  child.once('exit', () => process.off('exit', orphan));
  return { child, log: () => text };
}

/** False where the server ended, or the deadline passed. */
async function takesConnections(port: number, child: ChildProcess, deadline: number): Promise<boolean> {
  while (hasEnded(child) === false && Date.now() < deadline) {
    try {
      await admin(port, 'select 1');
      return true;
    } catch {
      await sleep(50);
    }
  }
  return false;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function kill(child: ChildProcess): Promise<void> {
  const processes = await childrenOf(child.pid);
  await end(child, 'SIGKILL');
  for (const process_ of processes) killIfThere(process_);
}

async function childrenOf(parent: number | undefined): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-e', '-o', 'pid=,ppid=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with its parent.
  }
}

function urlOf(port: number, database: string): string {
  const { user, password } = ADMIN;
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function admin(port: number, statement: string): Promise<void> {
  return runIn(urlOf(port, 'postgres'), statement);
}

/** Runs statements on a connection of their own. */
export async function runIn(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => {});
  }
}
