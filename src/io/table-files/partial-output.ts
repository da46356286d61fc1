import { createReadStream } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import { type Position, START } from '../../app/batch/part.ts';
import { NOTHING, type Tally } from '../../app/batch/run-batch.ts';
import type { Text } from '../../engine/rule-set.ts';
import { type Locked, lockFile } from '../store/folder-lock.ts';
import { differences, type Manifest, readManifest, writeManifest } from './manifest.ts';

/** A line of the journal: what is on disk for good, and where the run goes on. */
export interface Done {
  readonly next: Position;
  readonly tally: Tally;
  /** Bytes of the output and of the rejects. */
  readonly bytes: number;
  readonly rejectBytes: number;
  /** What a Parquet footer must say of the part, base64. */
  readonly footer?: string;
  /** The output is whole; what is left is to give it its name. */
  readonly whole?: true;
}

const NOT_BEGUN: Done = { next: START, tally: NOTHING, bytes: 0, rejectBytes: 0 };

/**
 * The output of a run while it isn't whole: a folder beside it, in which output and rejects grow part by part. A journal
 * says which bytes count; the rest is what a killed run left, and is cut off.
 */
export class PartialOutput {
  readonly folder: string;
  /** The journal so far. */
  readonly parts: Done[];
  private bytes: number;
  private isClosed = false;
  private readonly path: string;
  private readonly release: () => Promise<void>;
  private readonly files: Readonly<Record<'output' | 'rejects' | 'journal', FileHandle>>;

  private constructor(
    path: string,
    parts: Done[],
    release: () => Promise<void>,
    files: PartialOutput['files'],
  ) {
    this.path = path;
    this.folder = folderOf(path);
    this.parts = parts;
    this.bytes = this.done.bytes;
    this.release = release;
    this.files = files;
  }

  /**
   * Begins, or takes up what was done under the same manifest. Throws `BatchRefused` where the output is there or what was
   * begun is another thing (`force` discards both), and `StoreRefused` where another run has it in hand.
   */
  static async open(path: string, manifest: Manifest, force: boolean): Promise<PartialOutput> {
    const folder = folderOf(path);
    const isNew = await makeFolder(folder);
    const release = await lockFile(join(folder, 'lock'), THIS_OUTPUT);
    try {
      const begun = await readManifest(join(folder, 'manifest.json'));
      const others = begun === undefined ? [] : differences(begun, manifest);
      const parts = begun === undefined ? [] : await readJournal(join(folder, 'journal.ndjson'));
      const isWhole = others.length === 0 && parts.at(-1)?.whole === true;
      if (!force && !isWhole) await checkNothingThere(path);
      if (!force && others.length > 0) throw otherRun(folder, others);
      if (begun === undefined || others.length > 0) {
        await clear(folder);
        await writeManifest(join(folder, 'manifest.json'), manifest);
        parts.length = 0;
      }
      if (!isWhole) await cutOff(folder, parts.at(-1) ?? NOT_BEGUN);
      return new PartialOutput(path, parts, release, await openFiles(folder, isWhole));
    } catch (cause) {
      await release();
      if (isNew) await rm(folder, { recursive: true, force: true });
      throw cause;
    }
  }

  get done(): Done {
    return this.parts.at(-1) ?? NOT_BEGUN;
  }

  /** Bytes of the output so far. */
  get size(): number {
    return this.bytes;
  }

  /** Adds bytes that count once a part is added. */
  async write(bytes: Uint8Array | string): Promise<void> {
    await this.files.output.appendFile(bytes);
    this.bytes += Buffer.byteLength(bytes);
  }

  /** Adds the bytes of a file from one offset up to another. */
  async writeFrom(path: string, from: number, to: number): Promise<void> {
    const input = createReadStream(path, { start: from, end: to - 1, highWaterMark: 1 << 20 });
    if (to > from) for await (const bytes of input as AsyncIterable<Buffer>) await this.write(bytes);
  }

