import type { CivilDate } from '../civil-date.ts';
import type { Profile } from '../profile.ts';
import { createReader } from '../reading.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Reader, Reading } from '../trace.ts';
import type { Conditions } from './conditions.ts';
import type { CompiledFact, ProfileView } from './profile-view.ts';

/**
 * What `createReader` reads, for explaining what a view decides: values that the view knows are taken from it, and what a derived
 * fact was derived from is worked out when somebody looks.
 */
export class Readings implements Reader {
  readonly ruleSet: RuleSet;
  readonly view: ProfileView;
  readonly asOf: CivilDate;
  readonly agesOn: CivilDate;
  private readonly profile: Profile;
  private readonly vouchedOnly: boolean;
  private readonly numberOf: (factId: string) => number;
  private readonly facts: readonly CompiledFact[];
  private readonly readings: (Reading | undefined)[] = [];
  private plain: Reader | null = null;

  /** The view must be open on the same profile, and stay so until all is explained. */
  constructor(
    ruleSet: RuleSet,
    conditions: Conditions,
    view: ProfileView,
    profile: Profile,
    vouchedOnly: boolean,
  ) {
    this.ruleSet = ruleSet;
    this.view = view;
    this.asOf = view.asOf;
    this.agesOn = view.asOf;
    this.profile = profile;
    this.vouchedOnly = vouchedOnly;
    this.numberOf = conditions.numberOf;
    this.facts = conditions.compiledFacts;
  }

  /** The reading of the fact of that number. */
  of(number: number): Reading {
    const before = this.readings[number];
    if (before !== undefined) return before;
    const reading = this.make(number);
    this.readings[number] = reading;
    return reading;
  }

  readonly read = (factId: string): Reading => this.of(this.numberOf(factId));

  private make(number: number): Reading {
    const { fact, derive } = this.facts[number] as CompiledFact;
    const value = this.view.value(number);
    if (value === null || (derive !== null && fact.authorities.length > 0)) return this.slow().read(fact.id);
    if (derive === null) {
      const reports = this.profile.get(fact.id) ?? [];
      return { fact: fact.id, reports, from: [], rows: [], known: true, value };
    }
    const slow = this.slow();
    return {
      fact: fact.id,
      reports: [],
      get from() {
        return slow.read(fact.id).from;
      },
      get rows() {
        return slow.read(fact.id).rows;
      },
      known: true,
      value,
    };
  }

  private slow(): Reader {
    const { ruleSet, profile, asOf, vouchedOnly } = this;
    this.plain ??= createReader(ruleSet, profile, asOf, { vouchedOnly });
    return this.plain;
  }
}
