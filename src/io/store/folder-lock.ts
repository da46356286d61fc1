import { type FileHandle, open, readFile, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '../../engine/rule-set.ts';
import { startOf } from './process-start.ts';
import { StoreRefused } from './store-refused.ts';

/** Who has the lock. */
interface Holder {
  readonly pid: number;
  /** Tells the process from a later one with the same number; null where the system doesn't say. */
  readonly started: string | null;
  /** Processes of other machines and containers can't be seen from here. */
  readonly host: string;
}

/** What a lock keeps for one process, and what another one may do instead. */
export interface Locked {
  readonly name: Text;
  readonly instead: Text;
}

const DATA_DIRECTORY: Locked = {
  name: { zh: '这个数据目录', en: 'this data directory' },
  instead: { zh: '请先停止它，或另设 DATA_DIR', en: 'stop it first, or set another DATA_DIR' },
};

const ATTEMPTS = 20;
const PAUSE = 50;

/**
 * Takes the lock that this file is, and resolves to what gives it back. A lock whose process has ended is taken over.
 * Rejects with `StoreRefused` where somebody has it.
 */
export async function lockFile(file: string, locked = DATA_DIRECTORY): Promise<() => Promise<void>> {
  const own = JSON.stringify(await thisProcess());
  const takeover = `${file}.takeover`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await create(file, own)) return () => giveBack(file, own);
    // Judging and removing a lock is for one process at a time: another one's new lock isn't taken for the old one.
    if (await create(takeover, own)) {
      await dropIfEnded(file, locked, attempt === ATTEMPTS - 1).finally(() => unlink(takeover));
    } else await sleep(PAUSE);
  }
  throw damaged(takeover, locked);
}

async function thisProcess(): Promise<Holder> {
  return { pid: process.pid, started: (await startOf(process.pid)) ?? null, host: hostname() };
}

/** False where there is one. What can't be written, as on a full disk, isn't left behind: it would lock everybody out. */
async function create(file: string, content: string): Promise<boolean> {
  let created: FileHandle;
  try {
    created = await open(file, 'wx');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
  try {
    await created.writeFile(content);
  } catch (cause) {
    await unlink(file);
    throw cause;
  } finally {
    await created.close();
  }
  return true;
}

async function dropIfEnded(file: string, locked: Locked, lastAttempt: boolean): Promise<void> {
  const text = await readIfThere(file);
  if (text === undefined) return;
  const holder = parse(text);
  if (holder === undefined) {
    // Perhaps it is being written.
    if (lastAttempt) throw damaged(file, locked);
    await sleep(PAUSE);
  } else if (await mayRun(holder)) throw held(file, holder, locked);
  else await unlink(file);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

function parse(text: string): Holder | undefined {
  try {
    const { pid, started, host } = JSON.parse(text) as Partial<Holder>;
    if (!Number.isSafeInteger(pid) || pid === undefined || pid <= 0 || typeof host !== 'string')
      return undefined;
    return { pid, host, started: started ?? null };
  } catch {
    return undefined;
  }
}

async function mayRun({ pid, started, host }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  if (!isRunning(pid)) return false;
  const now = await startOf(pid);
  return started === null || now === undefined || started === now;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function giveBack(file: string, own: string): Promise<void> {
  if ((await readIfThere(file)) === own) await unlink(file);
}

function held(file: string, { pid, host }: Holder, { name, instead }: Locked): StoreRefused {
  if (host !== hostname())
    return new StoreRefused({
      zh: `${file}：“${host}”上的进程 ${pid} 在用${name.zh}；若它已不在运行，请删除该文件`,
      en: `${file}: process ${pid} on '${host}' uses ${name.en}; if it no longer runs, delete that file`,
    });
  return new StoreRefused({
    zh: `${file}：进程 ${pid} 在用${name.zh}；${instead.zh}`,
    en: `${file}: process ${pid} uses ${name.en}; ${instead.en}`,
  });
}

function damaged(file: string, { name }: Locked): StoreRefused {
  return new StoreRefused({
    zh: `${file}：看不出谁在用${name.zh}；若没有别的免申在运行，请删除该文件`,
    en: `${file}: can't tell who uses ${name.en}; if no other mianshen runs, delete that file`,
  });
}
