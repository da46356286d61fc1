import type { Condition, Leaf } from './condition.ts';
import type { Derivation, RuleSet } from './rule-set.ts';

/** Every leaf of a condition, those of its named conditions included. */
export function leavesIn(condition: Condition): readonly Leaf[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(leavesIn);
    case 'not':
    case 'named':
      return leavesIn(condition.part);
    case 'leaf':
      return [condition];
  }
}

/** The facts that a condition reads itself, derived ones unopened. */
function factsRead(condition: Condition): readonly string[] {
  return leavesIn(condition).flatMap(({ fact, wanted }) => ('fact' in wanted ? [fact, wanted.fact] : [fact]));
}

/** The facts that a derivation reads in one step. */
export function inputsOf(derivation: Derivation): readonly string[] {
  switch (derivation.kind) {
    case 'ratio':
      return [derivation.numerator, derivation.denominator];
    case 'sum':
      return derivation.of;
    case 'difference':
      return [derivation.minuend, derivation.subtrahend];
    case 'age':
      return [derivation.since];
    case 'table':
      return derivation.rows.flatMap((row) => factsRead(row.when));
  }
}

/** The facts of the profile that a fact may rest on: itself, or all that it is derived from, however far. */
export function reportedUnder(factId: string, ruleSet: RuleSet): readonly string[] {
  const derivation = ruleSet.facts.get(factId)?.derivation ?? null;
  if (derivation === null) return [factId];
  return [...new Set(inputsOf(derivation).flatMap((input) => reportedUnder(input, ruleSet)))];
}

/** Every fact that a condition rests on, those that others are derived from included; each once. */
export function factsUnder(condition: Condition, ruleSet: RuleSet): readonly string[] {
  const facts = new Set(factsRead(condition));
  // What is added while the set is gone through is come to as well.
  for (const id of facts) {
    const derivation = ruleSet.facts.get(id)?.derivation ?? null;
    if (derivation !== null) for (const input of inputsOf(derivation)) facts.add(input);
  }
  return [...facts];
}
