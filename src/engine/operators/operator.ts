import type { Hierarchy } from '../hierarchy.ts';
import type { Value, ValueKind } from '../value.ts';

/**
 * What the right-hand side of an operator looks like, seen from the type of its fact:
 * `same` one value of that type; `list` a list of such values; `one-or-list` either; `element` one member of the
 * set; `elements` a list of members.
 */
export type Operand = 'same' | 'list' | 'one-or-list' | 'element' | 'elements';

/** One operator of the language. `holds` is total on values of the kinds named, and is never asked about an unknown. */
export interface Operator {
  readonly kinds: readonly ValueKind[];
  readonly operand: Operand;
  holds(actual: Value, expected: Value, hierarchy: Hierarchy | undefined): boolean;
  /** Whether a known value is too coarse to tell: some of what it may stand for holds, some doesn't. */
  tooCoarse?(actual: Value, expected: Value, hierarchy: Hierarchy | undefined): boolean;
}
