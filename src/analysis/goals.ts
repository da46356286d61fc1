import type { Condition, Leaf } from '../engine/condition.ts';
import type { Box } from './box.ts';
import { type ConstantLeaf, isConstant, LeafTruths } from './leaf-truths.ts';
import { comparisonOf, OPPOSITE } from './number-tests.ts';
import type { Problem } from './problem.ts';
import type { Range, Relation, Store } from './store.ts';
import { conjunctionOf, KNOWN, NO, negated, type Truths, UNKNOWN, YES } from './truths.ts';

/** Something that must hold of the profile looked for. */
export type Goal =
  | { readonly kind: 'truth'; readonly condition: Condition; readonly truths: Truths }
  | { readonly kind: 'range'; readonly fact: string; readonly range: Range }
  | { readonly kind: 'relation'; readonly relation: Relation };

/** Goals that must hold together; of the options of a choice at least one must. */
export type Option = readonly Goal[];
export type Choice = readonly Option[];

/** What a goal comes to: goals that all must hold, or a choice. */
export type Step =
  | { readonly kind: 'goals'; readonly goals: readonly Goal[] }
  | { readonly kind: 'choice'; readonly choice: Choice };

/** Takes demands of conditions apart, down to the facts. */
export class Goals {
  readonly leaves: LeafTruths;
  private readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
    this.leaves = new LeafTruths(problem);
  }

  /** Whether the goal may still be reached. A `false` is certain. */
  isOpen(goal: Goal, store: Store): boolean {
    if (goal.kind === 'truth') return (this.possible(goal.condition, store) & goal.truths) !== 0;
    return goal.kind === 'range' ? store.admits(goal.fact, goal.range) : true;
  }

  /** Whether the goal holds whatever else is decided. A `true` is certain. */
  isReached(goal: Goal, store: Store): boolean {
    return goal.kind === 'truth' && (this.possible(goal.condition, store) & ~goal.truths) === 0;
  }

  /** All truths that the condition may still have, and maybe more. */
  possible(condition: Condition, store: Store): Truths {
    switch (condition.kind) {
      case 'all':
        return conjunctionOf(condition.parts.map((part) => this.possible(part, store)));
      case 'any':
        return negated(conjunctionOf(condition.parts.map((part) => negated(this.possible(part, store)))));
      case 'not':
        return negated(this.possible(condition.part, store));
      case 'named':
        return this.possible(condition.part, store);
      case 'leaf':
        return this.possibleForLeaf(condition, store);
    }
  }

  private possibleForLeaf(leaf: Leaf, store: Store): Truths {
    const { box, unknown } = store.rangeOf(leaf.fact);
    const missing = unknown ? UNKNOWN : 0;
    if (isConstant(leaf)) return missing | (box === null ? 0 : this.leaves.within(leaf, box));
    const other = store.rangeOf(otherOf(leaf));
    // A code may be too coarse to compare.
    const coarse = box?.kind === 'points' || other.unknown ? UNKNOWN : 0;
    return missing | coarse | (box === null || other.box === null ? 0 : KNOWN);
  }

  /** One step further down. Goals about ranges and relations are at the bottom: they are never asked about. */
  step(condition: Condition, truths: Truths, store: Store): Step {
    switch (condition.kind) {
      case 'all':
        return stepOfAll(condition.parts, truths, (part, each) => ({
          kind: 'truth',
          condition: part,
          truths: each,
        }));
      case 'any':
        return stepOfAll(condition.parts, negated(truths), (part, each) => ({
          kind: 'truth',
          condition: part,
          truths: negated(each),
        }));
      case 'not':
        return together([{ kind: 'truth', condition: condition.part, truths: negated(truths) }]);
      case 'named':
        return together([{ kind: 'truth', condition: condition.part, truths }]);
      case 'leaf':
        return isConstant(condition)
          ? together([this.rangeFor(condition, truths, store)])
          : this.stepOfComparison(condition, truths, store);
    }
  }

  private rangeFor(leaf: ConstantLeaf, truths: Truths, store: Store): Goal {
    const { box } = store.rangeOf(leaf.fact);
    const range = {
      box: box === null ? null : this.leaves.boxFor(leaf, truths, box),
      unknown: (truths & UNKNOWN) !== 0,
    };
    return { kind: 'range', fact: leaf.fact, range };
  }

  private stepOfComparison(leaf: Leaf, truths: Truths, store: Store): Step {
    const other = otherOf(leaf);
    const options: Option[] = [];
    if ((truths & UNKNOWN) !== 0) options.push([unknown(leaf.fact)], [unknown(other)]);
    if (this.problem.boxOf(leaf.fact).kind === 'spans')
      options.push(...this.relationsFor(leaf, other, truths));
    else options.push(...pinned(leaf, other, truths, store.rangeOf(other).box));
    return { kind: 'choice', choice: options };
  }

  private relationsFor(leaf: Leaf, right: string, truths: Truths): readonly Option[] {
    const known = [leaf.fact, right].map((fact) => this.known(fact));
    if ((truths & KNOWN) === KNOWN) return [known];
    const comparison = comparisonOf(leaf.operator);
    const relation = (each: typeof comparison): Option => [
      ...known,
      { kind: 'relation', relation: { left: leaf.fact, comparison: each, right } },
    ];
    return [
      ...((truths & YES) === 0 ? [] : [relation(comparison)]),
      ...((truths & NO) === 0 ? [] : [relation(OPPOSITE[comparison])]),
    ];
  }

  known(fact: string): Goal {
    return { kind: 'range', fact, range: { box: this.problem.boxOf(fact), unknown: false } };
  }
}

export function unknown(fact: string): Goal {
  return { kind: 'range', fact, range: { box: null, unknown: true } };
}

export function exactly(fact: string, box: Box): Goal {
  return { kind: 'range', fact, range: { box, unknown: false } };
}

/** The other fact given each of its values in turn. */
function pinned(leaf: Leaf, other: string, truths: Truths, box: Box | null): readonly Option[] {
  if (box?.kind !== 'points') return [];
  return box.points.map((point): Option => {
    const condition = { ...leaf, wanted: { constant: point } };
    return [exactly(other, { kind: 'points', points: [point] }), { kind: 'truth', condition, truths }];
  });
}

function otherOf({ wanted }: Leaf): string {
  if (!('fact' in wanted)) throw new Error('a leaf that compares with a constant');
  return wanted.fact;
}

function together(goals: readonly Goal[]): Step {
  return { kind: 'goals', goals };
}

/** Which truths of the parts make a conjunction one of these. */
function stepOfAll(
  parts: readonly Condition[],
  truths: Truths,
  goal: (part: Condition, truths: Truths) => Goal,
): Step {
  const every = (each: Truths) => parts.map((part) => goal(part, each));
  const some = (each: Truths) => parts.map((part) => [goal(part, each)]);
  const choice = (options: Choice): Step => ({ kind: 'choice', choice: options });
  switch (truths) {
    case YES:
    case YES | UNKNOWN:
      return together(every(truths));
    case NO:
    case NO | UNKNOWN:
      return choice(some(truths));
    case UNKNOWN:
      return choice(some(UNKNOWN).map((option) => [...every(YES | UNKNOWN), ...option]));
    case KNOWN:
      return choice([every(YES), ...some(NO)]);
    default:
      return truths === 0 ? choice([]) : together([]);
  }
}
