import type { View } from './compiled.ts';
import type { TruthCode } from './truth-code.ts';

/**
 * Policies one after the other in as few bytes as will do, so that looking through many touches little memory: for each its
 * place, how many conditions are left to look at, and their numbers.
 */
export type PackedPolicies = Int32Array;

/** One search for the policies that a profile doesn't definitely fail. */
export interface Search {
  readonly view: View;
  /** Looks at policies one by one. `truth` is that of the demands that led to them. */
  consider(policies: PackedPolicies, truth: TruthCode): void;
}

/** A part of the index. `truth` is that of the demands that led there: yes or unknown. */
export interface Searchable {
  search(search: Search, truth: TruthCode): void;
}
