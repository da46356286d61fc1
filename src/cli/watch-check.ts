import { setTimeout as sleep } from 'node:timers/promises';
import { TOLD_OF_WHOLE_RULES } from '../app/check-fully.ts';
import { stateOf } from '../io/rule-files.ts';
import type { Diagnostic } from '../rules/diagnostic.ts';
import { harmless } from './code-frame.ts';
import { say } from './command-line.ts';
import { printDiagnostics, type Sources } from './diagnostic-text.ts';
import { type Output, paint, WrongUse } from './output.ts';

interface Found {
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the rules don't compile. */
  readonly ruleSet: unknown;
  readonly sources: Sources;
}

interface Watch<T extends Found> {
  /** Checks everything. Rejects with `WrongUse` while a directory can't be read. */
  run(): Promise<T>;
  summarise(checked: T): void;
  /** Gives something whenever files have changed; its end ends the watch. */
  readonly changes: AsyncIterable<unknown>;
  readonly watched: readonly string[];
  readonly output: Output;
}

/** Checks at once and after every change; prints everything first, then what is new and what is put right. */
export async function watchCheck<T extends Found>(watch: Watch<T>): Promise<void> {
  const { output, watched } = watch;
  let last: readonly Diagnostic[] = [];
  const check = async (print: (checked: T, before: readonly Diagnostic[]) => void): Promise<void> => {
    try {
      const checked = await watch.run();
      const open = checked.ruleSet === null ? last.filter(({ code }) => TOLD_OF_WHOLE_RULES.has(code)) : [];
      print(
        checked,
        last.filter((each) => !open.includes(each)),
      );
      watch.summarise(checked);
      last = [...checked.diagnostics, ...open];
    } catch (cause) {
      if (!(cause instanceof WrongUse)) throw cause;
      output.err(`${cause.message}\n`);
    }
  };
  await check(({ diagnostics, sources }) => printDiagnostics(output, diagnostics, sources));
  const folders = watched.join(say(output, '、', ', '));
  output.out(say(output, `正在监视 ${folders}，按 Ctrl-C 结束\n`, `watching ${folders}; Ctrl-C ends it\n`));
  for await (const _change of watch.changes)
    await check((checked, before) => printDifference(before, checked, output));
}

function printDifference(
  before: readonly Diagnostic[],
  { diagnostics, sources }: Found,
  output: Output,
): void {
  const { added, gone } = compareFound(before, diagnostics);
  const line =
    added.length + gone.length === 0
      ? say(output, '有改动，检查结果不变', 'changed, with the same findings')
      : say(
          output,
          `有改动：新出现 ${added.length} 处，改好 ${gone.length} 处`,
          `changed: ${added.length} new, ${gone.length} put right`,
        );
  output.out(`\n${line}\n`);
  for (const { file, code, message } of gone) {
    const text = `✓ ${harmless(file)} [${code}] ${harmless(message[output.language])}`;
    output.err(`${paint(output, 'green', text)}\n`);
  }
  printDiagnostics(output, added, sources);
}

/** What is found now and wasn't, and the reverse. A mistake that only moved is the same one. */
export function compareFound(
  before: readonly Diagnostic[],
  now: readonly Diagnostic[],
): { readonly added: readonly Diagnostic[]; readonly gone: readonly Diagnostic[] } {
  const exact = apart(before, now, ({ file, code, pointer, message }) =>
    [file, code, pointer, message.zh].join('\n'),
  );
  return apart(exact.gone, exact.added, ({ file, code, message }) => [file, code, message.zh].join('\n'));
}

function apart(
  before: readonly Diagnostic[],
  now: readonly Diagnostic[],
  keyOf: (diagnostic: Diagnostic) => string,
): { readonly added: readonly Diagnostic[]; readonly gone: readonly Diagnostic[] } {
  const left = new Map<string, Diagnostic[]>();
  for (const each of before) left.set(keyOf(each), [...(left.get(keyOf(each)) ?? []), each]);
  const added = now.filter((each) => left.get(keyOf(each))?.shift() === undefined);
  return { added, gone: [...left.values()].flat() };
}

const INTERVAL_MS = 300;

/**
 * Looks at the files again and again and says when they have changed from the state before and are at rest. Events of the file system would be
 * quicker, but don't come from network drives, and not for folders that are replaced whole.
 */
export async function* changesIn(
  directories: readonly string[],
  before: string,
  signal: AbortSignal,
): AsyncGenerator<undefined, void> {
  let told = before;
  let seen = told;
  while (await rest(signal)) {
    const now = await stateOf(directories);
    const isAtRest = now === seen;
    seen = now;
    if (!isAtRest || now === told) continue;
    told = now;
    yield undefined;
  }
}

/** False once the watch is over. */
async function rest(signal: AbortSignal): Promise<boolean> {
  await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}

/** Ends with Ctrl-C or a request to end. */
export function interrupted(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
