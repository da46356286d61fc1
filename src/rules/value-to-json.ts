import { isDecimal, type Value, type ValueType } from '../engine/value.ts';

export type ValueJson = boolean | number | string | readonly string[];

/** A value as answers carry it: money as a decimal string with two places, other numbers as JSON numbers where exact. */
export function valueToJson(type: ValueType, value: Value): ValueJson {
  if (!isDecimal(value)) return value;
  if (type.kind === 'money') return value.toFixed(2);
  return value.equals(value.toNumber()) ? value.toNumber() : value.toFixed();
}
