import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Locked, lockFile } from '../store/folder-lock.ts';
import type { Manifest } from './manifest.ts';
import { makeFolder, tidy } from './own-folder.ts';
import { type Done, findBegun, folderOf, NOT_BEGUN, rejectsOf, takeUp } from './partial-folder.ts';

/**
 * The output of a run while it isn't whole: a folder beside it, in which output and rejects grow part by part. A journal
 * says which bytes count; the rest is what a killed run left, and is cut off.
 */
export class PartialOutput {
  readonly folder: string;
  /** The journal so far. */
  readonly parts: Done[];
  private bytes: number;
  /** Once it has begun, and until it is closed. */
  private files: Files | undefined;
  private hasBegun = false;
  private readonly path: string;
  private readonly manifest: Manifest;
  private readonly release: () => Promise<void>;

  private constructor(path: string, manifest: Manifest, parts: Done[], release: () => Promise<void>) {
    this.path = path;
    this.manifest = manifest;
    this.folder = folderOf(path);
    this.parts = parts;
    this.bytes = this.done.bytes;
    this.release = release;
  }

  /**
   * Finds what was done under the same manifest, to go on after it. Throws `BatchRefused` where the output is there or what
   * was begun is another thing (with `force` the first is replaced at the end, the second when this begins), and
   * `StoreRefused` where another run has it in hand.
   */
  static async open(path: string, manifest: Manifest, force: boolean): Promise<PartialOutput> {
    const folder = folderOf(path);
    const isNew = await makeFolder(folder);
    try {
      const release = await lockFile(join(folder, 'lock'), THIS_OUTPUT);
      try {
        const parts = await findBegun(path, manifest, force);
        await tidy(folder);
        return new PartialOutput(path, manifest, parts, release);
      } catch (cause) {
        await release();
        throw cause;
      }
    } catch (cause) {
      if (isNew) await removeEmpty(folder);
      throw cause;
    }
  }

  /** Before anything is written: what was begun and isn't gone on with is no more. */
  async begin(): Promise<void> {
    this.hasBegun = true;
    await takeUp(this.folder, this.manifest, this.parts);
    // A whole output may have its name already: it isn't made anew.
    if (this.done.whole !== true) this.files = await openFiles(this.folder);
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
    await this.opened.output.appendFile(bytes);
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
    await this.opened.output.datasync();
    if (rejects !== '') {
      await this.opened.rejects.appendFile(rejects);
      await this.opened.rejects.datasync();
    }
    await this.opened.journal.appendFile(`${JSON.stringify(done)}\n`);
    await this.opened.journal.datasync();
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
    await tidy(this.folder, []).finally(this.release);
    await removeEmpty(this.folder);
  }

  /** Leaves what was done to be taken up again, and nothing else; where nothing was, nothing stays. */
  async leave(): Promise<void> {
    await this.close();
    const isEmpty = this.hasBegun && this.parts.length === 0;
    await tidy(this.folder, isEmpty ? [] : undefined).finally(this.release);
    await removeEmpty(this.folder);
  }

  private get opened(): Files {
    if (this.files === undefined) throw new Error('the output has not begun');
    return this.files;
  }

  private async close(): Promise<void> {
    const files = Object.values(this.files ?? {});
    this.files = undefined;
    for (const file of files) await file.close();
  }
}

type Files = Readonly<Record<'output' | 'rejects' | 'journal', FileHandle>>;

const THIS_OUTPUT: Locked = {
  name: { zh: '这个输出', en: 'this output' },
  instead: { zh: '请等它结束，或另写一个文件', en: 'wait for it to end, or write another file' },
};

/** Another run, or somebody else, may have put something into it meanwhile. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}

async function openFiles(folder: string): Promise<Files> {
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

/** A run that was killed at its end gave it its name. */
function unlessMissing(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'ENOENT') throw cause;
}
