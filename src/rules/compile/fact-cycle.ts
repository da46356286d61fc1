import { inputsOf } from '../../engine/facts-read.ts';
import type { Fact } from '../../engine/rule-set.ts';

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
    const derivation = facts.get(id)?.derivation ?? null;
    for (const input of new Set(derivation === null ? [] : inputsOf(derivation)))
      visit(input, [...chain, id]);
    done.add(id);
  };
  for (const id of facts.keys()) visit(id, []);
  return cycles;
}
