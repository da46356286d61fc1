import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Locked, lockFile } from '../store/folder-lock.ts';
import type { Manifest } from './manifest.ts';
import { makeFolder, tidy } from './own-folder.ts';
import { type Done, folderOf, NOT_BEGUN, rejectsOf, takeUp } from './partial-folder.ts';

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
    try {
      const release = await lockFile(join(folder, 'lock'), THIS_OUTPUT);
      try {
        const parts = await takeUp(path, manifest, force);
        const isWhole = parts.at(-1)?.whole === true;
        return new PartialOutput(path, parts, release, await openFiles(folder, isWhole));
      } catch (cause) {
        if (isNew) await tidy(folder, []);
        await release();
        throw cause;
      }
    } catch (cause) {
      if (isNew) await removeEmpty(folder);
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
    await tidy(this.folder, []).finally(this.release);
    await removeEmpty(this.folder);
  }

  /** Leaves what was done to be taken up again, and nothing else; where nothing was, nothing stays. */
  async leave(): Promise<void> {
    await this.close();
    const isEmpty = this.parts.length === 0;
    await tidy(this.folder, isEmpty ? [] : undefined).finally(this.release);
    if (isEmpty) await removeEmpty(this.folder);
  }

  private async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const file of Object.values(this.files)) await file.close();
  }
}

const THIS_OUTPUT: Locked = {
  name: { zh: '这个输出', en: 'this output' },
  instead: { zh: '请等它结束，或另写一个文件', en: 'wait for it to end, or write another file' },
};

/** Another run, or somebody else, may have put something into it meanwhile. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
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

/** A run that was killed at its end gave it its name. */
function unlessMissing(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'ENOENT') throw cause;
}
