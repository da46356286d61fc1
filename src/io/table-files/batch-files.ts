import { join } from 'node:path';
import { BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Question } from '../../app/batch/decide-part.ts';
import { NOTHING, type RunTally, runBatch, type Sink } from '../../app/batch/run-batch.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import type { Language } from '../../rules/plain/language.ts';
import { isDiskFull } from '../file-faults.ts';
import { checkThreads, openMatching } from '../match-threads.ts';
import { brokenAt, readingBroken, readingFrom } from './broken.ts';
import { cantRead, cantWrite, checkFiles } from './check-files.ts';
import { openCsv } from './csv-input.ts';
import { type Database, openDatabase } from './duckdb.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import type { Format } from './format.ts';
import type { Input, Reading } from './input.ts';
import type { Manifest } from './manifest.ts';
import { openNdjson } from './ndjson-input.ts';
import { OutputSink } from './output-sink.ts';
import { SPILLED } from './own-folder.ts';
import { openParquet } from './parquet-input.ts';
import { rejectsOf } from './partial-folder.ts';
import { PartialOutput } from './partial-output.ts';
import type { Subjects } from './piece-writer.ts';
import { type Encoding, type TextFile, textFile } from './text-file.ts';
import { InputChanged, watchFile } from './unchanged.ts';

/** Which files, and how. */
export interface Files {
  readonly input: string;
  readonly output: string;
  readonly inputFormat: Format;
  readonly outputFormat: Format;
  /** Of text; detected where it isn't given. */
  readonly encoding: Encoding | undefined;
  readonly subject: string | undefined;
  /** Replaces an output that is there, and begins anew where what was begun is of another run. */
  readonly force: boolean;
  /** Of the words in the list of rejects. */
  readonly language: Language;
  /** Threads that match; 1 is the one that runs everything else. */
  readonly threads: number;
  /** Rows that are matched at once. */
  readonly partRows?: number;
}

/** What an earlier run has done: its tally, and how much of the input, 0 to 1. */
export interface Resumed {
  readonly tally: RunTally;
  readonly share: number;
}

export interface Watch {
  readonly signal: AbortSignal;
  /** Before the first part; null where this is the beginning. */
  onStart(resumed: Resumed | null, encoding: Encoding | null): void;
  /** `share` is how much of the input has been read, 0 to 1. */
  onPart(share: number, tally: RunTally): void;
}

export interface BatchResult {
  readonly tally: RunTally;
  /** False where the signal ended it early; it can be taken up again. */
  readonly isWhole: boolean;
  /** Where refused rows are listed; null where there are none. */
  readonly rejects: string | null;
}

/** Matches the rows of a file into another. Throws `BatchRefused`, `BatchBroken`, and `StoreRefused` for a run in progress. */
export async function runBatchFiles(question: Question, files: Files, watch: Watch): Promise<BatchResult> {
  checkThreads(files.threads);
  await checkFiles(files.input, files.output);
  const looked = await look(files, watch.signal);
  if (looked === undefined) return { tally: NOTHING, isWhole: false, rejects: null };
  const { print, checkUnchanged } = looked;
  const isText = files.inputFormat !== 'parquet';
  const text = isText ? textFile(files.input, print, files.encoding) : undefined;
  const reading: Reading = {
    source: question.source,
    subject: files.subject,
    partRows:
      files.partRows ?? (Number(process.env.MIANSHEN_BATCH_PART_ROWS) || PART_ROWS[files.inputFormat]),
  };
  const partial = await openPartial(files, manifestOf(question, files, reading, print, text));
  const run = { question, files, watch, reading, text, partial, checkUnchanged };
  try {
    const isWhole = await writeWhole(run);
    const { tally, rejectBytes } = partial.done;
    if (isWhole) await partial.finish();
    else await partial.leave();
    return { tally, isWhole, rejects: rejectBytes > 0 ? rejectsOf(files.output) : null };
  } catch (cause) {
    await partial.leave().catch(() => undefined);
    throw (await changeBehind(cause, checkUnchanged)) ?? brokenAt(files.output, cause, partial);
  }
}

/** Whatever broke, it may have been that the input changed. */
async function changeBehind(cause: unknown, checkUnchanged: Run['checkUnchanged']) {
  if (cause instanceof BatchRefused) return undefined;
  const now = await checkUnchanged().catch((fault: unknown) => fault);
  return now instanceof InputChanged ? now : undefined;
}

/** Parquet as DuckDB groups its rows. */
const PART_ROWS: Readonly<Record<Format, number>> = { csv: 65_536, ndjson: 32_768, parquet: 122_880 };

