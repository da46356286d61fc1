import type { Amount } from '../../engine/amount-formula.ts';
import type { Condition } from '../../engine/condition.ts';
import { inputsOf, leavesIn } from '../../engine/facts-read.ts';
import { namedIn } from '../../engine/named-condition.ts';
import type { Policy, RuleSet } from '../../engine/rule-set.ts';

/** The condition with another one under that name; the same object where the name doesn't occur. */
export function renamed(condition: Condition, name: string, other: Condition): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => renamed(part, name, other));
      return parts.every((part, index) => part === condition.parts[index])
        ? condition
        : { ...condition, parts };
    }
    case 'not':
    case 'named': {
      const part =
        condition.kind === 'named' && condition.name === name ? other : renamed(condition.part, name, other);
      return part === condition.part ? condition : { ...condition, part };
    }
    case 'leaf':
      return condition;
  }
}

/** What a policy rests on besides its own words: ids of named conditions and of facts, however far. */
export interface Foundations {
  readonly conditions: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
}

export function foundationsOf(ruleSet: RuleSet, policy: Policy): Foundations {
  const conditions = new Set(namedIn(policy.condition).keys());
  const facts = factsUnder(ruleSet, [...factsIn(policy.condition), ...countedIn(policy.benefit.amount)]);
  for (const id of facts) {
    const derivation = ruleSet.facts.get(id)?.derivation;
    if (derivation?.kind !== 'table') continue;
    for (const { when } of derivation.rows) for (const name of namedIn(when).keys()) conditions.add(name);
  }
  return { conditions, facts };
}

/** The facts given, and all that they are derived from, however far. */
function factsUnder(ruleSet: RuleSet, given: readonly string[]): ReadonlySet<string> {
  const facts = new Set<string>();
  const waiting = [...given];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (facts.has(id)) continue;
    facts.add(id);
    const derivation = ruleSet.facts.get(id)?.derivation ?? null;
    if (derivation !== null) waiting.push(...inputsOf(derivation));
  }
  return facts;
}

/** Whether a condition reads an age: what holds of it on one day need not hold on another. */
export function readsAge(ruleSet: RuleSet, condition: Condition): boolean {
  const facts = [...factsUnder(ruleSet, factsIn(condition))];
  return facts.some((id) => ruleSet.facts.get(id)?.derivation?.kind === 'age');
}

function factsIn(condition: Condition): readonly string[] {
  return leavesIn(condition).flatMap(({ fact, wanted }) => ('fact' in wanted ? [fact, wanted.fact] : [fact]));
}

/** The facts that an amount counts. */
export function countedIn(amount: Amount | null): readonly string[] {
  if (amount === null || amount.kind === 'fixed') return [];
  return 'parts' in amount ? amount.parts.flatMap(countedIn) : [amount.of];
}
