import { readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import { type Position, START } from '../../app/batch/part.ts';
import { NOTHING, type RunTally } from '../../app/batch/run-batch.ts';
import type { Text } from '../../engine/rule-set.ts';
import { differences, type Manifest, readManifest, writeManifest } from './manifest.ts';
import { MANIFEST, SPILLED, tidy } from './own-folder.ts';

/** A line of the journal: what is on disk for good, and where the run goes on. */
export interface Done {
  readonly next: Position;
  readonly tally: RunTally;
  /** Bytes of the output and of the rejects. */
  readonly bytes: number;
  readonly rejectBytes: number;
  /** What a Parquet footer must say of the part, base64. */
  readonly footer?: string;
  /** The output is whole; what is left is to give it its name. */
  readonly whole?: true;
}

export const NOT_BEGUN: Done = { next: START, tally: NOTHING, bytes: 0, rejectBytes: 0 };

/** Where refused rows are listed. */
export function rejectsOf(path: string): string {
  return `${path}.rejects.ndjson`;
}

/** Where an output is while it isn't whole. */
export function folderOf(path: string): string {
  return `${path}.partial`;
}

/**
 * Resolves to the journal of what was done under the manifest; changes nothing. Throws `BatchRefused` where the output is
 * there already, or where the folder is of another run or damaged; with `force` there is no journal then.
 */
export async function findBegun(path: string, manifest: Manifest, force: boolean): Promise<Done[]> {
  const begun = await readBegun(path, manifest).catch((cause: unknown) => {
    if (cause instanceof BatchRefused) return cause;
    throw cause;
  });
  const isRefused = begun instanceof BatchRefused;
  if (!force) await checkNothingThere(path, isRefused ? NOTHING_BEGUN : begun);
  if (isRefused && !force) throw begun;
  return isRefused ? [] : [...begun.parts];
}

/** Makes the folder hold what the journal says, and nothing else. */
export async function takeUp(folder: string, manifest: Manifest, parts: readonly Done[]): Promise<void> {
  const last = parts.at(-1);
  if (last !== undefined) return cutOff(folder, last);
  await tidy(folder, [SPILLED]);
  await writeManifest(join(folder, MANIFEST), manifest);
}

interface Begun {
  readonly parts: readonly Done[];
  /** Files of a whole output that have their names already. */
  readonly named: readonly string[];
}

const NOTHING_BEGUN: Begun = { parts: [], named: [] };

/** Throws `BatchRefused` where it can't be taken up. */
async function readBegun(path: string, manifest: Manifest): Promise<Begun> {
  const folder = folderOf(path);
  const begun = await readManifest(join(folder, MANIFEST));
  if (begun === undefined) return NOTHING_BEGUN;
  const others = differences(begun, manifest);
  if (others.length > 0) throw otherRun(folder, others);
  const parts = await readJournal(join(folder, 'journal.ndjson'));
  const { bytes, rejectBytes, whole } = parts.at(-1) ?? NOT_BEGUN;
  const named: string[] = [];
  for (const [inside, name, length] of [
    ['output', path, bytes],
    ['rejects', rejectsOf(path), rejectBytes],
  ] as const) {
    const file = join(folder, inside);
    const size = await sizeOf(file);
    if (whole === true && size === undefined && (await sizeOf(name)) === length) named.push(name);
    else if ((size ?? 0) < length || (whole === true && inside === 'output' && size === undefined))
      throw tooShort(file);
  }
  return { parts, named };
}

function otherRun(folder: string, others: readonly Text[]): BatchRefused {
  return new BatchRefused({
    zh: `${folder} 是另一次运行留下的：${others.map(({ zh }) => zh).join('；')}。加 --force 从头开始`,
    en: `${folder} is of another run: ${others.map(({ en }) => en).join('; ')}. Start anew with --force`,
  });
}

function tooShort(file: string): BatchRefused {
  return new BatchRefused({
    zh: `${file} 比记录的短，已损坏；加 --force 从头开始`,
    en: `${file} is shorter than was recorded, so it is damaged: start anew with --force`,
  });
}

async function checkNothingThere(path: string, { named }: Begun): Promise<void> {
  for (const each of [path, rejectsOf(path)])
    if (!named.includes(each) && (await sizeOf(each)) !== undefined)
      throw new BatchRefused({
        zh: `文件 ${each} 已存在；换一个文件名，或加 --force 替换它`,
        en: `the file ${each} is there already: choose another, or replace it with --force`,
      });
}

/** Undefined where there is no file. */
async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw cause;
    },
  );
}

/** The whole lines of the journal: the last one may be torn. */
async function readJournal(path: string): Promise<Done[]> {
  const lines = (await wholeLines(path)).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const done = parseDone(line);
    if (done !== undefined) return done;
    throw new BatchRefused({
      zh: `${path} 已损坏；加 --force 从头开始`,
      en: `${path} is damaged: start anew with --force`,
    });
  });
}

/** Undefined for what no run writes. */
function parseDone(line: string): Done | undefined {
  try {
    const done = JSON.parse(line) as Done;
    const isWhole =
      typeof done.next === 'object' &&
      typeof done.tally === 'object' &&
      done.bytes >= 0 &&
      done.rejectBytes >= 0;
    return isWhole ? done : undefined;
  } catch {
    return undefined;
  }
}

async function wholeLines(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw cause;
  });
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** Cuts off what the journal doesn't know of. */
async function cutOff(folder: string, { bytes, rejectBytes }: Done): Promise<void> {
  const journal = join(folder, 'journal.ndjson');
  for (const [path, length] of [
    [join(folder, 'output'), bytes],
    [join(folder, 'rejects'), rejectBytes],
    [journal, Buffer.byteLength(await wholeLines(journal))],
  ] as const) {
    const size = await sizeOf(path);
    if (size !== undefined && size > length) await truncate(path, length);
  }
}
