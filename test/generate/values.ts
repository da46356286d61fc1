import fc from 'fast-check';
import { Decimal } from '../../src/engine/decimal.ts';
import type { Hierarchy } from '../../src/engine/hierarchy.ts';
import { type ElementType, isDecimal, type Value, type ValueType } from '../../src/engine/value.ts';
import { arbitraryDate, dayAfter } from './dates.ts';
import { codesOf } from './hierarchies.ts';

export type Hierarchies = ReadonlyMap<string, Hierarchy>;

/** Few values each, so that two of them often meet. */
const NUMBERS = {
  integer: ['0', '1', '2', '3', '12', '24', '300', '-1'],
  number: ['0', '1', '2', '2.5', '100', '-3.25', '0.1', '1e15'],
  ratio: ['0', '1', '0.5', '0.05', '2', '-0.5', '0.3333333333333333333333333333333333333333'],
  money: ['0', '1', '2', '100', '100.01', '20000000', '-50', '999999999999999.99'],
} as const;

/** A value of the type, as rules and profiles may hold. */
export function arbitraryValue(type: ValueType, hierarchies: Hierarchies): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
    case 'ratio':
    case 'money':
      return fc.constantFrom(...NUMBERS[type.kind]).map((text) => new Decimal(text));
    case 'date':
      return arbitraryDate;
    case 'enum':
    case 'code':
    case 'text':
      return arbitraryElement(type, hierarchies);
    case 'set':
      return fc.uniqueArray(arbitraryElement(type.of, hierarchies), { maxLength: 3 });
  }
}

export function arbitraryElement(
  type: ElementType | ValueType,
  hierarchies: Hierarchies,
): fc.Arbitrary<string> {
  switch (type.kind) {
    case 'enum':
      return fc.constantFrom(...type.values);
    case 'code': {
      const hierarchy = hierarchies.get(type.hierarchy);
      return fc.constantFrom(...(hierarchy === undefined ? [] : codesOf(hierarchy)));
    }
    default:
      return fc.constantFrom('甲', '乙', '丙', '1', '1.0');
  }
}

/** The value itself and those just beside it: ± 0.01 and ± 1 for numbers (whole ones for integers), ± 1 day. */
export function arbitraryNear(value: Value, type: ValueType): fc.Arbitrary<Value> {
  if (isDecimal(value)) {
    const steps = type.kind === 'integer' ? ['-1', '0', '0', '1'] : ['-1', '-0.01', '0', '0', '0.01', '1'];
    return fc.constantFrom(...steps).map((step) => value.plus(step));
  }
  if (type.kind === 'date' && typeof value === 'string')
    return fc.constantFrom(-1, 0, 0, 1).map((days) => dayAfter([value, days]));
  return fc.constant(value);
}

/** Well typed, and what nobody tests by hand: nothing, next to nothing, far too much, below zero. */
export function arbitraryOdd(type: ValueType): fc.Arbitrary<Value> | null {
  switch (type.kind) {
    case 'integer':
      return decimals('0', '-0', '9007199254740991', '-9007199254740991');
    case 'number':
    case 'ratio':
      return decimals('0', '-0', '1e-30', '-1e-30', '1e30', '0.1', '3', '7');
    case 'money':
      return decimals('0', '0.01', '-0.01', '999999999999999.99', '-999999999999999.99', '3', '7');
    case 'date':
      return fc.constantFrom('0001-01-01', '9999-12-31', '1900-02-28', '2000-02-29');
    case 'set':
      return fc.constant([]);
    default:
      return null;
  }
}

function decimals(...texts: readonly string[]): fc.Arbitrary<Value> {
  return fc.constantFrom(...texts).map((text) => new Decimal(text));
}
