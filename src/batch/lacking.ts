import type { Condition, Leaf } from '../engine/condition.ts';
import type { MissingFacts } from '../engine/index/compiled.ts';
import type { Conditions } from '../engine/index/conditions.ts';
import { compileMissing } from '../engine/index/missing.ts';
import { lackedBy } from '../engine/index/reasoner.ts';
import { type Bits, hasBit, WORDS } from './bitmaps.ts';
import { UNKNOWN } from './classes.ts';
import type { Nodes } from './nodes.ts';

/** A condition as far as it matters for what is missing of it: its leaves by their nodes. */
export type Lacking =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Lacking[] }
  | { readonly kind: 'not'; readonly part: Lacking }
  | { readonly kind: 'leaf'; readonly node: number; readonly lacked: Lacked };

/** What a leaf lacks where it is unknown: always the same fact, or what a row must be asked for. */
export type Lacked = string | MissingFacts;

/** The bits of nodes in the block at hand. */
export interface NodeBits {
  of(node: number): Bits;
}

/** Equal leaves lack the same. */
export function createLackingCompiler(
  conditions: Conditions,
  nodes: Nodes,
): (condition: Condition) => Lacking {
  const known = new Map<number, Lacking>();
  const lackingAt = (leaf: Leaf): Lacking => {
    const node = nodes.add(leaf, false);
    const lacked = () => lackedBy(leaf, conditions.ruleSet) ?? compileMissing(leaf, conditions);
    const lacking = known.get(node) ?? { kind: 'leaf', node, lacked: lacked() };
    known.set(node, lacking);
    return lacking;
  };
  const compile = (condition: Condition): Lacking => {
    switch (condition.kind) {
      case 'all':
      case 'any':
        return { kind: condition.kind, parts: condition.parts.map(compile) };
      case 'not':
        return { kind: 'not', part: compile(condition.part) };
      case 'named':
        return compile(condition.part);
      case 'leaf':
        return lackingAt(condition);
    }
  };
  return compile;
}

/** Visits, in the order of the condition, what the leaves lack that leave it open in the row at a place of the block. */
export function eachLacked(
  lacking: Lacking,
  bits: NodeBits,
  place: number,
  visit: (lacked: Lacked) => void,
): void {
  if (lacking.kind === 'not') eachLacked(lacking.part, bits, place, visit);
  else if (truthAt(lacking, bits, place) === UNKNOWN) {
    if (lacking.kind === 'leaf') visit(lacking.lacked);
    else for (const part of lacking.parts) eachLacked(part, bits, place, visit);
  }
}

function truthAt(lacking: Lacking, bits: NodeBits, place: number): number {
  switch (lacking.kind) {
    case 'leaf': {
      const words = bits.of(lacking.node);
      return hasBit(words, 0, place) ? YES : Number(hasBit(words, WORDS, place));
    }
    case 'not':
      return YES - truthAt(lacking.part, bits, place);
    case 'all': {
      let least = YES;
      for (const part of lacking.parts) least = Math.min(least, truthAt(part, bits, place));
      return least;
    }
    case 'any': {
      let greatest = 0;
      for (const part of lacking.parts) greatest = Math.max(greatest, truthAt(part, bits, place));
      return greatest;
    }
  }
}

const YES = 2;
