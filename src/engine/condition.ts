import type { OperatorName } from './operators/table.ts';
import type { Value } from './value.ts';

/** Where in its rule file a node was written: a JSON pointer. */
export type Pointer = string;

/** What a leaf compares with: a constant, or another fact of a comparable type. */
export type Wanted = { readonly constant: Value } | { readonly fact: string };

/** A compiled condition: well typed, names resolved. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[]; readonly at: Pointer }
  | { readonly kind: 'not'; readonly part: Condition; readonly at: Pointer }
  | { readonly kind: 'named'; readonly name: string; readonly part: Condition; readonly at: Pointer }
  | Leaf;

export interface Leaf {
  readonly kind: 'leaf';
  readonly fact: string;
  readonly operator: OperatorName;
  readonly wanted: Wanted;
  readonly at: Pointer;
}
