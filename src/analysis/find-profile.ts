import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import { evaluate } from '../engine/evaluate.ts';
import type { Profile } from '../engine/profile.ts';
import { createReader } from '../engine/reading.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Truth } from '../engine/truth.ts';
import { type Children, childrenOf } from './codes.ts';
import { normalForm } from './normal-form.ts';
import { Problem } from './problem.ts';
import { Search } from './search.ts';
import { bitOf } from './truths.ts';
import { Witnesses } from './witnesses.ts';

/** A condition and what it must come to. */
export interface Demand {
  readonly condition: Condition;
  readonly truth: Truth | readonly Truth[];
}

/**
 * Why it isn't known whether a profile exists. `too-large`: the search gave up. `arithmetic`: facts computed from or
 * compared with each other leave more possibilities than were tried. `codes`: unlisted codes are compared with each other.
 * `replay`: what was found didn't hold, which is a defect of the search.
 */
export type Undecided = 'too-large' | 'arithmetic' | 'codes' | 'replay';

export type FoundProfile =
  | { readonly kind: 'found'; readonly profile: Profile }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided'; readonly why: Undecided };

/** Finds profiles for the conditions of one rule set. */
export interface ProfileFinder {
  /**
   * A profile for which every demand is met on that date, as the evaluator has it: each fact is reported once, by a body
   * that vouches for it where one does, and only facts that are needed are reported. 'none' is a proof that there is none among the
   * profiles that a rule file or a request can hold.
   */
  find(demands: readonly Demand[], asOf: CivilDate): FoundProfile;
}

export function createProfileFinder(ruleSet: RuleSet): ProfileFinder {
  const children = new Map<string, Children>();
  const childrenIn = (id: string): Children => {
    const hierarchy = ruleSet.hierarchies.get(id);
    const known = children.get(id) ?? (hierarchy === undefined ? new Map() : childrenOf(hierarchy));
    children.set(id, known);
    return known;
  };
  return { find: (demands, asOf) => find(ruleSet, demands, asOf, childrenIn) };
}

function find(
  ruleSet: RuleSet,
  demands: readonly Demand[],
  asOf: CivilDate,
  children: (hierarchy: string) => Children,
): FoundProfile {
  const goals = demands.map(({ condition, truth }) => ({
    kind: 'truth' as const,
    condition: normalForm(condition),
    truths: truthsOf(truth).reduce((all, each) => all | bitOf(each), 0),
  }));
  const problem = new Problem(
    ruleSet,
    asOf,
    goals.map(({ condition }) => condition),
    children,
  );
  const witnesses = new Witnesses(problem, (profile) => holds(ruleSet, demands, profile, asOf));
  const search = new Search(problem, (store, spend) => witnesses.from(store, spend));
  const profile = search.find(goals);
  if (profile !== null) return { kind: 'found', profile };
  if (search.exhausted) return { kind: 'undecided', why: 'too-large' };
  if (witnesses.failed !== null) return { kind: 'undecided', why: witnesses.failed };
  return problem.codesMayBeMissing ? { kind: 'undecided', why: 'codes' } : { kind: 'none' };
}

/** Whether the profile gives each demand's truth, as the evaluator has it. */
export function holds(
  ruleSet: RuleSet,
  demands: readonly Demand[],
  profile: Profile,
  asOf: CivilDate,
): boolean {
  const reader = createReader(ruleSet, profile, asOf);
  return demands.every(({ condition, truth }) => truthsOf(truth).includes(evaluate(condition, reader).truth));
}

function truthsOf(truth: Demand['truth']): readonly Truth[] {
  return typeof truth === 'string' ? [truth] : truth;
}
