import type { Pointer } from '../../engine/condition.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { type Mutant, mutantsOfCondition, mutantsOfFact, mutantsOfPolicy } from './mutant.ts';
import { foundationsOf } from './named.ts';
import { type DefinitionTrial, notices, type PolicyTrial, type Trial } from './trial.ts';

/** The mutants that were tried, and those of them that no example notices. */
export interface Survey {
  readonly tried: number;
  readonly survivors: readonly Survivor[];
}

export interface Survivor {
  readonly mutant: Mutant;
  /** The policies that it changes, whose examples were asked besides those of the definition itself. */
  readonly policies: readonly string[];
}

/** The examples of policies, named conditions and derived facts, by the id of each. */
export interface Trials {
  readonly policies: ReadonlyMap<string, readonly PolicyTrial[]>;
  readonly conditions: ReadonlyMap<string, readonly DefinitionTrial[]>;
  readonly facts: ReadonlyMap<string, readonly DefinitionTrial[]>;
}

/**
 * Edits every policy of `trials` once, and each named condition and decision table that they rest on once, and asks the
 * examples of all policies concerned, and those of the definition itself. `tables` says where each decision table stands in its file. A generator, so that
 * whoever runs it can say how far it has come: it yields after each policy, condition and table.
 */
export function* surveyMutants(
  ruleSet: RuleSet,
  trials: Trials,
  tables: ReadonlyMap<string, Pointer>,
): Generator<undefined, Survey> {
  let tried = 0;
  const survivors: Survivor[] = [];
  const survey = (
    mutants: readonly Mutant[],
    policies: readonly string[],
    own: readonly Trial[] = [],
  ): undefined => {
    tried += mutants.length;
    const examples = [...own, ...policies.flatMap((id) => trials.policies.get(id) ?? [])];
    for (const mutant of mutants)
      if (!examples.some((trial) => notices(trial, mutant))) survivors.push({ mutant, policies });
  };
  const users = new Users();
  for (const policy of ruleSet.policies) {
    if (!trials.policies.has(policy.id)) continue;
    users.add(policy.id, foundationsOf(ruleSet, policy));
    yield survey(mutantsOfPolicy(ruleSet, policy), [policy.id]);
  }
  for (const [id, policies] of users.ofConditions)
    yield survey(mutantsOfCondition(ruleSet, id), policies, trials.conditions.get(id));
  for (const [id, at] of tables) {
    const policies = users.ofFacts.get(id) ?? [];
    if (policies.length > 0) yield survey(mutantsOfFact(ruleSet, id, at), policies, trials.facts.get(id));
  }
  return { tried, survivors };
}

/** Which policies rest on which condition and fact. */
class Users {
  readonly ofConditions = new Map<string, string[]>();
  readonly ofFacts = new Map<string, string[]>();

  add(policy: string, { conditions, facts }: ReturnType<typeof foundationsOf>): void {
    for (const id of conditions) listIn(this.ofConditions, id).push(policy);
    for (const id of facts) listIn(this.ofFacts, id).push(policy);
  }
}

function listIn(lists: Map<string, string[]>, id: string): string[] {
  const list = lists.get(id) ?? [];
  lists.set(id, list);
  return list;
}
