import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import type { Report } from '../engine/profile.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import { createProfileFinder, type Demand, type Undecided } from './find-profile.ts';
import type { Witness } from './finding.ts';
import { allOf, independentGroups, textOf } from './structure.ts';

export type Answer =
  | { readonly kind: 'found'; readonly witness: Witness }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided'; readonly why: Undecided };

/** Asks whether enterprises exist, and remembers: policies of one rule set ask much the same. */
export class Inquiry {
  readonly ruleSet: RuleSet;
  private readonly finder;
  private readonly answers = new Map<string, Answer>();

  constructor(ruleSet: RuleSet) {
    this.ruleSet = ruleSet;
    this.finder = createProfileFinder(ruleSet);
  }

  /** An enterprise that meets all demands on one of the days; 'none' where on no day there is one. */
  ask(demands: readonly Demand[], days: readonly CivilDate[]): Answer {
    let last: Answer = { kind: 'none' };
    for (const day of days) {
      const answer = this.askOn(demands, day);
      if (answer.kind === 'found') return answer;
      if (answer.kind === 'undecided') last = answer;
    }
    return last;
  }

  /** Whether these can hold together. */
  satisfy(conditions: readonly Condition[], days: readonly CivilDate[]): Answer {
    let last: Answer = { kind: 'none' };
    for (const day of days) {
      const answer = this.satisfyOn(conditions, day);
      if (answer.kind === 'found') return answer;
      if (answer.kind === 'undecided') last = answer;
    }
    return last;
  }

  /** Conditions that share no fact are asked about apart: what one policy asks another has asked before. */
  private satisfyOn(conditions: readonly Condition[], asOf: CivilDate): Answer {
    const profile = new Map<string, readonly Report[]>();
    let undecided: Answer | null = null;
    for (const group of independentGroups(conditions, this.ruleSet)) {
      const answer = this.askOn([{ condition: allOf(group), truth: 'yes' }], asOf);
      if (answer.kind === 'none') return answer;
      if (answer.kind === 'undecided') undecided = answer;
      else for (const [fact, reports] of answer.witness.profile) profile.set(fact, reports);
    }
    return undecided ?? { kind: 'found', witness: { profile, asOf } };
  }

  private askOn(demands: readonly Demand[], asOf: CivilDate): Answer {
    const key = [asOf, ...demands.map(({ condition, truth }) => `${truth} ${textOf(condition)}`)].join('\n');
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const found = this.finder.find(demands, asOf);
    const answer: Answer =
      found.kind === 'found' ? { kind: 'found', witness: { profile: found.profile, asOf } } : found;
    this.answers.set(key, answer);
    return answer;
  }
}
