import type { CivilDate } from '../civil-date.ts';
import {
  type Decision,
  isInForce,
  type Match,
  matchesFrom,
  type Remaining,
  remainingOf,
  type Standing,
} from '../match.ts';
import type { Profile } from '../profile.ts';
import type { Policy, RuleSet } from '../rule-set.ts';
import type { Reader } from '../trace.ts';
import { Closures } from './closures.ts';
import type { MissingFacts, Test } from './compiled.ts';
import type { Found } from './found.ts';
import { FoundList } from './found-list.ts';
import { applies } from './listing.ts';
import { compileMissing } from './missing.ts';
import { PolicyList } from './policy-list.ts';
import { NODE_SIZE, PolicyTree } from './policy-tree.ts';
import type { Readings } from './readings.ts';
import { compileReasoner, type LeafPlace, lackingAt, type Reasoner } from './reasoner.ts';
import { compileTracer, type Tracer } from './tracer.ts';
import { TRUTHS, UNKNOWN, YES } from './truth-code.ts';

/** Matches one enterprise after the other against policies that may come and go. Says what `match` says. */
export interface Matcher {
  /** Every policy in force on the as-of date that isn't ineligible, ordered by id. */
  find(profile: Profile, asOf: CivilDate): readonly Found[];
  /** What `find` finds, each with its trace and with what is missing or remains. */
  explain(profile: Profile, asOf: CivilDate): readonly Decision[];
  /** What `find` finds, each with what its outcome rests on and with what is missing or remains; a trace isn't made. */
  reason(profile: Profile, asOf: CivilDate): ReasonedProfile;
  /** What `match` lists for the same policies, in the same order, without the ineligible. */
  match(profile: Profile, asOf: CivilDate): readonly Match[];
  /** The policies that there are, ordered by id. */
  policies(): readonly Policy[];
  /** How many policies are in force on that day. */
  countInForce(asOf: CivilDate): number;
  /**
   * Adds a policy, or replaces the one of the same id. Its facts, codes and groups must be the rule set's. Conditions that only
   * a policy had which is gone stay compiled: after very many changes make a new matcher.
   */
  put(policy: Policy): void;
  /** Takes a policy away; false where there was none of that id. */
  withdraw(id: string): boolean;
  /** How the last profile was found. */
  readonly lastSearch: SearchCounts;
}

export interface ReasonedProfile {
  readonly found: readonly Reasoned[];
  /** Reads the profile, until the matcher turns to the next one. */
  readonly reader: Reader;
}

/** A policy that was found, with its reasons instead of a trace. */
export interface Reasoned extends Found {
  /** The leaves of `reasonsOf`, at their places. */
  readonly reasons: readonly LeafPlace[];
  readonly missing: readonly string[];
  readonly remaining: readonly Remaining[];
}

export interface SearchCounts {
  /** Policies that there are. */
  readonly policies: number;
  /** Policies that were looked at one by one; the index passed the others by. */
  readonly considered: number;
}

/** A matcher for the policies of a rule set. `nodeSize`: how many policies stay together in the index; fewer only to try it on small sets. */
export function createMatcher(ruleSet: RuleSet, nodeSize: number = NODE_SIZE): Matcher {
  return new IndexedMatcher(ruleSet, nodeSize);
}

class IndexedMatcher implements Matcher {
  private readonly closures: Closures;
  private readonly tree: PolicyTree;
  private readonly list: PolicyList;
  private readonly results: FoundList;
  private readonly explainers = new WeakMap<Policy, Explainer>();

  constructor(ruleSet: RuleSet, nodeSize: number) {
    this.closures = new Closures(ruleSet);
    this.tree = new PolicyTree(this.closures.conditions.numberOf, nodeSize);
    this.list = new PolicyList(ruleSet.policies.map((policy) => this.closures.compile(policy)));
    for (const [place, { conjuncts }] of this.list.all().entries()) this.tree.add(place, conjuncts);
    const { view } = this.closures;
    this.results = new FoundList(view, (place) => applies(this.list.at(place), view.asOf));
  }

  get lastSearch(): SearchCounts {
    return { policies: this.list.size, considered: this.results.considered };
  }

