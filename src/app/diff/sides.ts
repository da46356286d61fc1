import type { RuleSet } from '../../engine/rule-set.ts';

/** The two rule sets that are compared. */
export type Side = 'old' | 'new';
export const SIDES = ['old', 'new'] as const satisfies readonly Side[];

/** Something of the old rule set and what stands for it in the new one. */
export interface Both<T> {
  readonly old: T;
  readonly new: T;
}

export type RuleSets = Both<RuleSet>;

export function both<T, U>(pair: Both<T>, map: (each: T, side: Side) => U): Both<U> {
  return { old: map(pair.old, 'old'), new: map(pair.new, 'new') };
}
