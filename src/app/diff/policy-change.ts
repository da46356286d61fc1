import type { Policy, Text } from '../../engine/rule-set.ts';
import { amountAspect } from './amount-aspect.ts';
import { type Aspect, type Change, changeOf, together } from './aspect.ts';
import { type Cause, causesOf } from './causes.ts';
import type { Comparison } from './comparison.ts';
import { conditionsAspect } from './conditions-aspect.ts';
import { exclusionAspect } from './exclusion-aspect.ts';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import { confirmationAspect, deliveryAspect, evidenceAspect } from './handling-aspects.ts';
import { type NodeChange, nodeChanges } from './node-changes.ts';
import { presenceAspect } from './presence-aspect.ts';
import type { Both } from './sides.ts';
import { dayIn, validityAspect, windowOf } from './validity-aspect.ts';

/** What became of one policy. */
export interface PolicyChange {
  readonly id: string;
  readonly title: Text;
  readonly status: 'added' | 'removed' | 'changed';
  /** Of all respects together. */
  readonly change: Change;
  readonly fields: readonly FieldChange[];
  readonly nodes: readonly NodeChange[];
  /** What changed around the policy, and may have changed its meaning. */
  readonly causes: readonly Cause[];
  readonly aspects: readonly Aspect[];
  /** The day on which conditions and amounts were compared; null for a policy that one side has. */
  readonly day: string | null;
}

/** A policy that one side has. */
export function oneSided(policy: Policy, side: 'old' | 'new', comparison: Comparison): PolicyChange {
  const aspects = [presenceAspect(policy, side, comparison)];
  return {
    id: policy.id,
    title: policy.title,
    status: side === 'new' ? 'added' : 'removed',
    change: changeOf(together(aspects)),
    fields: [],
    nodes: [],
    causes: [],
    aspects,
    day: null,
  };
}

/** A policy that both have; null where nothing about it changed, neither its words nor its meaning. */
export function twoSided(policies: Both<Policy>, comparison: Comparison): PolicyChange | null {
  const { sets, language } = comparison;
  const fields = fieldChanges(policies, sets, language);
  const nodes = nodeChanges({ old: policies.old.condition, new: policies.new.condition }, { sets, language });
  const causes = causesOf(policies, sets, language);
  const windows = [windowOf(policies.old), windowOf(policies.new)];
  const shared = dayIn(windows, comparison.asOf);
  const aspects = aspectsOf(policies, comparison, shared);
  if (fields.length + nodes.length + causes.length + aspects.length === 0) return null;
  return {
    id: policies.new.id,
    title: policies.new.title,
    status: 'changed',
    change: changeOf(together(aspects)),
    fields,
    nodes,
    causes,
    aspects,
    day: shared,
  };
}

/** Windows that have no day in common leave nothing else to compare: whoever was entitled isn't any more. */
function aspectsOf(policies: Both<Policy>, comparison: Comparison, shared: string | null): readonly Aspect[] {
  const validity = validityAspect(policies, comparison);
  const others =
    shared === null
      ? []
      : [
          conditionsAspect(policies, comparison, shared),
          confirmationAspect(policies, comparison, shared),
          deliveryAspect(policies, comparison, shared),
          evidenceAspect(policies, comparison, shared),
          amountAspect(policies, comparison, shared),
          exclusionAspect(policies, comparison.sets),
        ];
  return [validity, ...others].filter((each) => each !== null);
}