  find(profile: Profile, asOf: CivilDate): readonly Found[] {
    this.closures.open(profile, asOf);
    this.results.clear(this.list.rankOf());
    this.tree.search(this.results, YES);
    return this.results.map((rank, truth) => this.closures.found(this.list.ranked(rank), truth));
  }

  explain(profile: Profile, asOf: CivilDate): readonly Decision[] {
    return this.decide(profile, asOf).decisions;
  }

  match(profile: Profile, asOf: CivilDate): readonly Match[] {
    const { decisions, readings } = this.decide(profile, asOf);
    return matchesFrom(decisions, readings);
  }

  policies(): readonly Policy[] {
    return this.list.all().map(({ policy }) => policy);
  }

  reason(profile: Profile, asOf: CivilDate): ReasonedProfile {
    const found = this.find(profile, asOf);
    const readings = this.closures.readings(profile, false);
    return { found: found.map((each) => this.reasoned(each, readings, profile)), reader: readings };
  }

  countInForce(asOf: CivilDate): number {
    return this.list.all().filter(({ policy }) => isInForce(policy, asOf)).length;
  }

  put(policy: Policy): void {
    const listing = this.closures.compile(policy);
    this.withdraw(policy.id);
    this.tree.add(this.list.add(listing), listing.conjuncts);
  }

  withdraw(id: string): boolean {
    const place = this.list.find(id);
    if (place === undefined) return false;
    this.list.remove(place);
    this.tree.remove(place);
    return true;
  }

  private decide(profile: Profile, asOf: CivilDate): { decisions: readonly Decision[]; readings: Readings } {
    const found = this.find(profile, asOf);
    const readings = this.closures.readings(profile, false);
    return { decisions: found.map((each) => this.decision(each, readings, profile)), readings };
  }

  private decision({ policy, outcome, automatic }: Found, readings: Readings, profile: Profile): Decision {
    const { trace: tracer, missing } = this.explainerOf(policy);
    const trace = tracer(readings);
    if (outcome === 'eligible') return { policy, outcome, automatic, trace, missing: [], remaining: [] };
    if (outcome === 'undetermined') {
      return { policy, outcome, automatic, trace, missing: factsMissing(missing, readings), remaining: [] };
    }
    const vouched = this.closures.readings(profile, true);
    const remaining = remainingOf(policy, readings, vouched, () => this.standing(policy, vouched));
    return { policy, outcome, automatic, trace, missing: [], remaining };
  }

  private reasoned(found: Found, readings: Readings, profile: Profile): Reasoned {
    const { policy, outcome, automatic } = found;
    const { reason } = this.explainerOf(policy);
    const reasons: LeafPlace[] = [];
    reason(readings.view, outcome === 'undetermined' ? UNKNOWN : YES, reasons);
    if (outcome === 'eligible')
      return { policy, outcome, automatic, reasons, missing: NONE, remaining: NONE };
    if (outcome === 'undetermined')
      return { policy, outcome, automatic, reasons, missing: lackingAt(reasons, readings), remaining: NONE };
    const vouched = this.closures.readings(profile, true);
    const remaining = remainingOf(policy, readings, vouched, () => this.standing(policy, vouched));
    return { policy, outcome, automatic, reasons, missing: NONE, remaining };
  }

  private standing(policy: Policy, vouched: Readings): Standing {
    const { test, missing } = this.explainerOf(policy);
    return { truth: TRUTHS[test(vouched.view)], missing: factsMissing(missing, vouched) };
  }

  private explainerOf(policy: Policy): Explainer {
    const before = this.explainers.get(policy);
    if (before !== undefined) return before;
    const { conditions } = this.closures;
    const trace = compileTracer(policy.condition, conditions);
    const missing = compileMissing(policy.condition, conditions);
    const test = conditions.testOf(policy.condition);
    const explainer = { test, trace, missing, reason: compileReasoner(policy.condition, conditions) };
    this.explainers.set(policy, explainer);
    return explainer;
  }
}

/** What explains one policy, compiled when it is first found. */
interface Explainer {
  readonly test: Test;
  readonly trace: Tracer;
  readonly missing: MissingFacts;
  readonly reason: Reasoner;
}

const NONE: readonly never[] = [];

function factsMissing(missing: MissingFacts, readings: Readings): readonly string[] {
  const facts = new Set<string>();
  missing(readings, facts);
  return [...facts];
}
