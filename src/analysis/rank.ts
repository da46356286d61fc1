import { inputsOf } from '../engine/facts-read.ts';
import type { RuleSet } from '../engine/rule-set.ts';

/** How many derivations lie between a fact and what profiles report, at most. No fact's inputs rank as high as itself. */
export function rankOf(id: string, ruleSet: RuleSet, known: Map<string, number>): number {
  const seen = known.get(id);
  if (seen !== undefined) return seen;
  const derivation = ruleSet.facts.get(id)?.derivation ?? null;
  const inputs = derivation === null ? [] : inputsOf(derivation);
  const rank =
    derivation === null ? 0 : 1 + Math.max(0, ...inputs.map((input) => rankOf(input, ruleSet, known)));
  known.set(id, rank);
  return rank;
}