async function openPartial({ output, force }: Files, manifest: Manifest): Promise<PartialOutput> {
  try {
    return await PartialOutput.open(output, manifest, force);
  } catch (cause) {
    throw isDiskFull(cause) ? brokenAt(output, cause) : cantWrite(output, cause);
  }
}

interface Run {
  readonly question: Question;
  readonly files: Files;
  readonly watch: Watch;
  readonly reading: Reading;
  readonly text: TextFile | undefined;
  readonly partial: PartialOutput;
  /** Throws once the input is no longer what was asked for, or can't be looked at. */
  checkUnchanged(): Promise<void>;
}

/** Writes the parts that aren't done. Whether the output is whole then. */
async function writeWhole(run: Run): Promise<boolean> {
  const { partial, watch, text } = run;
  if (partial.done.whole === true) {
    await partial.begin();
    watch.onStart({ tally: partial.done.tally, share: 1 }, text?.encoding ?? null);
    return true;
  }
  const database = await openDatabase(join(partial.folder, SPILLED));
  try {
    const input = await openInput(run, database).catch((cause: unknown) => {
      throw readingBroken(run.files.input, cause);
    });
    return await writeRest(input, database, run).finally(() => input.close());
  } finally {
    database.close();
  }
}

/** An input that was refused, or a signal before this, costs nothing that was begun. */
async function writeRest(input: Input, database: Database, run: Run): Promise<boolean> {
  const { partial, watch, text } = run;
  if (watch.signal.aborted) return false;
  await partial.begin();
  const { next, tally } = partial.done;
  const resumed = partial.parts.length === 0 ? null : { tally, share: input.share(next) };
  watch.onStart(resumed, text?.encoding ?? null);
  return writeFrom(input, database, run);
}

async function writeFrom(input: Input, database: Database, run: Run): Promise<boolean> {
  const { question, files, partial } = run;
  const policies = question.ruleSet.policies.map(({ id }) => id);
  const options = { format: files.outputFormat, language: files.language };
  const sink = await OutputSink.open(partial, database, policies, options);
  try {
    await match(input, sink, run);
    await run.checkUnchanged();
    const isWhole = !run.watch.signal.aborted;
    if (isWhole) await sink.finish();
    else await sink.settle();
    return isWhole;
  } finally {
    await sink.close();
  }
}

async function match(input: Input, sink: Sink<Subjects>, run: Run): Promise<void> {
  const { question, files, watch, partial, checkUnchanged } = run;
  const { next: from, tally } = partial.done;
  const checked: Sink<Subjects> = {
    take: (part, decided) => sink.take(part, decided),
    // All of the part has been read by now.
    end: async (part, all) => {
      await checkUnchanged();
      await sink.end(part, all);
    },
  };
  const matching = openMatching(question.ruleSet, files.threads);
  await runBatch(question, readingFrom(files.input, input.parts(from)), checked, tally, {
    matching,
    ahead: files.threads,
    signal: watch.signal,
    onPart: ({ next }, all) => watch.onPart(input.share(next), all),
  }).finally(() => matching.close());
}

/** Reads the input once, to know it again and to tell its encoding. Undefined where the signal ended that. */
async function look({ input, inputFormat }: Files, signal: AbortSignal) {
  try {
    const checkUnchanged = await watchFile(input);
    const print = await fingerprint(input, inputFormat !== 'parquet', signal);
    return signal.aborted ? undefined : { checkUnchanged, print };
  } catch (cause) {
    if (signal.aborted) return undefined;
    throw cantRead(input, cause);
  }
}

async function openInput({ question, files, reading, text }: Run, database: Database): Promise<Input> {
  const { ruleSet } = question;
  if (text === undefined) return openParquet(ruleSet, files.input, reading, database);
  return files.inputFormat === 'csv' ? openCsv(ruleSet, text, reading) : openNdjson(ruleSet, text, reading);
}

function manifestOf(
  { ruleSet, asOf, source, policies, only }: Question,
  files: Files,
  { partRows }: Reading,
  { digest }: Fingerprint,
  text: TextFile | undefined,
): Manifest {
  const listOf = (set: ReadonlySet<string> | undefined) =>
    set === undefined ? null : [...set].toSorted().join(',');
  return {
    engine: ENGINE_VERSION,
    rules: ruleSet.digest,
    input: digest,
    format: `${files.inputFormat} → ${files.outputFormat}`,
    encoding: text?.encoding ?? null,
    asOf,
    source,
    subject: files.subject ?? null,
    policies: listOf(policies),
    only: listOf(only),
    language: files.language,
    partRows: `${partRows}`,
  };
}
