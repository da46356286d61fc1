import type { Condition } from '../engine/condition.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { findBadBands } from './bands.ts';
import { findCovered } from './covered.ts';
import { daysToTry, windowOf } from './days.ts';
import type { Finding, Where } from './finding.ts';
import { findLonelyMembers } from './group-members.ts';
import { findImpossible } from './impossible.ts';
import { Inquiry } from './inquiry.ts';
import { findNeedlessParts } from './needless-parts.ts';
import { relatedPairs } from './policy-pairs.ts';
import { namedConditions } from './structure.ts';
import { findIdleRows } from './table-rows.ts';
import { findUnevenSteps } from './thresholds.ts';
import { findUnevenValidity } from './validity.ts';

/** Everything that can be said of a rule set without an enterprise. Ordered: equal rule sets have equal findings. */
export function analyse(ruleSet: RuleSet): readonly Finding[] {
  const inquiry = new Inquiry(ruleSet);
  const named = [...namedConditions(ruleSet)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const facts = [...ruleSet.facts.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ...facts.flatMap((fact) => findIdleRows(fact, inquiry)),
    ...named.flatMap(([id, condition]) => analyseNamed(id, condition, inquiry)),
    ...analysePolicies(ruleSet, inquiry),
  ];
}

function analysePolicies({ policies, exclusionGroups }: RuleSet, inquiry: Inquiry): readonly Finding[] {
  const own = policies.map((policy) => analysePolicy(policy, inquiry));
  const impossible = new Set(
    own.flat().flatMap(({ kind, where }) => (kind === 'impossible' ? [where.id] : [])),
  );
  // What nobody can have is covered by everything and meets nothing: that says nothing new.
  const possible = policies.filter(({ id }) => !impossible.has(id));
  const pairs = relatedPairs(possible);
  return [
    ...own.flat(),
    ...pairs.flatMap((pair) => findCovered(pair, inquiry)),
    ...[...exclusionGroups.keys()].toSorted().flatMap((group) => {
      const members = possible.filter(({ exclusive }) => exclusive.includes(group));
      return members.length < 2 ? [] : findLonelyMembers(group, members, inquiry);
    }),
    ...findUnevenSteps(pairs, inquiry),
    ...findUnevenValidity(pairs),
  ];
}

function analysePolicy(policy: Policy, inquiry: Inquiry): readonly Finding[] {
  const where: Where = { in: 'policy', id: policy.id, at: '' };
  const days = daysToTry(inquiry.ruleSet, [policy.condition], windowOf(policy));
  const impossible = findImpossible(policy.condition, where, days, inquiry);
  if (impossible.length > 0) return impossible;
  return [...findNeedlessParts(policy.condition, where, days, inquiry), ...findBadBands(policy, inquiry)];
}

/** A named condition is looked at by itself: what it means in a policy is that policy's matter. */
function analyseNamed(id: string, condition: Condition, inquiry: Inquiry): readonly Finding[] {
  const where: Where = { in: 'condition', id, at: condition.at };
  const days = daysToTry(inquiry.ruleSet, [condition], { from: null, to: null });
  const impossible = findImpossible(condition, where, days, inquiry);
  return impossible.length > 0 ? impossible : findNeedlessParts(condition, where, days, inquiry);
}
