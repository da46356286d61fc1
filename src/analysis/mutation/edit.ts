import type { Amount } from '../../engine/amount-formula.ts';
import type { CivilDate } from '../../engine/civil-date.ts';
import type { Condition, Leaf, Pointer } from '../../engine/condition.ts';
import type { Decimal } from '../../engine/decimal.ts';
import type { Delivery, TableRow } from '../../engine/rule-set.ts';
import type { Value } from '../../engine/value.ts';

/** How a rule is changed on trial. */
export type Mutation = 'raised' | 'lowered' | 'boundary' | 'swapped' | 'negated' | 'dropped';

/** One small change of a rule: a slip of the pen that somebody could have made. */
export interface Edit<T> {
  /** What is changed, in the file in which it is written. With `mutation` it names the edit. */
  readonly at: Pointer;
  readonly mutation: Mutation;
  readonly change: Change;
  readonly changed: T;
}

/** What an edit does, for whoever puts it into words. */
export type Change =
  | { readonly kind: 'leaf'; readonly before: Leaf; readonly after: Leaf }
  | { readonly kind: 'member'; readonly leaf: Leaf; readonly member: string }
  | { readonly kind: 'joined'; readonly before: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'part'; readonly part: Condition; readonly of: 'all' | 'any' }
  | { readonly kind: 'negated'; readonly part: Condition }
  | { readonly kind: 'row'; readonly row: TableRow }
  | { readonly kind: 'row-value'; readonly before: Value; readonly after: Value }
  | {
      readonly kind: 'date';
      readonly which: 'validFrom' | 'validTo';
      readonly before: CivilDate;
      readonly after: CivilDate;
    }
  | { readonly kind: 'delivery'; readonly before: Delivery; readonly after: Delivery }
  | { readonly kind: 'residual' }
  | {
      readonly kind: 'figure';
      /** What the figure counts: yuan, a rate, or a fact by its id. */
      readonly of: 'yuan' | 'rate' | { readonly fact: string };
      readonly before: Decimal;
      readonly after: Decimal;
    }
  | { readonly kind: 'amount'; readonly before: Amount; readonly after: Amount };

/** The same edit of something larger. */
export function inside<T, U>(edits: readonly Edit<T>[], whole: (changed: T) => U): readonly Edit<U>[] {
  return edits.map((edit) => ({ ...edit, changed: whole(edit.changed) }));
}

/** The list with one entry replaced. */
export function replaced<T>(list: readonly T[], index: number, entry: T): readonly T[] {
  return list.map((each, position) => (position === index ? entry : each));
}

/** The list without one entry. */
export function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, position) => position !== index);
}
