import { history } from '../app/history.ts';
import { type LineLog, openLineLog } from '../io/line-log.ts';
import type { KeptDecision, LedgerStore } from '../ledger/store.ts';
import { say } from './command-line.ts';
import { type Output, WrongUse } from './output.ts';
import { startProgress } from './rate-progress.ts';
import { cantWrite } from './result-file.ts';

/** What is done with each recorded decision. */
export interface Work<T> {
  decide(decision: KeptDecision): Promise<T>;
  /** Whether a line of the file was written by the same work. */
  isOurs(line: unknown): line is T;
  add(result: T): void;
}

/** Which decisions, and where each result is written. */
export interface Run {
  /** Recorded since this moment, UTC. */
  readonly from?: string;
  readonly out?: string;
}

/** A result as it is written: a line each. */
type Line<T> = T & { readonly index: number; readonly id: string };

/** Does the work on all decisions, oldest first; goes on where the file ends. */
export async function runOver<T extends { readonly id: string }>(
  store: LedgerStore,
  { from, out }: Run,
  work: Work<T>,
  output: Output,
): Promise<void> {
  const since = from === undefined ? {} : { from };
  const { size: end } = await store.head();
  const first = (await history(store, { ...since, end }).next()).value;
  const log = out === undefined ? undefined : await openLog(out, output);
  try {
    const last = log === undefined ? undefined : await resume(store, log, first, work, output);
    const start = (last ?? (first?.index ?? end) - 1) + 1;
    const progress = startProgress(end - start, output);
    let decisions = 0;
    for await (const decision of history(store, { ...since, after: start - 1, end })) {
      const result = await work.decide(decision);
      await log?.append({ index: decision.index, ...result });
      work.add(result);
      decisions += 1;
      progress.update(decision.index + 1 - start, decisions);
    }
    progress.stop();
  } finally {
    await log?.close();
  }
}

async function openLog(path: string, output: Output): Promise<LineLog> {
  try {
    return await openLineLog(path);
  } catch (cause) {
    throw new WrongUse(cantWrite(path, cause as NodeJS.ErrnoException, output));
  }
}

/** Takes over what the file has; resolves to the leaf that it ends with. A file of another run is wrong use. */
async function resume<T extends { readonly id: string }>(
  store: LedgerStore,
  log: LineLog,
  first: KeptDecision | undefined,
  work: Work<T>,
  output: Output,
): Promise<number | undefined> {
  let last: Line<T> | undefined;
  for await (const line of log.lines()) {
    if (!work.isOurs(line) || !isAfter(line, last)) throw foreign(output);
    if (last === undefined && line.id !== first?.id) throw foreign(output);
    work.add(line);
    last = line;
  }
  if (last === undefined) return undefined;
  if ((await store.decision(last.id))?.index !== last.index) throw foreign(output);
  output.err(
    say(
      output,
      `接着第 ${last.index} 条之后继续\n`,
      `going on after leaf ${last.index}, where the file ends\n`,
    ),
  );
  return last.index;
}

function isAfter<T extends { readonly id: string }>(line: T, last: Line<T> | undefined): line is Line<T> {
  const { index } = line as T & { readonly index?: unknown };
  return typeof index === 'number' && index > (last?.index ?? -1);
}

function foreign(output: Output): WrongUse {
  return new WrongUse(
    say(
      output,
      '--out 的文件出自另一次运行（别的日志、起始日、规则集或程序版本），请换一个文件名',
      'the file of --out is of another run (log, first day, rule set or version of the program): choose another',
    ),
  );
}
