import type { Condition } from './condition.ts';
import type { Derivation, RuleSet } from './rule-set.ts';

/** The facts that a condition reads itself, derived ones unopened; named conditions included. */
function factsRead(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(factsRead);
    case 'not':
    case 'named':
      return factsRead(condition.part);
    case 'leaf':
      return 'fact' in condition.wanted ? [condition.fact, condition.wanted.fact] : [condition.fact];
  }
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
