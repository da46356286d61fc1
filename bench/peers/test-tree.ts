import type { Condition, Leaf } from '../../src/engine/condition.ts';
import type { Policy, RuleSet } from '../../src/engine/rule-set.ts';
import { isDecimal, type Value } from '../../src/engine/value.ts';
import { OPPOSITES } from '../../src/reference/operators.ts';
import { type Flat, levelsOf } from './flat.ts';

/** A condition of two truths on the fields of a `Flat`: what is to be made of an unknown is said by each comparison. */
export type Test =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Test[] }
  | { readonly kind: 'always'; readonly holds: boolean }
  | Comparison;

export type Comparator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'notIn'
  | 'has'
  | 'lacks'
  | 'hasAny'
  | 'hasNone'
  | 'hasAll'
  | 'lacksSome';

export type Constant = boolean | number | string | readonly string[];

export interface Comparison {
  readonly kind: 'compare';
  readonly field: string;
  readonly comparator: Comparator;
  readonly wanted: { readonly constant: Constant } | { readonly field: string };
  /** What it gives where a field is null. */
  readonly ofUnknown: boolean;
}

export const COMPARATORS = {
  ...{ equal: '=', notEqual: '!=', lessThan: '<', lessThanInclusive: '<=' },
  ...{ greaterThan: '>', greaterThanInclusive: '>=' },
  ...{ before: '<', onOrBefore: '<=', after: '>', onOrAfter: '>=', in: 'in', notIn: 'notIn' },
  ...{ contains: 'has', doesNotContain: 'lacks', containsAny: 'hasAny', containsNone: 'hasNone' },
  ...{ containsAll: 'hasAll', lacksSome: 'lacksSome' },
} as const satisfies Record<string, Comparator>;

/** Holds exactly where the condition is yes. */
export function surely(condition: Condition, ruleSet: RuleSet): Test {
  return translate(condition, { ruleSet, wantedTruth: true, ofUnknown: false });
}

/** Holds exactly where the condition isn't no. */
export function possibly(condition: Condition, ruleSet: RuleSet): Test {
  return translate(condition, { ruleSet, wantedTruth: true, ofUnknown: true });
}

interface Mode {
  readonly ruleSet: RuleSet;
  /** Below an odd number of `not`s the opposite is asked for. */
  readonly wantedTruth: boolean;
  readonly ofUnknown: boolean;
}

function translate(condition: Condition, mode: Mode): Test {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const kind = (condition.kind === 'all') === mode.wantedTruth ? 'all' : 'any';
      return joined(
        kind,
        condition.parts.map((part) => translate(part, mode)),
      );
    }
    case 'not':
      return translate(condition.part, { ...mode, wantedTruth: !mode.wantedTruth });
    case 'named':
      return translate(condition.part, mode);
    case 'leaf':
      return translateLeaf(condition, mode);
  }
}

/** Without needless levels and what is always so. */
export function joined(kind: 'all' | 'any', given: readonly Test[]): Test {
  const parts = given
    .flatMap((part) => (part.kind === kind ? part.parts : [part]))
    .filter((part) => part.kind !== 'always' || part.holds !== (kind === 'all'));
  const [first] = parts;
  if (first === undefined) return { kind: 'always', holds: kind === 'all' };
  const settled = parts.find((part) => part.kind === 'always');
  if (settled !== undefined) return settled;
  return parts.length === 1 ? first : { kind, parts };
}

function translateLeaf(leaf: Leaf, { ruleSet, wantedTruth, ofUnknown }: Mode): Test {
  const { fact, wanted } = leaf;
  const operator = wantedTruth ? leaf.operator : OPPOSITES[leaf.operator];
  const type = ruleSet.facts.get(fact)?.type.kind;
  if (operator === 'within' || operator === 'notWithin') {
    if (!('constant' in wanted)) throw new Error('branches of another fact');
    const branches = [wanted.constant].flat() as readonly string[];
    const inside = (unknown: boolean): Test =>
      joined(
        'any',
        branches.map((branch) => withinBranch(fact, branch, ruleSet, unknown)),
      );
    return operator === 'within' ? inside(ofUnknown) : opposite(inside(!ofUnknown));
  }
  return {
    kind: 'compare',
    field: type === 'code' ? `${fact}_0` : fact,
    comparator: COMPARATORS[operator],
    wanted: 'fact' in wanted ? { field: wanted.fact } : { constant: constantOf(wanted.constant, type) },
    ofUnknown,
  };
}

/** Every level down to the branch is the branch's; the deepest first, which differs most often. */
function withinBranch(fact: string, branch: string, ruleSet: RuleSet, ofUnknown: boolean): Test {
  const table = ruleSet.hierarchies.get(fact === 'industry' ? 'industry' : 'division');
  if (table === undefined) throw new Error(`no hierarchy of '${fact}'`);
  const levels = levelsOf(table, fact, branch);
  if (levels.length === 0 && ofUnknown) return { kind: 'always', holds: true };
  const equal = (level: number, constant: string): Test => ({
    ...({ kind: 'compare', field: `${fact}_${level}`, comparator: '=' } as const),
    ...{ wanted: { constant }, ofUnknown },
  });
  // Within the root of all is every code that is known.
  if (levels.length === 0) return { ...equal(0, ''), comparator: '!=' } as Comparison;
  const deepest = equal(levels.length, levels.at(-1) ?? '');
  if (!ofUnknown) return deepest;
  return joined('all', levels.map((code, at) => equal(at + 1, code)).toReversed());
}

const INVERSE = {
  ...{ '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<', in: 'notIn', notIn: 'in' },
  ...{
    has: 'lacks',
    lacks: 'has',
    hasAny: 'hasNone',
    hasNone: 'hasAny',
    hasAll: 'lacksSome',
    lacksSome: 'hasAll',
  },
} as const satisfies Record<Comparator, Comparator>;

/** Holds exactly where the other doesn't. */
function opposite(test: Test): Test {
  switch (test.kind) {
    case 'all':
    case 'any':
      return { kind: test.kind === 'all' ? 'any' : 'all', parts: test.parts.map(opposite) };
    case 'always':
      return { ...test, holds: !test.holds };
    case 'compare':
      return { ...test, comparator: INVERSE[test.comparator], ofUnknown: !test.ofUnknown };
  }
}

export function constantOf(value: Value, type: string | undefined): Constant {
  if (type === 'date') return Number(String(value).replaceAll('-', ''));
  return isDecimal(value) ? value.toNumber() : value;
}

/** A policy for a peer: both tests, and its place among those in force. */
export interface PeerPolicy {
  readonly policy: Policy;
  readonly surely: Test;
  readonly possibly: Test;
}

export function peerPolicies(ruleSet: RuleSet, inForce: readonly Policy[]): readonly PeerPolicy[] {
  return inForce.map((policy) => ({
    policy,
    surely: surely(policy.condition, ruleSet),
    possibly: possibly(policy.condition, ruleSet),
  }));
}

/** What a peer finds for one enterprise: places among the policies it was given. */
export interface PeerFound {
  readonly yes: readonly number[];
  readonly unknown: readonly number[];
}

/** A peer that has been given policies, ready to be asked. */
export interface Peer {
  readonly name: string;
  find(flat: Flat): PeerFound | Promise<PeerFound>;
}
