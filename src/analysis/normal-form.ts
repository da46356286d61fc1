import type { Condition, Leaf } from '../engine/condition.ts';
import { members } from '../engine/operators/members.ts';

/** The same condition with `contains` as the only operator of sets. */
export function normalForm(condition: Condition): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, parts: condition.parts.map(normalForm) };
    case 'not':
      return { ...condition, part: normalForm(condition.part) };
    case 'named':
      return normalForm(condition.part);
    case 'leaf':
      return normalLeaf(condition);
  }
}

function normalLeaf(leaf: Leaf): Condition {
  switch (leaf.operator) {
    case 'doesNotContain':
      return { kind: 'not', part: { ...leaf, operator: 'contains' }, at: leaf.at };
    case 'containsAny':
    case 'containsAll': {
      const kind = leaf.operator === 'containsAny' ? 'any' : 'all';
      const wanted = 'constant' in leaf.wanted ? members(leaf.wanted.constant) : [];
      const parts = wanted.map((member) => containing(leaf, member));
      return parts.length === 0 ? whollyKnown(leaf, kind) : { kind, parts, at: leaf.at };
    }
    default:
      return leaf;
  }
}

function containing(leaf: Leaf, member: string): Leaf {
  return { ...leaf, operator: 'contains', wanted: { constant: member } };
}

/** Any of nothing is no and all of nothing yes, once the set is known. */
function whollyKnown(leaf: Leaf, kind: 'any' | 'all'): Condition {
  const has = containing(leaf, '');
  const parts: readonly Condition[] = [has, { kind: 'not', part: has, at: leaf.at }];
  return { kind: kind === 'any' ? 'all' : 'any', parts, at: leaf.at };
}
