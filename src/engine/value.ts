import type { Decimal } from './decimal.ts';

/**
 * A value of a fact: boolean; exact decimal (integer, number, ratio, money in yuan); string (date, enum, code,
 * text); list of strings (set).
 */
export type Value = boolean | Decimal | string | readonly string[];

/** What kind of value a fact holds. `unit` and `hierarchy` decide which facts may be compared. */
export type ValueType =
  | { readonly kind: 'boolean' | 'date' | 'integer' | 'number' | 'ratio' | 'money' }
  | ElementType
  | { readonly kind: 'set'; readonly of: ElementType };

/** What a set holds. */
export type ElementType =
  | { readonly kind: 'text' }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'code'; readonly hierarchy: string };

export type ValueKind = ValueType['kind'];

export const NUMERIC_KINDS: readonly ValueKind[] = ['integer', 'number', 'ratio', 'money'];

export function isDecimal(value: Value): value is Decimal {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Equality of two values of one type. Sets are equal when they hold the same members. */
export function sameValue(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return sameMembers(a, b);
  if (isDecimal(a) && isDecimal(b)) return a.equals(b);
  return a === b;
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.every((member) => b.includes(member)) && b.every((member) => a.includes(member));
}
