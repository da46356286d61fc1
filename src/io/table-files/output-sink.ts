import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DecidedRows, Reject } from '../../app/batch/decide-part.ts';
import type { Part } from '../../app/batch/part.ts';
import type { RunTally, Sink } from '../../app/batch/run-batch.ts';
import type { FoundRows } from '../../batch/found-rows.ts';
import type { Language } from '../../rules/plain/language.ts';
import type { Database } from './duckdb.ts';
import type { Format } from './format.ts';
import {
  type Footer,
  footerBytes,
  groupsFromText,
  groupsToText,
  MAGIC,
  movedRowGroups,
  readFooter,
} from './parquet-footer.ts';
import type { PartialOutput } from './partial-output.ts';
import { createPieceWriter, type PieceWriter, type Subjects, sliceOf } from './piece-writer.ts';
import type { Struct } from './thrift.ts';

/** Pieces that are being written while the next one is matched. */
const AT_ONCE = 2;

const HEADS: Readonly<Record<Format, Uint8Array | string>> = {
  csv: 'subject,policy,outcome,amount,paid,missing\n',
  ndjson: '',
  parquet: MAGIC,
};

/** Writes the parts into a partial output: what rows of a part come to as a piece of its own, the pieces one after the other. */
export class OutputSink implements Sink<Subjects> {
  private readonly partial: PartialOutput;
  private readonly format: Format;
  private readonly language: Language;
  private readonly writers: readonly PieceWriter[];
  private readonly jobs: Promise<void>[] = [];
  /** Files that DuckDB writes. */
  private readonly writing: Promise<void>[] = [];
  private taken = 0;
  /** Of the part that isn't whole: its rejects, and what a footer must say of it. */
  private rejects = '';
  private groups: Struct[] = [];
  private last: Promise<void> = Promise.resolve();

  private constructor(
    partial: PartialOutput,
    format: Format,
    language: Language,
    writers: readonly PieceWriter[],
  ) {
    this.partial = partial;
    this.format = format;
    this.language = language;
    this.writers = writers;
  }

  static async open(
    partial: PartialOutput,
    database: Database,
    policies: readonly string[],
    { format, language }: { readonly format: Format; readonly language: Language },
  ): Promise<OutputSink> {
    const writers: PieceWriter[] = [];
    while (writers.length < AT_ONCE) writers.push(await createPieceWriter(database, format, policies));
    return new OutputSink(partial, format, language, writers);
  }

  async take(part: Part<Subjects>, { first, end, found, rejects }: DecidedRows): Promise<void> {
    const slot = this.taken % AT_ONCE;
    this.taken += 1;
    await this.jobs[slot];
    const rowsBefore = part.next.rows - part.table.rows;
    const piece = await this.begin(slot, found, sliceOf(part.subjects, first, end), rowsBefore + first);
    this.rejects += linesOf(rejects, this.language);
    this.jobs[slot] = this.queue(() => this.append(piece));
  }

  async end({ next }: Part<Subjects>, tally: RunTally): Promise<void> {
    const { rejects } = this;
    this.rejects = '';
    this.queue(async () => {
      const footer = this.groups.length === 0 ? {} : { footer: groupsToText(this.groups) };
      this.groups = [];
      await this.partial.add(rejects, { next, tally, ...footer });
    });
  }

  /** Does something after all that was begun before. */
  private queue(work: () => Promise<void>): Promise<void> {
    this.last = this.last.then(work);
    // A failure is told to whoever waits for it next.
    this.last.catch(() => undefined);
    return this.last;
  }

  /** Waits until all that was taken counts. */
  async settle(): Promise<void> {
    await this.last;
  }

  /** Completes the output. */
  async finish(): Promise<void> {
    await this.settle();
    const { done, parts } = this.partial;
    if (done.whole) return;
    if (this.partial.size === 0) await this.partial.write(HEADS[this.format]);
    if (this.format === 'parquet') {
      const groups = parts.flatMap(({ footer }) => (footer === undefined ? [] : groupsFromText(footer)));
      await this.partial.write(footerBytes(await this.emptyFooter(), groups));
    }
    const { next, tally } = done;
    await this.partial.add('', { next, tally, whole: true });
  }

  /** Ends what is under way, whatever becomes of it: parts that were taken whole count, and no file is written any more. */
  async close(): Promise<void> {
    await this.last.catch(() => undefined);
    await Promise.allSettled(this.writing);
    for (const writer of this.writers) writer.close();
  }

  /** Takes the rows over and begins to write them to a file; nothing where there are none. */
  private async begin(
    slot: number,
    found: FoundRows,
    subjects: Subjects,
    rowsBefore: number,
  ): Promise<Piece | undefined> {
    if (found.length === 0) return undefined;
    const file = join(this.partial.folder, `piece-${slot}`);
    const write = await this.writers[slot]?.take(found, subjects, rowsBefore);
    const written = write?.(file) ?? Promise.resolve();
    written.catch(() => undefined);
    this.writing[slot] = written;
    return { file, written };
  }

  /** Adds a piece to the output. */
  private async append(piece: Piece | undefined): Promise<void> {
    if (this.partial.size === 0) await this.partial.write(HEADS[this.format]);
    if (piece === undefined) return;
    await piece.written;
    if (this.format !== 'parquet') {
      await this.partial.writeFrom(piece.file, 0, (await stat(piece.file)).size);
      return;
    }
    const footer = await readFooter(piece.file);
    this.groups.push(...movedRowGroups(footer, this.partial.size - MAGIC.length));
    await this.partial.writeFrom(piece.file, MAGIC.length, footer.end);
  }

  /** The footer of a file without rows: it has the columns. */
  private async emptyFooter(): Promise<Footer> {
    const file = join(this.partial.folder, 'piece-0');
    const write = await this.writers[0]?.take(NONE, { kind: 'texts', texts: [] }, 0);
    await write?.(file);
    return readFooter(file);
  }
}

interface Piece {
  readonly file: string;
  readonly written: Promise<void>;
}

const NONE: FoundRows = {
  length: 0,
  row: new Int32Array(),
  policy: new Int32Array(),
  outcome: new Uint8Array(),
  amountFen: new Float64Array(),
  paidFen: new Float64Array(),
  missing: new Int32Array(),
  missingLists: [],
};

function linesOf(rejects: readonly Reject[], language: Language): string {
  return rejects
    .map(({ line, mistakes }) => {
      const errors = mistakes.map(({ message, ...rest }) => ({ ...rest, message: message[language] }));
      return `${JSON.stringify({ line, errors })}\n`;
    })
    .join('');
}
