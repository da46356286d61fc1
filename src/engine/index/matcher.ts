import type { CivilDate } from '../civil-date.ts';
import { isInForce, type Match, match } from '../match.ts';
import type { Profile } from '../profile.ts';
import type { Policy, RuleSet } from '../rule-set.ts';
import type { Found } from './found.ts';

/** Matches one enterprise after the other against policies that may come and go. Says what `match` says. */
export interface Matcher {
  /** Every policy in force on the as-of date that isn't ineligible, ordered by id. */
  find(profile: Profile, asOf: CivilDate): readonly Found[];
  /** What `match` lists for the same policies, in the same order, without the ineligible. */
  match(profile: Profile, asOf: CivilDate): readonly Match[];
  /** How many policies are in force on that day. */
  countInForce(asOf: CivilDate): number;
  /** Adds a policy, or replaces the one of the same id. Its facts, codes and groups must be the rule set's. */
  put(policy: Policy): void;
  /** Takes a policy away; false where there was none of that id. */
  withdraw(id: string): boolean;
}

/** A matcher for the policies of a rule set. */
export function createMatcher(ruleSet: RuleSet): Matcher {
  const policies = new Map(ruleSet.policies.map((policy) => [policy.id, policy]));
  const present = (): RuleSet => ({
    ...ruleSet,
    policies: [...policies.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  });
  const matches = (profile: Profile, asOf: CivilDate) =>
    match(present(), profile, asOf).filter(({ outcome }) => outcome !== 'ineligible');
  return {
    find: (profile, asOf) =>
      matches(profile, asOf)
        .map(({ policy, outcome, automatic }) => ({ policy, outcome, automatic }) as Found)
        .toSorted((a, b) => (a.policy.id < b.policy.id ? -1 : 1)),
    match: matches,
    countInForce: (asOf) => [...policies.values()].filter((policy) => isInForce(policy, asOf)).length,
    put: (policy) => void policies.set(policy.id, policy),
    withdraw: (id) => policies.delete(id),
  };
}
