import type { Diagnostic } from '../rules/diagnostic.ts';
import { codeFrame, harmless, linesOf } from './code-frame.ts';
import { say } from './command-line.ts';
import { type Output, paint } from './output.ts';

/** The texts that diagnostics speak of, by the paths that the diagnostics name. */
export type Sources = ReadonlyMap<string, string>;

/** Prints every diagnostic: place, severity, code and message; the spot in its line; what to do; where more is said. */
export function printDiagnostics(
  output: Output,
  diagnostics: readonly Diagnostic[],
  sources: Sources = new Map(),
): void {
  const lines = new Map<string, readonly string[]>();
  for (const diagnostic of diagnostics) {
    const { file } = diagnostic;
    const known = lines.get(file) ?? linesOf(sources.get(file) ?? '');
    lines.set(file, known);
    output.err(`${formatDiagnostic(output, diagnostic, known)}\n`);
  }
}

/** The page about a code, from the project's root. */
export function pageOf(code: Diagnostic['code']): string {
  return `docs/checks/${code}.md`;
}

function formatDiagnostic(output: Output, diagnostic: Diagnostic, lines: readonly string[]): string {
  const { file, pointer, line, column, severity, code, message, help, witness } = diagnostic;
  const place = line === undefined ? `${file}${pointer}` : `${file}:${line}:${column ?? 1}`;
  const color = severity === 'error' ? 'red' : 'yellow';
  const kind = paint(output, color, `${SEVERITY[severity][output.language]}[${code}]`);
  const details = [
    ...(line === undefined || pointer === '' ? [] : [paint(output, 'dim', harmless(pointer))]),
    ...frameOf(output, diagnostic, lines),
    ...comparisonOf(output, diagnostic),
    ...(help === undefined ? [] : [paint(output, 'cyan', `→ ${harmless(help[output.language])}`)]),
    ...(witness === undefined ? [] : [exampleOf(output, witness)]),
    paint(output, 'dim', say(output, `说明 ${pageOf(code)}`, `about ${pageOf(code)}`)),
  ];
  const head = `${harmless(place)}  ${kind} ${harmless(message[output.language])}`;
  return [head, ...details.map((each) => `    ${each}`)].join('\n');
}

/** On one line, to be copied into the examples of a policy. */
function exampleOf(output: Output, witness: NonNullable<Diagnostic['witness']>): string {
  const json = harmless(JSON.stringify(witness));
  return say(output, `例如 ${json}`, `for example ${json}`);
}

const SEVERITY = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '提醒', en: 'warning' },
} as const;

function frameOf(output: Output, diagnostic: Diagnostic, lines: readonly string[]): readonly string[] {
  const frame = codeFrame(lines, diagnostic);
  if (frame === undefined) return [];
  const number = `${diagnostic.line}`;
  const bar = paint(output, 'dim', '│');
  const marks = paint(output, diagnostic.severity === 'error' ? 'red' : 'yellow', frame.marks);
  return [
    `${paint(output, 'dim', number)} ${bar} ${frame.line}`,
    `${' '.repeat(number.length)} ${bar} ${marks}`,
  ];
}

/** What was expected and found, where the message doesn't say it. */
function comparisonOf(output: Output, { message, expected, found }: Diagnostic): readonly string[] {
  const said = message[output.language];
  const wanted = expected?.[output.language];
  return [
    ...(wanted === undefined || said.includes(wanted)
      ? []
      : [say(output, `应为 ${wanted}`, `expected ${wanted}`)]),
    ...(found === undefined || said.includes(found) ? [] : [say(output, `实为 ${found}`, `found ${found}`)]),
  ].map(harmless);
}
