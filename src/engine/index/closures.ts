import type { CivilDate } from '../civil-date.ts';
import type { Condition } from '../condition.ts';
import type { Profile } from '../profile.ts';
import type { Policy, RuleSet } from '../rule-set.ts';
import { Conditions } from './conditions.ts';
import type { Found } from './found.ts';
import { type Conjunct, compileConjunct, foundFor, type Listing, listPolicy } from './listing.ts';
import type { ProfileView } from './profile-view.ts';
import { Readings } from './readings.ts';
import type { TruthCode } from './truth-code.ts';

/** Compiled policies and the two views that they are decided by. */
export class Closures {
  readonly ruleSet: RuleSet;
  readonly conditions: Conditions;
  /** The profile as it is reported. */
  readonly view: ProfileView;
  /** The same without what nobody vouches for; opened when it is asked for. */
  private readonly vouchedView: ProfileView;
  private readonly conjuncts = new Map<number, Conjunct>();
  private profile: Profile = new Map();
  private vouchedOpen = false;

  constructor(ruleSet: RuleSet) {
    this.ruleSet = ruleSet;
    this.conditions = new Conditions(ruleSet);
    this.view = this.conditions.createView(false);
    this.vouchedView = this.conditions.createView(true);
  }

  compile(policy: Policy): Listing {
    return listPolicy(policy, this.conjunctOf);
  }

  open(profile: Profile, asOf: CivilDate): void {
    this.profile = profile;
    this.vouchedOpen = false;
    this.view.open(profile, asOf);
  }

  /** The view of the open profile without what nobody vouches for. */
  vouched(): ProfileView {
    if (!this.vouchedOpen) this.vouchedView.open(this.profile, this.view.asOf);
    this.vouchedOpen = true;
    return this.vouchedView;
  }

  /** What explains a view that is open on this profile. */
  readings(profile: Profile, vouchedOnly: boolean): Readings {
    const view = vouchedOnly ? this.vouched() : this.view;
    return new Readings(this.ruleSet, this.conditions, view, profile, vouchedOnly);
  }

  found(listing: Listing, truth: TruthCode): Found {
    return foundFor(listing, truth, this.vouchedIfDoubtful);
  }

  /** Facts that a yes was found without don't matter to it: those read so far are enough to look at. */
  private readonly vouchedIfDoubtful = (): ProfileView | null => (this.view.doubtful ? this.vouched() : null);

  /** Parts that several policies have are one. */
  private readonly conjunctOf = (part: Condition): Conjunct => {
    const id = this.conditions.idOf(part);
    const before = this.conjuncts.get(id);
    if (before !== undefined) return before;
    const conjunct = compileConjunct(part, this.conditions, this.ruleSet);
    this.conjuncts.set(id, conjunct);
    return conjunct;
  };
}
