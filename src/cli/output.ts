import { styleText } from 'node:util';
import Table from 'cli-table3';
import stringWidth from 'string-width';
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
  /** Asks a person; null at the end of the input. Absent where nobody is there to answer. */
  ask?(question: string): Promise<string | null>;
}

/** Something the user can put right: shown as one message, without a stack. */
export class WrongUse extends Error {}

/** Rule files or data have mistakes, all of them listed; `sources` are the texts they speak of, by path. */
export class Findings extends Error {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string> = new Map()) {
    super('findings');
    this.diagnostics = diagnostics;
    this.sources = sources;
  }
}

export function paint(output: Output, style: Parameters<typeof styleText>[0], text: string): string {
  return output.color ? styleText(style, text, { validateStream: false }) : text;
}

export function printJson(output: Output, value: unknown): void {
  output.out(`${JSON.stringify(value, null, 2)}\n`);
}

/** The text, or as much of it as goes into that many columns of a terminal: a Chinese character takes two. */
export function cutTo(columns: number, text: string): string {
  if (stringWidth(text) <= columns) return text;
  let cut = text.slice(0, columns - 1);
  while (stringWidth(cut) > columns - 1) cut = cut.slice(0, -1);
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
