import type { Amount } from '../../engine/amount-formula.ts';
import type { Condition } from '../../engine/condition.ts';
import { inputsOf, leavesIn } from '../../engine/facts-read.ts';
import type { Policy, RuleSet } from '../../engine/rule-set.ts';

/** Everything outside its own file that a policy's meaning rests on. */
export interface Reach {
  /** Named conditions by name, those used by other named conditions included. */
  readonly conditions: ReadonlyMap<string, Condition>;
  /** Facts read by the conditions or the amount, and what they are derived from. */
  readonly facts: ReadonlySet<string>;
  /** Codes asked for, by hierarchy. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

export function reachOf(policy: Policy, ruleSet: RuleSet): Reach {
  const conditions = new Map<string, Condition>();
  const facts = new Set<string>();
  const codes = new Map<string, Set<string>>();
  const addFact = (id: string): void => {
    if (facts.has(id)) return;
    facts.add(id);
    const derivation = ruleSet.facts.get(id)?.derivation ?? null;
    if (derivation === null) return;
    for (const input of inputsOf(derivation)) addFact(input);
    if (derivation.kind === 'table') for (const { when } of derivation.rows) addCondition(when);
  };
  const addCondition = (condition: Condition): void => {
    for (const [name, part] of namedIn(condition)) conditions.set(name, part);
    for (const { fact, wanted } of leavesIn(condition)) {
      addFact(fact);
      if ('fact' in wanted) addFact(wanted.fact);
      else addCodes(codes, ruleSet, fact, [wanted.constant].flat());
    }
  };
  addCondition(policy.condition);
  for (const fact of factsCounted(policy.benefit.amount)) addFact(fact);
  return { conditions, facts, codes };
}

function addCodes(
  codes: Map<string, Set<string>>,
  ruleSet: RuleSet,
  fact: string,
  constants: readonly unknown[],
): void {
  const type = ruleSet.facts.get(fact)?.type;
  const element = type?.kind === 'set' ? type.of : type;
  if (element?.kind !== 'code') return;
  const known = codes.get(element.hierarchy) ?? new Set();
  for (const each of constants) if (typeof each === 'string') known.add(each);
  codes.set(element.hierarchy, known);
}

function namedIn(condition: Condition): readonly (readonly [string, Condition])[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.parts.flatMap(namedIn);
    case 'not':
      return namedIn(condition.part);
    case 'named':
      return [[condition.name, condition.part], ...namedIn(condition.part)];
    case 'leaf':
      return [];
  }
}

/** The facts that an amount counts. */
export function factsCounted(amount: Amount | null): readonly string[] {
  if (amount === null || amount.kind === 'fixed') return [];
  return 'parts' in amount ? amount.parts.flatMap(factsCounted) : [amount.of];
}

/** Whether anything that a policy rests on counts an age: then its meaning moves with the day. */
export function countsAges({ facts }: Pick<Reach, 'facts'>, ruleSet: RuleSet): boolean {
  return [...facts].some((id) => ruleSet.facts.get(id)?.derivation?.kind === 'age');
}
