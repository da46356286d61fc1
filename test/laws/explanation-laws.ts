import { expect } from 'vitest';
import type { Condition } from '../../src/engine/condition.ts';
import { evaluate } from '../../src/engine/evaluate.ts';
import { createReader } from '../../src/engine/reading.ts';
import type { Derivation, RuleSet } from '../../src/engine/rule-set.ts';
import type { Reading, Trace } from '../../src/engine/trace.ts';
import type { Situation } from './truth-laws.ts';

/** An explanation mirrors its condition node by node, and opens derived facts to what they come from. */
export function explanationHasTheShapeOfItsCondition(
  { ruleSet, profile, asOf }: Situation,
  condition: Condition,
): void {
  expectShape(evaluate(condition, createReader(ruleSet, profile, asOf)), condition, ruleSet);
}

function expectShape(trace: Trace, condition: Condition, ruleSet: RuleSet): void {
  expect([trace.kind, trace.at]).toEqual([condition.kind, condition.at]);
  if ('parts' in trace && 'parts' in condition) {
    expect(trace.parts.length).toBe(condition.parts.length);
    for (const [index, part] of condition.parts.entries()) expectShape(trace.parts[index]!, part, ruleSet);
  } else if ('part' in trace && 'part' in condition) {
    if (condition.kind === 'named') expect(trace).toMatchObject({ name: condition.name });
    expectShape(trace.part, condition.part, ruleSet);
  } else if (trace.kind === 'leaf' && condition.kind === 'leaf') {
    const { fact, operator, wanted } = condition;
    expect([trace.fact, trace.operator, trace.wanted]).toEqual([fact, operator, wanted]);
    expectReading(trace.actual, fact, ruleSet);
    if ('fact' in wanted) expectReading(trace.other!, wanted.fact, ruleSet);
    else expect(trace.other).toBeNull();
  }
}

function expectReading(reading: Reading, factId: string, ruleSet: RuleSet): void {
  const derivation = ruleSet.facts.get(factId)!.derivation;
  const inputs = inputsOf(derivation);
  expect([reading.fact, reading.from.length]).toEqual([factId, inputs.length]);
  for (const [index, input] of inputs.entries()) expectReading(reading.from[index]!, input, ruleSet);
  const rows = derivation?.kind === 'table' ? derivation.rows : [];
  expect(reading.rows.length > 0).toBe(rows.length > 0);
  expect(reading.rows.length).toBeLessThanOrEqual(rows.length);
  for (const [index, row] of reading.rows.entries()) expectShape(row, rows[index]!.when, ruleSet);
}

function inputsOf(derivation: Derivation | null): readonly string[] {
  switch (derivation?.kind) {
    case 'ratio':
      return [derivation.numerator, derivation.denominator];
    case 'sum':
      return derivation.of;
    case 'difference':
      return [derivation.minuend, derivation.subtrahend];
    case 'age':
      return [derivation.since];
    default:
      return [];
  }
}
