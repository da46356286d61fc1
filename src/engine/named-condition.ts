import type { Condition } from './condition.ts';
import type { RuleSet } from './rule-set.ts';

/** What a named condition says; undefined where no policy and no table refers to it. */
export function conditionOf(ruleSet: RuleSet, name: string): Condition | undefined {
  for (const condition of conditionsIn(ruleSet)) {
    const found = namedIn(condition).get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every condition of policies and of rows of tables. */
export function conditionsIn(ruleSet: RuleSet): readonly Condition[] {
  const rows = [...ruleSet.facts.values()].flatMap(({ derivation }) =>
    derivation?.kind === 'table' ? derivation.rows.map(({ when }) => when) : [],
  );
  return [...ruleSet.policies.map(({ condition }) => condition), ...rows];
}

/** The named conditions that a condition refers to, directly or through others. */
export function namedIn(condition: Condition): ReadonlyMap<string, Condition> {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return new Map(condition.parts.flatMap((part) => [...namedIn(part)]));
    case 'not':
      return namedIn(condition.part);
    case 'named':
      return new Map([[condition.name, condition.part], ...namedIn(condition.part)]);
    case 'leaf':
      return new Map();
  }
}
