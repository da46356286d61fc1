import type { Condition, Leaf } from '../engine/condition.ts';
import { inputsOf, leavesIn } from '../engine/facts-read.ts';
import type { Fact, RuleSet } from '../engine/rule-set.ts';

/** All that the truth of a condition rests on, each once: its leaves and those of decision tables beneath, and every fact. */
export interface Under {
  readonly leaves: readonly Leaf[];
  readonly facts: readonly Fact[];
}

export function underCondition(condition: Condition, ruleSet: RuleSet): Under {
  const facts = new Map<string, Fact>();
  const leaves = new Set<Leaf>();
  const addFact = (id: string): void => {
    const fact = ruleSet.facts.get(id);
    if (fact === undefined || facts.has(id)) return;
    facts.set(id, fact);
    if (fact.derivation?.kind === 'table') for (const { when } of fact.derivation.rows) addLeaves(when);
    else if (fact.derivation !== null) for (const input of inputsOf(fact.derivation)) addFact(input);
  };
  const addLeaves = (each: Condition): void => {
    for (const leaf of leavesIn(each)) {
      leaves.add(leaf);
      addFact(leaf.fact);
      if ('fact' in leaf.wanted) addFact(leaf.wanted.fact);
    }
  };
  addLeaves(condition);
  return { leaves: [...leaves], facts: [...facts.values()] };
}
