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
   * Adds a policy, or replaces the one of the same id. Its facts, codes and groups must be the rule set's. After as many changes
   * as there are policies, and at least a thousand, everything is compiled anew.
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

/** What is made of policies to find and explain them. */
class Compiled {
  readonly closures: Closures;
  readonly tree: PolicyTree;
  readonly list: PolicyList;
  readonly results: FoundList;
  readonly explainers = new WeakMap<Policy, Explainer>();

  constructor(ruleSet: RuleSet, policies: readonly Policy[], nodeSize: number) {
    this.closures = new Closures(ruleSet);
    this.tree = new PolicyTree(this.closures.conditions.numberOf, nodeSize);
    this.list = new PolicyList(policies.map((policy) => this.closures.compile(policy)));
    for (const [place, { conjuncts }] of this.list.all().entries()) this.tree.add(place, conjuncts);
    const { view } = this.closures;
    this.results = new FoundList(view, (place) => applies(this.list.at(place), view.asOf));
  }
}

/** Of a small rule set so many policies may come and go before all is compiled anew. */
const FEW_CHANGES = 1000;

class IndexedMatcher implements Matcher {
  private readonly ruleSet: RuleSet;
  private readonly nodeSize: number;
  private compiled: Compiled;
  private changes = 0;

  constructor(ruleSet: RuleSet, nodeSize: number) {
    this.ruleSet = ruleSet;
    this.nodeSize = nodeSize;
    this.compiled = new Compiled(ruleSet, ruleSet.policies, nodeSize);
  }

  get lastSearch(): SearchCounts {
    return { policies: this.compiled.list.size, considered: this.compiled.results.considered };
  }

  find(profile: Profile, asOf: CivilDate): readonly Found[] {
    const { closures, tree, list, results } = this.compiled;
    closures.open(profile, asOf);
    results.clear(list.rankOf());
    tree.search(results, YES);
    return results.map((rank, truth) => closures.found(list.ranked(rank), truth));
  }

  explain(profile: Profile, asOf: CivilDate): readonly Decision[] {
    return this.decide(profile, asOf).decisions;
  }

  match(profile: Profile, asOf: CivilDate): readonly Match[] {
    const { decisions, readings } = this.decide(profile, asOf);
    return matchesFrom(decisions, readings);
  }

  policies(): readonly Policy[] {
    return this.compiled.list.all().map(({ policy }) => policy);
  }

  reason(profile: Profile, asOf: CivilDate): ReasonedProfile {
    const found = this.find(profile, asOf);
    const { readings, vouched } = this.readingsOf(profile);
    return { found: found.map((each) => this.reasoned(each, readings, vouched)), reader: readings };
  }

  countInForce(asOf: CivilDate): number {
    return this.compiled.list.all().filter(({ policy }) => isInForce(policy, asOf)).length;
  }

  put(policy: Policy): void {
    const listing = this.compiled.closures.compile(policy);
    this.remove(policy.id);
    const { tree, list } = this.compiled;
    tree.add(list.add(listing), listing.conjuncts);
    this.countChange();
  }

  withdraw(id: string): boolean {
    const isGone = this.remove(id);
    if (isGone) this.countChange();
    return isGone;
  }

  private remove(id: string): boolean {
    const { tree, list } = this.compiled;
    const place = list.find(id);
    if (place === undefined) return false;
    list.remove(place);
    tree.remove(place);
    return true;
  }

  /** Conditions and nodes that only policies had which are gone stay, until there may be more of them than of others. */
  private countChange(): void {
    this.changes += 1;
    if (this.changes < FEW_CHANGES || this.changes < this.compiled.list.size) return;
    this.compiled = new Compiled(this.ruleSet, this.policies(), this.nodeSize);
    this.changes = 0;
  }

  private decide(profile: Profile, asOf: CivilDate): { decisions: readonly Decision[]; readings: Readings } {
    const found = this.find(profile, asOf);
    const { readings, vouched } = this.readingsOf(profile);
    return { decisions: found.map((each) => this.decision(each, readings, vouched)), readings };
  }

  /** All that is known of a profile, and what of it somebody vouches for, which few profiles are asked for. */
  private readingsOf(profile: Profile): { readings: Readings; vouched: () => Readings } {
    const { closures } = this.compiled;
    let kept: Readings | undefined;
    const vouched = () => {
      kept ??= closures.readings(profile, true);
      return kept;
    };
    return { readings: closures.readings(profile, false), vouched };
  }

  private decision(
    { policy, outcome, automatic }: Found,
    readings: Readings,
    vouched: () => Readings,
  ): Decision {
    const { trace: tracer, missing } = this.explainerOf(policy);
    const trace = tracer(readings);
    if (outcome === 'eligible') return { policy, outcome, automatic, trace, missing: [], remaining: [] };
    if (outcome === 'undetermined') {
      return { policy, outcome, automatic, trace, missing: factsMissing(missing, readings), remaining: [] };
    }
    const remaining = remainingOf(policy, readings, vouched(), () => this.standing(policy, vouched()));
    return { policy, outcome, automatic, trace, missing: [], remaining };
  }

  private reasoned(found: Found, readings: Readings, vouched: () => Readings): Reasoned {
    const { policy, outcome, automatic } = found;
    const { reason } = this.explainerOf(policy);
    const reasons: LeafPlace[] = [];
    reason(readings.view, outcome === 'undetermined' ? UNKNOWN : YES, reasons);
    if (outcome === 'eligible')
      return { policy, outcome, automatic, reasons, missing: NONE, remaining: NONE };
    if (outcome === 'undetermined')
      return { policy, outcome, automatic, reasons, missing: lackingAt(reasons, readings), remaining: NONE };
    const remaining = remainingOf(policy, readings, vouched(), () => this.standing(policy, vouched()));
    return { policy, outcome, automatic, reasons, missing: NONE, remaining };
  }

  private standing(policy: Policy, vouched: Readings): Standing {
    const { test, missing } = this.explainerOf(policy);
    return { truth: TRUTHS[test(vouched.view)], missing: factsMissing(missing, vouched) };
  }

  private explainerOf(policy: Policy): Explainer {
    const before = this.compiled.explainers.get(policy);
    if (before !== undefined) return before;
    const { conditions } = this.compiled.closures;
    const trace = compileTracer(policy.condition, conditions);
    const missing = compileMissing(policy.condition, conditions);
    const test = conditions.testOf(policy.condition);
    const explainer = { test, trace, missing, reason: compileReasoner(policy.condition, conditions) };
    this.compiled.explainers.set(policy, explainer);
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
