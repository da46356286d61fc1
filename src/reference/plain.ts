import type { Value } from '../engine/value.ts';
import { compareExact, type Exact, exactOf } from './exact.ts';

/** A value as the reference sees it: the engine's, with its decimals as scaled integers. */
export type Plain = boolean | string | readonly string[] | Exact;

export function plainOf(value: Value): Plain {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  return 'toFixed' in value ? exactOf(value.toFixed()) : value;
}

/** Equality of two values of one type; lists are compared as sets. */
export function isSame(a: Plain, b: Plain): boolean {
  if (typeof a === 'boolean' || typeof a === 'string') return a === b;
  if (typeof b === 'boolean' || typeof b === 'string') return false;
  if ('units' in a) return 'units' in b && compareExact(a, b) === 0;
  return !('units' in b) && asSet(a) === asSet(b);
}

function asSet(list: readonly string[]): string {
  return JSON.stringify([...new Set(list)].sort());
}

/** Throws where the compiler has let a value of another kind through. */
export function exactIn(value: Plain): Exact {
  if (typeof value === 'object' && 'units' in value) return value;
  throw new Error(`expected a number, found ${JSON.stringify(value)}`);
}

export function textIn(value: Plain): string {
  if (typeof value === 'string') return value;
  throw new Error(`expected a string, found ${typeof value}`);
}

/** The strings of a list, or the one string given instead of a list. */
export function listIn(value: Plain): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object' && !('units' in value)) return value;
  throw new Error(`expected a list of strings, found ${typeof value}`);
}
