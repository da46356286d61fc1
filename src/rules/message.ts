import type { Text } from '../engine/rule-set.ts';

/** What a message may quote. */
export interface Details {
  readonly expected?: string | Text;
  readonly found?: string;
  /** The nearest name that exists, for "did you mean". */
  readonly nearest?: string | undefined;
  /** Another place or name the message speaks of. */
  readonly about?: string | Text;
  /** An enterprise that shows what is said, in the form of an example. */
  readonly witness?: WitnessJson;
}

/** An enterprise on a day, as examples of policies have it. */
export interface WitnessJson {
  readonly asOf: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/** The details as one language quotes them. */
export interface Quoted {
  readonly expected: string;
  readonly found: string;
  readonly about: string;
}

type Say = (details: Quoted) => string;

/** What a diagnostic of one code says. */
export interface Message {
  readonly severity: 'error' | 'warning';
  readonly message: { readonly zh: Say; readonly en: Say };
  readonly help?: Text;
}

/** A mistake that stands in the way. */
export function error(zh: Say, en: Say, help?: Text): Message {
  return { severity: 'error', message: { zh, en }, ...(help === undefined ? {} : { help }) };
}

/** A remark that doesn't. */
export function warning(zh: Say, en: Say, help?: Text): Message {
  return { ...error(zh, en, help), severity: 'warning' };
}
