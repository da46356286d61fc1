import type { CivilDate } from '../engine/civil-date.ts';
import type { Condition } from '../engine/condition.ts';
import { factsUnder } from '../engine/facts-read.ts';
import { Conditions } from '../engine/index/conditions.ts';
import { isInForce } from '../engine/match.ts';
import { weigh } from '../engine/profile.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { createLackingCompiler, type Lacking } from './lacking.ts';
import { createNodes, type Node, partsOf } from './nodes.ts';
import type { Run } from './row-reader.ts';

/** A rule set made ready for any number of tables of one source on one as-of date. */
export interface Program extends Run {
  readonly ruleSet: RuleSet;
  readonly nodes: readonly Node[];
  /** What a row by itself is asked with. */
  readonly conditions: Conditions;
  /** Those in force, in the order of the rule set. */
  readonly policies: readonly PolicyPlan[];
}

export interface PolicyPlan {
  readonly policy: Policy;
  /** Its place in `ruleSet.policies`. */
  readonly place: number;
  /** Whether it was asked for; else it is a rival of one that was. */
  readonly asked: boolean;
  /** The node that says where it applies; null where it has none. */
  readonly region: number | null;
  /** The other nodes that must hold, those that take the engine last. */
  readonly parts: readonly number[];
  /** When a yes is eligible, not conditional. */
  readonly delivered: 'on-yes' | 'never' | 'by-engine' | { readonly vouched: readonly number[] };
  /** Its condition, for what is missing of it. */
  readonly lacking: Lacking;
}

/** Where `policies` are given only these are asked for, and their rivals decided beside them. */
export function compileBatch(
  ruleSet: RuleSet,
  { asOf, source }: Run,
  { policies }: { readonly policies?: ReadonlySet<string> | undefined } = {},
): Program {
  const vouched = (fact: string) => isVouched(fact, source, ruleSet, asOf);
  const nodes = createNodes(ruleSet, vouched);
  const compiled = new Conditions(ruleSet);
  const lackingIn = createLackingCompiler(compiled, nodes);
  const wanted = policies === undefined ? undefined : withRivals(policies, ruleSet);
  const plans = ruleSet.policies.flatMap((policy, place): readonly PolicyPlan[] => {
    if (!isInForce(policy, asOf) || wanted?.has(policy.id) === false) return [];
    const { condition } = policy;
    const added = conjuncts(condition).map((each) => nodes.add(each, false));
    const region = added.find((each) => isOnRegion(nodes.list[each], ruleSet)) ?? null;
    const parts = costlyLast(
      added.filter((each) => each !== region),
      nodes.list,
    );
    const asVouched = () => conjuncts(condition).map((each) => nodes.add(each, true));
    const delivered = deliveredOf(policy, ruleSet, vouched) ?? { vouched: asVouched() };
    const asked = policies?.has(policy.id) ?? true;
    const lacking = lackingIn(condition);
    return [{ policy, place, asked, region, parts, delivered, lacking }];
  });
  return {
    ruleSet,
    asOf,
    source,
    nodes: nodes.list,
    conditions: compiled,
    policies: plans,
  };
}

/** Those in an exclusion group with one of these, however indirectly, may take from what it is paid. */
function withRivals(ids: ReadonlySet<string>, { policies }: RuleSet): ReadonlySet<string> {
  const found = new Set(ids);
  const groups = new Set<string>();
  for (let before = -1; before < groups.size + found.size; ) {
    before = groups.size + found.size;
    for (const { id, exclusive } of policies) {
      if (exclusive.some((group) => groups.has(group))) found.add(id);
      if (found.has(id)) for (const group of exclusive) groups.add(group);
    }
  }
  return found;
}

function conjuncts(condition: Condition): readonly Condition[] {
  if (condition.kind === 'named') return conjuncts(condition.part);
  return condition.kind === 'all' ? condition.parts.flatMap(conjuncts) : [condition];
}

/** A leaf on where an enterprise is registered, as reported. */
function isOnRegion(node: Node | undefined, { regionFact }: RuleSet): boolean {
  return node?.kind === 'leaf' && node.family.fact.id === regionFact && node.family.derivation === null;
}

/** By then few rows may be left, or none. */
function costlyLast(parts: readonly number[], nodes: readonly Node[]): readonly number[] {
  const costly = (part: number) => Number(nodes[part]?.kind === 'generic');
  return parts.toSorted((a, b) => costly(a) - costly(b));
}

/** Null where it has to be looked at what remains of the condition without what isn't vouched for. */
function deliveredOf(
  policy: Policy,
  ruleSet: RuleSet,
  vouched: (fact: string) => boolean,
): 'on-yes' | 'never' | 'by-engine' | null {
  if (policy.residual.length > 0) return 'never';
  if (policy.delivery !== 'automatic') return 'on-yes';
  const under = factsUnder(policy.condition, ruleSet).filter((fact) => isReported(fact, ruleSet));
  if (under.every((fact) => vouched(fact))) return 'on-yes';
  // Without its report such a fact is derived, and may come out otherwise.
  const replaced = under.some((fact) => isReplaceable(fact, ruleSet) && !vouched(fact));
  return replaced ? 'by-engine' : null;
}

/** Whether one source vouches for all that it reports of a fact. */
function isVouched(factId: string, source: string | null, ruleSet: RuleSet, asOf: CivilDate): boolean {
  const fact = ruleSet.facts.get(factId);
  if (fact === undefined) return false;
  const evidence = weigh(fact, [{ value: true, source, observedOn: null }], ruleSet.authorities, asOf);
  return evidence.known && evidence.vouched;
}

/** Whether a profile may report it. */
function isReported(factId: string, { facts }: RuleSet): boolean {
  const fact = facts.get(factId);
  return fact !== undefined && (fact.derivation === null || fact.authorities.length > 0);
}

/** A derived fact that may be reported too. */
function isReplaceable(factId: string, { facts }: RuleSet): boolean {
  const fact = facts.get(factId);
  return fact !== undefined && fact.derivation !== null && fact.authorities.length > 0;
}

/** The nodes that more than one policy or node refers to. */
export function sharedNodes({ nodes, policies }: Program): ReadonlySet<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  const refer = (place: number): void => void (seen.has(place) ? shared : seen).add(place);
  for (const { parts, delivered } of policies) {
    for (const part of parts) refer(part);
    if (typeof delivered === 'object') for (const part of delivered.vouched) refer(part);
  }
  for (const node of nodes) for (const part of partsOf(node)) refer(part);
  return shared;
}