  /** What was written counts from now on: it is on disk before the journal says so. */
  async add(rejects: string, part: Omit<Done, 'bytes' | 'rejectBytes'>): Promise<void> {
    const rejectBytes = this.done.rejectBytes + Buffer.byteLength(rejects);
    const done = { ...part, bytes: this.bytes, rejectBytes };
    await this.files.output.datasync();
    if (rejects !== '') {
      await this.files.rejects.appendFile(rejects);
      await this.files.rejects.datasync();
    }
    await this.files.journal.appendFile(`${JSON.stringify(done)}\n`);
    await this.files.journal.datasync();
    this.parts.push(done);
  }

  /** Gives the whole output and the rejects their names; what was begun is no more. */
  async finish(): Promise<void> {
    await this.close();
    const rejects = rejectsOf(this.path);
    if (this.done.rejectBytes === 0) await rm(rejects, { force: true });
    else await rename(join(this.folder, 'rejects'), rejects).catch(unlessMissing);
    await rename(join(this.folder, 'output'), this.path).catch(unlessMissing);
    await syncFolder(dirname(this.path));
    await rm(this.folder, { recursive: true });
  }

  /** Leaves what was done to be taken up again; where nothing was, nothing stays. */
  async leave(): Promise<void> {
    await this.close();
    await this.release();
    if (this.parts.length === 0) await rm(this.folder, { recursive: true, force: true });
  }

  private async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const file of Object.values(this.files)) await file.close();
  }
}

/** Where refused rows are listed. */
export function rejectsOf(path: string): string {
  return `${path}.rejects.ndjson`;
}

function folderOf(path: string): string {
  return `${path}.partial`;
}

const THIS_OUTPUT: Locked = {
  name: { zh: '这个输出', en: 'this output' },
  instead: { zh: '请等它结束，或另写一个文件', en: 'wait for it to end, or write another file' },
};

/** Whether it was made. */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw cause;
    const parent = dirname(folder);
    throw new BatchRefused({ zh: `没有目录 ${parent}`, en: `there is no directory ${parent}` });
  }
}

async function checkNothingThere(path: string): Promise<void> {
  for (const each of [path, rejectsOf(path)])
    if (await isThere(each))
      throw new BatchRefused({
        zh: `文件 ${each} 已存在；换一个文件名，或加 --force 替换它`,
        en: `the file ${each} is there already: choose another, or replace it with --force`,
      });
}

function otherRun(folder: string, others: readonly Text[]): BatchRefused {
  return new BatchRefused({
    zh: `${folder} 是另一次运行留下的：${others.map(({ zh }) => zh).join('；')}。加 --force 从头开始`,
    en: `${folder} is of another run: ${others.map(({ en }) => en).join('; ')}. Start anew with --force`,
  });
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Everything but the lock. */
async function clear(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (!name.startsWith('lock')) await rm(join(folder, name), { recursive: true });
}

/** The whole lines of the journal: the last one may be torn. */
async function readJournal(path: string): Promise<Done[]> {
  const text = await readFile(path, 'utf8').catch(emptyIfMissing);
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Done);
}

/** Cuts off what the journal doesn't know of. */
async function cutOff(folder: string, { bytes, rejectBytes }: Done): Promise<void> {
  for (const [name, length] of [
    ['output', bytes],
    ['rejects', rejectBytes],
  ] as const) {
    const path = join(folder, name);
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    if (size < length)
      throw new BatchRefused({
        zh: `${path} 比记录的短，已损坏；加 --force 从头开始`,
        en: `${path} is shorter than was recorded, so it is damaged: start anew with --force`,
      });
    if (size > length) await truncate(path, length);
  }
  const journal = join(folder, 'journal.ndjson');
  const text = await readFile(journal, 'utf8').catch(emptyIfMissing);
  if (text !== '') await truncate(journal, Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1)));
}

/** A whole output may have its name already: it isn't made anew. */
async function openFiles(folder: string, isWhole: boolean): Promise<PartialOutput['files']> {
  if (isWhole) return {} as PartialOutput['files'];
  return {
    output: await open(join(folder, 'output'), 'a'),
    rejects: await open(join(folder, 'rejects'), 'a'),
    journal: await open(join(folder, 'journal.ndjson'), 'a'),
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function emptyIfMissing(cause: NodeJS.ErrnoException): string {
  if (cause.code === 'ENOENT') return '';
  throw cause;
}

function unlessMissing(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'ENOENT') throw cause;
}
