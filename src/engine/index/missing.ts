import type { Condition, Leaf } from '../condition.ts';
import type { Decimal } from '../decimal.ts';
import { reportedUnder } from '../facts-read.ts';
import type { Derivation, RuleSet } from '../rule-set.ts';
import type { FactNumber, MissingFacts, ReadView, Test } from './compiled.ts';
import { UNKNOWN, YES } from './truth-code.ts';

/** What numbers facts and compiles conditions. */
export interface Compiler {
  readonly numberOf: FactNumber;
  readonly testOf: (condition: Condition) => Test;
}

/** What `missingOf` says of a condition's trace, without the trace. */
export function compileMissing(condition: Condition, conditions: Compiler): MissingFacts {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const test = conditions.testOf(condition);
      const parts = condition.parts.map((part) => compileMissing(part, conditions));
      return (readings, into) => {
        if (test(readings.view) === UNKNOWN) for (const part of parts) part(readings, into);
      };
    }
    case 'not':
    case 'named':
      return compileMissing(condition.part, conditions);
    case 'leaf':
      return missingForLeaf(condition, conditions);
  }
}

function missingForLeaf(leaf: Leaf, conditions: Compiler): MissingFacts {
  const test = conditions.testOf(leaf);
  const ids = 'fact' in leaf.wanted ? [leaf.fact, leaf.wanted.fact] : [leaf.fact];
  const numbers = ids.map(conditions.numberOf);
  return (readings, into) => {
    if (test(readings.view) !== UNKNOWN) return;
    // Known, but too coarsely: a finer code is missing.
    if (numbers.every((number) => readings.view.value(number) !== null)) into.add(leaf.fact);
    else for (const number of numbers) addMissing(readings, number, into);
  };
}

function addMissing(readings: ReadView, number: number, into: Set<string>): void {
  const reading = readings.of(number);
  if (!reading.known) for (const id of reading.missing) into.add(id);
}

/** What `derive` says is missing of a derived fact that is unknown. */
export function compileMissingInputs(
  derivation: Derivation,
  ruleSet: RuleSet,
  conditions: Compiler,
): MissingFacts {
  const { numberOf } = conditions;
  const addAll =
    (numbers: readonly number[]): MissingFacts =>
    (readings, into) => {
      for (const number of numbers) addMissing(readings, number, into);
    };
  switch (derivation.kind) {
    case 'sum':
      return addAll(derivation.of.map(numberOf));
    case 'difference':
      return addAll([derivation.minuend, derivation.subtrahend].map(numberOf));
    case 'age':
      return addAll([numberOf(derivation.since)]);
    case 'ratio': {
      const addInputs = addAll([derivation.numerator, derivation.denominator].map(numberOf));
      const below = numberOf(derivation.denominator);
      const under = reportedUnder(derivation.denominator, ruleSet);
      return (readings, into) => {
        addInputs(readings, into);
        const value = readings.view.value(below);
        if (value !== null && (value as Decimal).isZero()) for (const id of under) into.add(id);
      };
    }
    case 'table': {
      const rows = derivation.rows.map(({ when }) => ({
        test: conditions.testOf(when),
        missing: compileMissing(when, conditions),
      }));
      return (readings, into) => {
        for (const { test, missing } of rows) {
          missing(readings, into);
          if (test(readings.view) === YES) return;
        }
      };
    }
  }
}
