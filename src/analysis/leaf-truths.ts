import type { Leaf } from '../engine/condition.ts';
import { Decimal } from '../engine/decimal.ts';
import type { Operator } from '../engine/operators/operator.ts';
import { OPERATORS } from '../engine/operators/table.ts';
import { hierarchyOf } from '../engine/rule-set.ts';
import type { Box } from './box.ts';
import { dayNumber } from './day-number.ts';
import { comparisonOf, spansWithTruth } from './number-tests.ts';
import type { Problem } from './problem.ts';
import { cut } from './spans.ts';
import { ANY, KNOWN, NO, type Truths, UNKNOWN, YES } from './truths.ts';

/** A leaf that compares with a constant. */
export type ConstantLeaf = Leaf & { readonly wanted: { readonly constant: unknown } };

export function isConstant(leaf: Leaf): leaf is ConstantLeaf {
  return 'constant' in leaf.wanted;
}

/** The truths of leaves for values of their facts. Those for codes and texts are remembered: a search asks again. */
export class LeafTruths {
  private readonly problem: Problem;
  private readonly atPoints = new Map<Leaf, Map<string | boolean, Truths>>();

  constructor(problem: Problem) {
    this.problem = problem;
  }

  /** The truths that values of the box give. */
  within(leaf: ConstantLeaf, box: Box): Truths {
    switch (box.kind) {
      case 'points': {
        let truths = 0;
        for (const point of box.points) {
          truths |= this.at(leaf, point);
          if (truths === ANY) break;
        }
        return truths;
      }
      case 'spans':
        return [YES, NO].reduce(
          (truths, truth) => (this.boxFor(leaf, truth, box) === null ? truths : truths | truth),
          0,
        );
      case 'members': {
        const member = leaf.wanted.constant as string;
        if (box.has.has(member)) return YES;
        return box.lacks.has(member) ? NO : KNOWN;
      }
    }
  }

  /** The values of the box that give one of these truths; null where none does. */
  boxFor(leaf: ConstantLeaf, truths: Truths, box: Box): Box | null {
    switch (box.kind) {
      case 'points': {
        const points = box.points.filter((point) => (this.at(leaf, point) & truths) !== 0);
        return points.length === 0 ? null : { kind: 'points', points };
      }
      case 'spans': {
        const spans = spansWithTruth(comparisonOf(leaf.operator), numberOf(leaf), truths);
        const left = cut(box, spans);
        return left.spans.length === 0 ? null : { kind: 'spans', ...left };
      }
      case 'members':
        return membersFor(leaf.wanted.constant as string, truths, box);
    }
  }

  private at(leaf: Leaf, point: string | boolean): Truths {
    const known = this.atPoints.get(leaf) ?? new Map<string | boolean, Truths>();
    this.atPoints.set(leaf, known);
    const seen = known.get(point);
    if (seen !== undefined) return seen;
    const truths = this.compute(leaf, point);
    known.set(point, truths);
    return truths;
  }

  /** As the evaluator has it: what a table gives is meant as it stands. */
  private compute({ fact: id, operator: name, wanted }: Leaf, point: string | boolean): Truths {
    if (!('constant' in wanted)) return KNOWN;
    const fact = this.problem.fact(id);
    const hierarchy = hierarchyOf(this.problem.ruleSet, fact);
    const operator: Operator = OPERATORS[name];
    if (fact.derivation === null && operator.tooCoarse?.(point, wanted.constant, hierarchy) === true)
      return UNKNOWN;
    return operator.holds(point, wanted.constant, hierarchy) ? YES : NO;
  }
}

function membersFor(member: string, truths: Truths, box: Extract<Box, { kind: 'members' }>): Box | null {
  const known = truths & KNOWN;
  if (known === KNOWN) return box;
  if (known === YES && !box.lacks.has(member)) return { ...box, has: new Set([...box.has, member]) };
  if (known === NO && !box.has.has(member)) return { ...box, lacks: new Set([...box.lacks, member]) };
  return null;
}

function numberOf({ wanted: { constant } }: ConstantLeaf): Decimal {
  return constant instanceof Decimal ? constant : dayNumber(constant as string);
}
