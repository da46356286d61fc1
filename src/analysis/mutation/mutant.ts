import type { Condition, Pointer } from '../../engine/condition.ts';
import { conditionOf } from '../../engine/named-condition.ts';
import type { Derivation, Policy, RuleSet } from '../../engine/rule-set.ts';
import { conditionEdits } from './condition-edits.ts';
import type { Change, Edit, Mutation } from './edit.ts';
import { renamed } from './named.ts';
import { derivationEdits, policyEdits } from './rule-edits.ts';

/** What is edited: a policy, a named condition or a derived fact, by its id. */
export interface Home {
  readonly kind: 'policy' | 'condition' | 'fact';
  readonly id: string;
}

/** A rule set with one edit, as its policies see it. */
export interface Mutant {
  readonly home: Home;
  readonly at: Pointer;
  readonly mutation: Mutation;
  readonly change: Change;
  /** The policy under the edit: itself where the edit is in a table that it reads. */
  policyOf(policy: Policy): Policy;
  /** A condition that refers to named ones, under the edit. */
  conditionOf(condition: Condition): Condition;
  /** The derivations that read otherwise under the edit, by fact. */
  readonly derivations: ReadonlyMap<string, Derivation>;
}

const NONE: ReadonlyMap<string, Derivation> = new Map();

export function mutantsOfPolicy(ruleSet: RuleSet, policy: Policy): readonly Mutant[] {
  const home = { kind: 'policy', id: policy.id } as const;
  return policyEdits(policy, ruleSet.facts).map(({ changed, ...edit }) => ({
    ...edit,
    home,
    policyOf: () => changed,
    conditionOf: (condition) => condition,
    derivations: NONE,
  }));
}

/** The mutants of a named condition: they change every policy and every table that refers to it. */
export function mutantsOfCondition(ruleSet: RuleSet, id: string): readonly Mutant[] {
  const condition = conditionOf(ruleSet, id);
  if (condition === undefined) return [];
  return conditionEdits(condition, ruleSet.facts).map(
    ({ changed, ...edit }): Mutant => ({
      ...edit,
      home: { kind: 'condition', id },
      policyOf: (policy) => ({ ...policy, condition: renamed(policy.condition, id, changed) }),
      conditionOf: (other) => renamed(other, id, changed),
      derivations: tablesWith(ruleSet, (when) => renamed(when, id, changed)),
    }),
  );
}

/** The mutants of a decision table. `at` says where the derivation stands in its file. */
export function mutantsOfFact(ruleSet: RuleSet, id: string, at: Pointer): readonly Mutant[] {
  const fact = ruleSet.facts.get(id);
  if (fact === undefined) return [];
  return derivationEdits(fact, at, ruleSet.facts).map(
    ({ changed, ...edit }: Edit<Derivation>): Mutant => ({
      ...edit,
      home: { kind: 'fact', id },
      policyOf: (policy) => policy,
      conditionOf: (condition) => condition,
      derivations: new Map([[id, changed]]),
    }),
  );
}

/** The tables in which a change of conditions changes a row. */
function tablesWith(
  ruleSet: RuleSet,
  change: (when: Condition) => Condition,
): ReadonlyMap<string, Derivation> {
  const tables = new Map<string, Derivation>();
  for (const { id, derivation } of ruleSet.facts.values()) {
    if (derivation?.kind !== 'table') continue;
    const rows = derivation.rows.map((row) => ({ ...row, when: change(row.when) }));
    if (rows.some(({ when }, index) => when !== derivation.rows[index]?.when))
      tables.set(id, { ...derivation, rows });
  }
  return tables;
}
