import { addDays, type CivilDate } from '../../engine/civil-date.ts';
import type { Condition } from '../../engine/condition.ts';
import { conditionOf } from '../../engine/named-condition.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Policy, RuleSet } from '../../engine/rule-set.ts';
import type { Truth } from '../../engine/truth.ts';
import { createProfileFinder, type Demand, type ProfileFinder } from '../find-profile.ts';
import { amountDemands } from './amount-demands.ts';
import type { Mutant } from './mutant.ts';
import { readsAge } from './named.ts';
import { primed } from './primed.ts';
import { createTrial, type Given, notices, type PolicyTrial, type Trial } from './trial.ts';

/**
 * Whether any example could notice a mutant. 'none' is a proof that its truth is that of the rule for every profile on every
 * day; a mutant of which nothing is found and nothing proved is 'undecided'.
 */
export type Noticeable =
  | { readonly kind: 'found'; readonly trial: Trial }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided' };

/** Finds examples that notice mutants. `examples` are those that there are: a variation of one is tried first. */
export class WitnessFinder {
  private readonly ruleSet: RuleSet;
  private readonly profiles: ProfileFinder;

  constructor(ruleSet: RuleSet) {
    this.ruleSet = ruleSet;
    this.profiles = createProfileFinder(ruleSet);
  }

  /** An example of this policy that notices an edit of it. */
  forPolicy(mutant: Mutant, policy: Policy, examples: readonly PolicyTrial[]): Noticeable {
    const changed = mutant.policyOf(policy);
    if (changed.condition !== policy.condition)
      return this.byTruth(
        mutant,
        policy.condition,
        changed.condition,
        dayInForce(policy, examples),
        (given) => ({
          ...{ kind: 'policy', policy, statesAmount: false },
          ...given,
        }),
      );
    for (const given of this.variations(policy, changed, examples)) {
      const trial = createTrial(this.ruleSet, { kind: 'policy', ...given });
      if (notices(trial, mutant)) return { kind: 'found', trial };
    }
    return { kind: 'undecided' };
  }

  /** An example of the named condition or derived fact itself that notices an edit of it. */
  forDefinition(mutant: Mutant, asOf: CivilDate): Noticeable {
    const { kind, id } = mutant.home;
    if (kind === 'policy') throw new Error(`'${id}' is a policy`);
    if (kind === 'condition') {
      const part = conditionOf(this.ruleSet, id);
      if (part === undefined) return { kind: 'undecided' };
      const condition: Condition = { kind: 'named', name: id, part, at: '' };
      return this.byTruth(mutant, condition, mutant.conditionOf(condition), asOf, (given) => ({
        ...{ kind, id },
        ...given,
      }));
    }
    const both = primed(this.ruleSet, mutant.derivations);
    const same: Condition = {
      ...{ kind: 'leaf', fact: id, operator: 'equal', at: '' },
      wanted: { fact: both.rename(id) },
    };
    const found = createProfileFinder(both.ruleSet).find([{ condition: same, truth: 'no' }], asOf);
    if (found.kind === 'none' && readsAge(both.ruleSet, same)) return { kind: 'undecided' };
    if (found.kind !== 'found') return { kind: found.kind };
    const trial = createTrial(this.ruleSet, { kind, id, profile: found.profile, asOf });
    return notices(trial, mutant) ? { kind: 'found', trial } : { kind: 'undecided' };
  }

  /** A profile for which the condition comes out otherwise: first between yes and no, then where one is unknown. */
  private byTruth(
    mutant: Mutant,
    condition: Condition,
    edited: Condition,
    asOf: CivilDate,
    given: (found: { readonly profile: Profile; readonly asOf: CivilDate }) => Given,
  ): Noticeable {
    let proved = true;
    for (const [before, others] of DIFFERENCES) {
      const demands = [
        { condition, truth: before },
        { condition: edited, truth: others },
      ];
      const found = this.profiles.find(demands, asOf);
      if (found.kind === 'found') {
        const trial = createTrial(this.ruleSet, given({ profile: found.profile, asOf }));
        if (notices(trial, mutant)) return { kind: 'found', trial };
      }
      proved &&= found.kind === 'none';
    }
    // What was proved was proved of that day.
    return { kind: proved && !readsAge(this.ruleSet, condition) ? 'none' : 'undecided' };
  }

  /** Examples that might notice a change of anything but the condition. */
  private *variations(
    policy: Policy,
    changed: Policy,
    examples: readonly PolicyTrial[],
  ): Generator<Variation> {
    const statesAmount = policy.benefit.amount !== null;
    for (const asOf of daysBetweenBoth(policy, changed))
      for (const { profile } of this.fitting(policy, examples)) yield { policy, profile, asOf, statesAmount };
    const asOf = dayInForce(policy, examples);
    if (policy.delivery !== changed.delivery)
      for (const { profile } of this.fitting(policy, examples))
        yield { policy, profile: selfDeclared(profile), asOf, statesAmount: false };
    if (policy.residual.length !== changed.residual.length)
      for (const { profile } of this.fitting(policy, examples))
        yield { policy, profile, asOf, statesAmount: false };
    for (const demands of amountDemands(policy, changed, this.ruleSet)) {
      const found = this.profiles.find([fits(policy), ...demands], asOf);
      if (found.kind === 'found') yield { policy, profile: found.profile, asOf, statesAmount: true };
    }
  }

  /** Profiles for which the conditions are a yes: those of examples, else one that is found. */
  private *fitting(
    policy: Policy,
    examples: readonly PolicyTrial[],
  ): Generator<{ readonly profile: Profile }> {
    const yes = examples.filter(({ result }) => /^(?:eligible|conditional)\b/.test(result));
    yield* yes;
    if (yes.length > 0) return;
    const found = this.profiles.find([fits(policy)], dayInForce(policy, examples));
    if (found.kind === 'found') yield found;
  }
}

type Variation = Pick<PolicyTrial, 'policy' | 'profile' | 'asOf' | 'statesAmount'>;

const DIFFERENCES: readonly (readonly [Truth, readonly Truth[]])[] = [
  ['yes', ['no']],
  ['no', ['yes']],
  ['yes', ['unknown']],
  ['no', ['unknown']],
  ['unknown', ['yes', 'no']],
];

function fits({ condition }: Policy): Demand {
  return { condition, truth: 'yes' };
}

/** The days on which one of both is in force and the other isn't. */
function daysBetweenBoth(policy: Policy, changed: Policy): readonly CivilDate[] {
  const from = earlier(policy.validFrom, changed.validFrom);
  const to = earlier(policy.validTo, changed.validTo);
  return [...(from === null ? [] : [from]), ...(to === null ? [] : [addDays(to, 1)])];
}

/** The earlier of two days that differ by one; null where they don't differ. */
function earlier(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null || a === b) return null;
  return a < b ? a : b;
}

/** A day on which the policy is in force: that of an example, else an end of its validity. */
function dayInForce(policy: Policy, examples: readonly PolicyTrial[]): CivilDate {
  const used = examples.find(({ result }) => result !== 'not-in-force');
  return used?.asOf ?? policy.validFrom ?? policy.validTo ?? '2025-01-01';
}

/** The profile on the word of the enterprise alone. */
function selfDeclared(profile: Profile): Profile {
  return new Map(
    [...profile].map(([fact, reports]) => [fact, reports.map((report) => ({ ...report, source: null }))]),
  );
}
