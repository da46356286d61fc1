import type { CivilDate } from '../engine/civil-date.ts';
import type { Leaf } from '../engine/condition.ts';
import { evaluate } from '../engine/evaluate.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Truth } from '../engine/truth.ts';
import type { Value } from '../engine/value.ts';

/** Some rows of a table: the first `length` of `rows`. The bits of a row stand at its place among them. */
export interface Block {
  readonly rows: Int32Array;
  readonly length: number;
}

/**
 * The values of a fact sorted into classes that no leaf on it tells apart, so that a block is read once for all of them.
 * Class 0 is unknown. Close values have close classes where that can be had.
 */
export interface Classes {
  readonly count: number;
  /** The truth of each leaf, by its place in the family, for each class. */
  readonly truths: readonly Uint8Array[];
  /** The class of each row of a block. */
  classify(block: Block, classes: Int32Array): void;
}

const CODES: Record<Truth, number> = { no: 0, unknown: 1, yes: 2 };
export const UNKNOWN = CODES.unknown;

/** 0 no, 1 unknown, 2 yes. */
export function codeOf(truth: Truth): number {
  return CODES[truth];
}

/** What the engine says of a leaf where its facts have these values. */
export function truthWith(leaf: Leaf, values: Readonly<Record<string, Value>>, run: Asking): number {
  const { ruleSet, asOf } = run;
  const read = (fact: string) => {
    const base = { fact, reports: [], from: [], rows: [] };
    const value = values[fact];
    return value === undefined
      ? { ...base, known: false as const, why: 'absent' as const, missing: [fact] }
      : { ...base, known: true as const, value };
  };
  return codeOf(evaluate(leaf, { ruleSet, asOf, agesOn: asOf, read }).truth);
}

export interface Asking {
  readonly ruleSet: RuleSet;
  readonly asOf: CivilDate;
}
