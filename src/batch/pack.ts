import { Decimal } from '../engine/decimal.ts';

/** What stands for a decimal between threads: a class of its own doesn't get across. */
interface PackedDecimal {
  readonly $decimal: string;
}

/** The same data with every decimal as text, so that it can be sent to another thread. */
export function pack(data: unknown): unknown {
  return mapped(data, (each) => (Decimal.isDecimal(each) ? { $decimal: each.toString() } : undefined));
}

/** Undoes `pack`. The caller says of what type the data was. */
export function unpack<T>(packed: unknown): T {
  return mapped(packed, (each) => (isPackedDecimal(each) ? new Decimal(each.$decimal) : undefined)) as T;
}

function isPackedDecimal(data: unknown): data is PackedDecimal {
  return typeof data === 'object' && data !== null && '$decimal' in data;
}

/** A copy in which `replace` has had its say on every part; it answers undefined for what stays. */
function mapped(data: unknown, replace: (each: unknown) => unknown): unknown {
  const replaced = replace(data);
  if (replaced !== undefined) return replaced;
  const inside = (each: unknown): unknown => mapped(each, replace);
  if (Array.isArray(data)) return data.map(inside);
  if (data instanceof Map) return new Map([...data].map(([key, value]) => [key, inside(value)]));
  if (typeof data !== 'object' || data === null || data instanceof RegExp) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, inside(value)]));
}
