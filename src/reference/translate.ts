import type { TopLevelCondition } from 'json-rules-engine';
import type { Condition, Leaf } from '../engine/condition.ts';
import { type HOLDS, OPPOSITES } from './operators.ts';
import { plainOf } from './plain.ts';

/** The condition of json-rules-engine that holds exactly when this one is yes. */
export function surelyYes(condition: Condition): TopLevelCondition {
  switch (condition.kind) {
    case 'all':
      return { all: condition.parts.map(surelyYes) };
    case 'any':
      return anyOf(condition.parts.map(surelyYes));
    case 'not':
      return surelyNo(condition.part);
    case 'named':
      return surelyYes(condition.part);
    case 'leaf':
      return knownAnd(condition, condition.operator);
  }
}

/** The condition of json-rules-engine that holds exactly when this one is no. */
export function surelyNo(condition: Condition): TopLevelCondition {
  switch (condition.kind) {
    case 'all':
      return anyOf(condition.parts.map(surelyNo));
    case 'any':
      return { all: condition.parts.map(surelyNo) };
    case 'not':
      return surelyYes(condition.part);
    case 'named':
      return surelyNo(condition.part);
    case 'leaf':
      return knownAnd(condition, OPPOSITES[condition.operator]);
  }
}

/** Under this name the engine finds the branches that the code lies in. */
export function branchesFact(factId: string): string {
  return `branches of ${factId}`;
}

/** Under this name the engine finds whether the code is fine enough to be compared with these branches. */
export function fineEnoughFact({ fact, wanted }: Leaf): string {
  return `${fact} fine enough for ${JSON.stringify(wanted)}`;
}

/** Whether a leaf asks in which branch of a hierarchy a code lies. */
export function asksBranches({ operator }: Leaf): boolean {
  return operator === 'within' || operator === 'notWithin';
}

/** json-rules-engine holds an empty `any` to be true, like an empty `all`. */
function anyOf(conditions: TopLevelCondition[]): TopLevelCondition {
  return conditions.length === 0 ? { not: { all: [] } } : { any: conditions };
}

/** The higher priority makes json-rules-engine ask first whether the facts are known, and stop there if not. */
function knownAnd(leaf: Leaf, operator: keyof typeof HOLDS): TopLevelCondition {
  const { fact, wanted } = leaf;
  const read = 'fact' in wanted ? [fact, wanted.fact] : [fact];
  const known = read.map((id) => ({ fact: id, operator: 'isKnown', value: true, priority: 2 }));
  const value = 'fact' in wanted ? { fact: wanted.fact } : plainOf(wanted.constant);
  if (!asksBranches(leaf)) return { all: [...known, { fact, operator, value }] };
  const fine = { fact: fineEnoughFact(leaf), operator: 'equal', value: true };
  return { all: [...known, fine, { fact: branchesFact(fact), operator, value }] };
}
