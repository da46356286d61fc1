import type { Text } from '../engine/rule-set.ts';
import type { Details, Quoted, WitnessJson } from './message.ts';
import { type DiagnosticCode, MESSAGES } from './messages.ts';

/**
 * A place in a rule file or in data sent in. `pointer` is a JSON pointer; lines and columns count from 1, columns in
 * code points. The end is the first column after the place; a place without one is a whole file.
 */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A mistake of an author or a caller, with what to do about it. */
export interface Diagnostic extends Place {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: Text;
  readonly expected?: Text;
  readonly found?: string;
  readonly help?: Text;
  /** An enterprise that shows it, ready to be put into an example. */
  readonly witness?: WitnessJson;
}

/** The one constructor of diagnostics: code and details decide every word. */
export function diagnose(code: DiagnosticCode, place: Place, details: Details = {}): Diagnostic {
  const { severity, message, help }: (typeof MESSAGES)[DiagnosticCode] & { help?: Text } = MESSAGES[code];
  const { expected, found, nearest, witness } = details;
  const advice =
    nearest === undefined ? help : { zh: `是不是想写“${nearest}”？`, en: `did you mean '${nearest}'?` };
  return {
    code,
    severity,
    ...place,
    message: { zh: message.zh(quoted(details, 'zh')), en: message.en(quoted(details, 'en')) },
    ...(expected === undefined ? {} : { expected: bothLanguages(expected) }),
    ...(found === undefined ? {} : { found }),
    ...(advice === undefined ? {} : { help: advice }),
    ...(witness === undefined ? {} : { witness }),
  };
}

function quoted({ expected = '', found = '', about = '' }: Details, language: keyof Text): Quoted {
  return { expected: bothLanguages(expected)[language], found, about: bothLanguages(about)[language] };
}

function bothLanguages(text: string | Text): Text {
  return typeof text === 'string' ? { zh: text, en: text } : text;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Takes what was found. A list isn't spread into arguments: a hostile file makes more of them than a call can take. */
export type Report = (found: Diagnostic | readonly Diagnostic[]) => void;

/** A report that gathers in the list given. */
export function gatherIn(diagnostics: Diagnostic[]): Report {
  return (found) => {
    for (const each of [found].flat()) diagnostics.push(each);
  };
}

/** A JSON pointer (RFC 6901) from the steps of a path. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** How a JSON value is quoted in a message: short, on one line. */
export function quote(value: unknown): string {
  return shorten(typeof value === 'number' ? String(value) : jsonOf(value));
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // Nested deeper than the stack, or, from a caller of the library, no JSON at all.
    return '…';
  }
}

/** At most 60 characters of a text; no character is cut in two. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
