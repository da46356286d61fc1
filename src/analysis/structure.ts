import type { Condition } from '../engine/condition.ts';
import { inputsOf, leavesIn } from '../engine/facts-read.ts';
import { conditionsIn, namedIn } from '../engine/named-condition.ts';
import type { RuleSet } from '../engine/rule-set.ts';

/** The conditions that all must hold, nested ones taken apart. Named ones stay whole: they have a file of their own. */
export function conjunctsOf(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.parts.flatMap(conjunctsOf) : [condition];
}

export function allOf(parts: readonly Condition[]): Condition {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: 'all', parts, at: '' };
}

/** The named conditions that policies, tables and each other use. */
export function namedConditions(ruleSet: RuleSet): ReadonlyMap<string, Condition> {
  return new Map(conditionsIn(ruleSet).flatMap((condition) => [...namedIn(condition)]));
}

/** Every fact that the condition may rest on: those it reads, and all that they are derived from. */
export function factsUnder(condition: Condition, ruleSet: RuleSet): ReadonlySet<string> {
  const under = new Set<string>();
  const add = (id: string): void => {
    if (under.has(id)) return;
    under.add(id);
    const derivation = ruleSet.facts.get(id)?.derivation ?? null;
    if (derivation !== null) for (const input of inputsOf(derivation)) add(input);
  };
  for (const { fact, wanted } of leavesIn(condition)) {
    add(fact);
    if ('fact' in wanted) add(wanted.fact);
  }
  return under;
}

/**
 * Conditions that share a fact, directly or through others, together. Nothing that is asked of one group depends on
 * another.
 */
export function independentGroups(
  conditions: readonly Condition[],
  ruleSet: RuleSet,
): readonly (readonly Condition[])[] {
  let groups: { readonly conditions: readonly Condition[]; readonly facts: ReadonlySet<string> }[] = [];
  for (const condition of conditions) {
    const facts = factsUnder(condition, ruleSet);
    const tied = groups.filter((group) => [...facts].some((fact) => group.facts.has(fact)));
    const joined = {
      conditions: [...tied.flatMap((group) => group.conditions), condition],
      facts: new Set([...facts, ...tied.flatMap((group) => [...group.facts])]),
    };
    groups = [...groups.filter((group) => !tied.includes(group)), joined];
  }
  return groups.map((group) => group.conditions);
}

/** The same text for conditions that say the same in the same order, wherever they were written. */
export function textOf(condition: Condition): string {
  const known = TEXTS.get(condition);
  if (known !== undefined) return known;
  const text = JSON.stringify(condition, (key, value: unknown) => (key === 'at' ? undefined : value));
  TEXTS.set(condition, text);
  return text;
}

/** Conditions never change. */
const TEXTS = new WeakMap<Condition, string>();
