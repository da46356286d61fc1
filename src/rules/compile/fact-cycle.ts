import type { Condition } from '../../engine/condition.ts';
import type { Fact } from '../../engine/rule-set.ts';

/** The facts that a condition reads, named conditions included. */
export function factsRead(condition: Condition): readonly string[] {
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

/** The facts that a fact is derived from in one step. */
export function inputsOf(fact: Fact): readonly string[] {
  const derivation = fact.derivation;
  if (derivation === null) return [];
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

/** Cycles among derived facts, each as the ids it runs through; every cycle is told once. */
export function factCycles(facts: ReadonlyMap<string, Fact>): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (id: string, chain: readonly string[]): void => {
    if (chain.includes(id)) {
      cycles.push([...chain.slice(chain.indexOf(id)), id]);
      return;
    }
    if (done.has(id)) return;
    const fact = facts.get(id);
    for (const input of new Set(fact === undefined ? [] : inputsOf(fact))) visit(input, [...chain, id]);
    done.add(id);
  };
  for (const id of facts.keys()) visit(id, []);
  return cycles;
}
