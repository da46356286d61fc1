import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { BatchBroken, BatchRefused } from '../../app/batch/batch-refused.ts';
import type { Question } from '../../app/batch/decide-part.ts';
import { runBatch, type Tally } from '../../app/batch/run-batch.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import type { Language } from '../../rules/plain/language.ts';
import { openMatching } from '../match-threads.ts';
import { openCsv } from './csv-input.ts';
import { type Database, openDatabase } from './duckdb.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import type { Format } from './format.ts';
import type { Input, Reading } from './input.ts';
import type { Manifest } from './manifest.ts';
import { openNdjson } from './ndjson-input.ts';
import { OutputSink } from './output-sink.ts';
import { openParquet } from './parquet-input.ts';
import { PartialOutput, rejectsOf } from './partial-output.ts';
import { type Encoding, type TextFile, textFile } from './text-file.ts';

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

export interface Watch {
  readonly signal: AbortSignal;
  /** Before the first part: what an earlier run has done; null where this is the beginning. */
  onStart(resumed: Tally | null, encoding: Encoding | null): void;
  /** `share` is how much of the input has been read, 0 to 1. */
  onPart(share: number, tally: Tally): void;
}

export interface BatchResult {
  readonly tally: Tally;
  /** False where the signal ended it early; it can be taken up again. */
  readonly isWhole: boolean;
  /** Where refused rows are listed; null where there are none. */
  readonly rejects: string | null;
}

/** Matches the rows of a file into another. Throws `BatchRefused`, `BatchBroken`, and `StoreRefused` for a run in progress. */
export async function runBatchFiles(question: Question, files: Files, watch: Watch): Promise<BatchResult> {
  const print = await look(files);
  const isText = files.inputFormat !== 'parquet';
  const text = isText ? textFile(files.input, print, files.encoding) : undefined;
  const reading: Reading = {
    source: question.source,
    subject: files.subject,
    partRows:
      files.partRows ?? (Number(process.env.MIANSHEN_BATCH_PART_ROWS) || PART_ROWS[files.inputFormat]),
  };
  const partial = await PartialOutput.open(
    files.output,
    manifestOf(question, files, reading, print, text),
    files.force,
  );
  const database = await openDatabase(join(partial.folder, 'spilled'));
  try {
    const input = await openInput(question, files, reading, text, database);
    return await run(question, { input, partial, database, files, watch, text });
  } catch (cause) {
    await partial.leave();
    throw explained(cause, partial);
  } finally {
    database.close();
  }
}

/** Parquet as DuckDB groups its rows. */
const PART_ROWS: Readonly<Record<Format, number>> = { csv: 65_536, ndjson: 32_768, parquet: 122_880 };

interface Open {
  readonly input: Input;
  readonly partial: PartialOutput;
  readonly database: Database;
  readonly files: Files;
  readonly watch: Watch;
  readonly text: TextFile | undefined;
}

async function run(
  question: Question,
  { input, partial, database, files, watch, text }: Open,
): Promise<BatchResult> {
  const { done, parts } = partial;
  watch.onStart(parts.length === 0 ? null : done.tally, text?.encoding ?? null);
  const policies = question.ruleSet.policies.map(({ id }) => id);
  const options = { format: files.outputFormat, language: files.language };
  const sink = await OutputSink.open(partial, database, policies, options);
  const matching = openMatching(question.ruleSet, files.threads);
  const tally = done.whole
    ? done.tally
    : await runBatch(question, input.parts(done.next), sink, done.tally, {
        matching,
        ahead: files.threads,
        signal: watch.signal,
        onPart: ({ next }, all) => watch.onPart(input.share(next), all),
      }).finally(async () => {
        await matching.close();
        // Where a part can't be read, those before it are still being written.
        await sink.settle().catch(() => undefined);
      });
  await sink.settle();
  const isWhole = !watch.signal.aborted || done.whole === true;
  if (isWhole) await sink.finish();
  sink.close();
  input.close();
  const rejects = partial.done.rejectBytes > 0 ? rejectsOf(files.output) : null;
  if (isWhole) await partial.finish();
  else await partial.leave();
  return { tally, isWhole, rejects };
}

/** Reads the input once, to know it again and to tell its encoding. */
async function look({ input, output, inputFormat }: Files): Promise<Fingerprint> {
  try {
    const [from, to] = await Promise.all([realpath(input), realpath(output).catch(() => null)]);
    if (from === to)
      throw new BatchRefused({
        zh: `输入与输出是同一个文件 ${input}`,
        en: `${input} can't be input and output`,
      });
    return await fingerprint(input, inputFormat !== 'parquet');
  } catch (cause) {
    if (cause instanceof BatchRefused) throw cause;
    const { code = 'EIO' } = cause as NodeJS.ErrnoException;
    throw new BatchRefused({
      zh: `读不到文件 ${input}（${code}）`,
      en: `can't read the file ${input} (${code})`,
    });
  }
}

function openInput(
  { ruleSet }: Question,
  { input, inputFormat }: Files,
  reading: Reading,
  text: TextFile | undefined,
  database: Database,
): Input | Promise<Input> {
  if (text === undefined) return openParquet(ruleSet, input, reading, database);
  return inputFormat === 'csv' ? openCsv(ruleSet, text, reading) : openNdjson(ruleSet, text, reading);
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

/** A full disk is told as one; whatever broke, what was done is kept. */
function explained(cause: unknown, { folder, parts }: PartialOutput): unknown {
  const message = cause instanceof Error ? cause.message : '';
  const isFull = /ENOSPC|EDQUOT|no space left|disk quota/i.test(message);
  if (!isFull) return cause;
  const kept =
    parts.length === 0
      ? { zh: '', en: '' }
      : {
          zh: `；已完成的部分留在 ${folder}，再运行同一命令即可接着做`,
          en: `; what was done is kept in ${folder}: run the same command to go on`,
        };
  return new BatchBroken({ zh: `磁盘已满${kept.zh}`, en: `the disk is full${kept.en}` }, cause);
}
