import type { Fact, Policy } from '../../engine/rule-set.ts';
import type { Language } from '../../rules/plain/language.ts';
import { codeChanges } from './code-changes.ts';
import { factChanges } from './fact-changes.ts';
import { groupDefinitionChanges } from './group-changes.ts';
import type { TextChange } from './list-changes.ts';
import { type NodeChange, nodeChanges } from './node-changes.ts';
import { type Reach, reachOf } from './reach.ts';
import { type Both, both, type RuleSets } from './sides.ts';

/** Something outside the policy's own file that changed, and through which its meaning may have. */
export interface Cause {
  readonly kind: 'named-condition' | 'fact' | 'derived-fact' | 'hierarchy' | 'authority' | 'exclusion-group';
  readonly id: string;
  readonly label: string;
  /** For a named condition: what changed in it. */
  readonly nodes: readonly NodeChange[];
  readonly changes: readonly TextChange[];
}

/** What changed around a policy: named conditions, facts, code tables, authorities, exclusion groups. */
export function causesOf(policies: Both<Policy>, sets: RuleSets, language: Language): readonly Cause[] {
  const reach = both(policies, (policy, side) => reachOf(policy, sets[side]));
  return [
    ...conditionCauses(reach, sets, language),
    ...factCauses(reach, sets, language),
    ...codeCauses(reach, sets, language),
    ...authorityCauses(reach, policies, sets, language),
    ...groupCauses(policies, sets, language),
  ];
}

/** What both sides rest on; what only one does shows in the policy itself. */
function shared(old: Iterable<string>, now: Iterable<string>): readonly string[] {
  const after = new Set(now);
  return [...old].filter((each) => after.has(each)).toSorted();
}

function conditionCauses(reach: Both<Reach>, sets: RuleSets, language: Language): readonly Cause[] {
  return shared(reach.old.conditions.keys(), reach.new.conditions.keys()).flatMap((name) => {
    const [old, now] = [reach.old.conditions.get(name), reach.new.conditions.get(name)];
    if (old === undefined || now === undefined) return [];
    const nodes = nodeChanges({ old, new: now }, { sets, language });
    if (nodes.length === 0) return [];
    const label = sets.new.conditionLabels.get(name)?.[language] ?? name;
    return [{ kind: 'named-condition' as const, id: name, label, nodes, changes: [] }];
  });
}

function factCauses(reach: Both<Reach>, sets: RuleSets, language: Language): readonly Cause[] {
  return shared(reach.old.facts, reach.new.facts).flatMap((id) => {
    const facts = factsOf(id, sets);
    if (facts === null) return [];
    const changes = factChanges(facts, sets, language);
    const kind = facts.new.derivation === null ? ('fact' as const) : ('derived-fact' as const);
    return changes.length === 0 ? [] : [{ kind, id, label: facts.new.label[language], nodes: [], changes }];
  });
}

function factsOf(id: string, sets: RuleSets): Both<Fact> | null {
  const [old, now] = [sets.old.facts.get(id), sets.new.facts.get(id)];
  return old === undefined || now === undefined ? null : { old, new: now };
}

function codeCauses(reach: Both<Reach>, sets: RuleSets, language: Language): readonly Cause[] {
  return shared(reach.old.codes.keys(), reach.new.codes.keys()).flatMap((id) => {
    const asked = shared(reach.old.codes.get(id) ?? [], reach.new.codes.get(id) ?? []);
    const changes = codeChanges(id, asked, sets, language);
    return changes.length === 0 ? [] : [{ kind: 'hierarchy' as const, id, label: id, nodes: [], changes }];
  });
}

/** Bodies that became or ceased to be aggregators: they vouch for every fact. Only 免申即享 asks who vouches. */
function authorityCauses(
  reach: Both<Reach>,
  policies: Both<Policy>,
  sets: RuleSets,
  language: Language,
): readonly Cause[] {
  const isAutomatic = policies.old.delivery === 'automatic' || policies.new.delivery === 'automatic';
  if (!isAutomatic || reach.new.facts.size === 0) return [];
  const ids = new Set([...sets.old.authorities.keys(), ...sets.new.authorities.keys()]);
  return [...ids].toSorted().flatMap((id) => {
    const said = both(sets, (ruleSet) => ruleSet.authorities.get(id)?.aggregator === true);
    if (said.old === said.new) return [];
    const authority = sets.new.authorities.get(id) ?? sets.old.authorities.get(id);
    const changes = [both(said, (aggregates) => AGGREGATES[aggregates ? 'yes' : 'no'][language])];
    return [{ kind: 'authority' as const, id, label: authority?.label[language] ?? id, nodes: [], changes }];
  });
}

const AGGREGATES = {
  yes: { zh: '数据平台，可为各项指标作证', en: 'an aggregator, which vouches for every fact' },
  no: { zh: '只为本部门的指标作证', en: 'vouches for its own facts only' },
};

function groupCauses(policies: Both<Policy>, sets: RuleSets, language: Language): readonly Cause[] {
  return shared(policies.old.exclusive, policies.new.exclusive).flatMap((id) => {
    const changes = groupDefinitionChanges(id, policies.new.id, sets, language);
    const label = sets.new.exclusionGroups.get(id)?.label[language] ?? id;
    return changes.length === 0 ? [] : [{ kind: 'exclusion-group' as const, id, label, nodes: [], changes }];
  });
}
