import type { View } from './compiled.ts';
import type { Listing } from './listing.ts';
import type { TruthCode } from './truth-code.ts';

/** One search for the policies that a profile doesn't definitely fail. */
export interface Search {
  readonly view: View;
  /** How many policies were looked at one by one. */
  considered: number;
  /** Takes a policy with its truth, which isn't no. */
  take(listing: Listing, truth: TruthCode): void;
}

/** A part of the index. `truth` is that of the demands that led there: yes or unknown. */
export interface Searchable {
  search(search: Search, truth: TruthCode): void;
}
