import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Diagnostic } from '../rules/diagnostic.ts';
import type { Language } from '../rules/plain/language.ts';

/** 0 fine, 1 findings, 2 wrong use, 3 something broke. */
export const EXIT = { fine: 0, findings: 1, wrongUse: 2, broken: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes, and in which language. Data goes to `out`, everything else to `err`. */
export interface Output {
  readonly language: Language;
  readonly color: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** Something the user can put right: shown as one message, without a stack. */
export class WrongUse extends Error {}

/** Rule files or data have mistakes, all of them listed. */
export class Findings extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super('findings');
    this.diagnostics = diagnostics;
  }
}

export function paint(output: Output, style: Parameters<typeof styleText>[0], text: string): string {
  return output.color ? styleText(style, text, { validateStream: false }) : text;
}

export function printJson(output: Output, value: unknown): void {
  output.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** Columns on a terminal: a Chinese character or full-width sign takes two. */
function displayWidth(text: string): number {
  return text.length + (text.match(/[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0);
}

/** The text, or as much of it as goes into that many columns. */
export function cutTo(columns: number, text: string): string {
  if (displayWidth(text) <= columns) return text;
  let cut = text.slice(0, columns - 1);
  while (displayWidth(cut) > columns - 1) cut = cut.slice(0, -1);
  return `${cut}…`;
}

const NO_BORDERS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '' },
  ...{ right: '', 'right-mid': '', middle: '' },
};

/** Rows in aligned columns without borders; a Chinese character counts as two columns. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const table = new Table({ chars: NO_BORDERS, style: { 'padding-left': 0, 'padding-right': 2 } });
  table.push(...rows.map((row) => [...row]));
  return `${table.toString().replaceAll(/ +$/gm, '')}\n`;
}

/** One diagnostic: place, severity, message, then what to do about it. */
function formatDiagnostic(output: Output, diagnostic: Diagnostic): string {
  const { language } = output;
  const { file, pointer, line, column, severity, code, message, help } = diagnostic;
  const place = line === undefined ? `${file}${pointer}` : `${file}:${line}:${column ?? 1}`;
  const kind = SEVERITY[severity][language];
  const head = `${place}  ${paint(output, severity === 'error' ? 'red' : 'yellow', `${kind}[${code}]`)} ${message[language]}`;
  const where = line === undefined || pointer === '' ? [] : [`    ${paint(output, 'dim', pointer)}`];
  const advice = help === undefined ? [] : [`    ${paint(output, 'cyan', `→ ${help[language]}`)}`];
  return [head, ...where, ...advice].join('\n');
}

const SEVERITY = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '提醒', en: 'warning' },
} as const;

export function printDiagnostics(output: Output, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) output.err(`${formatDiagnostic(output, diagnostic)}\n`);
}
