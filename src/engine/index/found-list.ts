import type { ProfileView } from './profile-view.ts';
import type { PackedPolicies, Search } from './search.ts';
import { NO, type TruthCode } from './truth-code.ts';

/** Up to this many are sorted by hand: asking the platform costs more. */
const FEW = 24;

/** What one search finds, put in the order of the policies at the end. Used again for the next search. */
export class FoundList implements Search {
  readonly view: ProfileView;
  /** How many policies were looked at one by one. */
  considered = 0;
  private readonly applies: (place: number) => boolean;
  private count = 0;
  private rankOf: Int32Array = new Int32Array(0);
  /** Rank × 4 + truth. */
  private found = new Float64Array(64);

  /** `applies` tells whether the policy of that place is in force on the day of the view. */
  constructor(view: ProfileView, applies: (place: number) => boolean) {
    this.view = view;
    this.applies = applies;
  }

  /** Begins anew. `rankOf` is the rank of each place among the policies, ordered by id. */
  clear(rankOf: Int32Array): void {
    this.rankOf = rankOf;
    this.considered = 0;
    this.count = 0;
  }

  consider(policies: PackedPolicies, truth: TruthCode): void {
    for (let at = 0; at < policies.length; ) {
      const place = policies[at] as number;
      const end = at + 2 + (policies[at + 1] as number);
      const found = this.truthOf(policies, at + 2, end, truth);
      if (found !== NO && this.applies(place)) this.take(place, found);
      this.considered += 1;
      at = end;
    }
  }

  /** Each policy's rank and truth, ordered by rank. */
  map<Result>(each: (rank: number, truth: TruthCode) => Result): readonly Result[] {
    const found = this.found.subarray(0, this.count);
    if (this.count > FEW) found.sort();
    else sortFew(found);
    const results: Result[] = [];
    for (const code of found) results.push(each(Math.floor(code / 4), (code % 4) as TruthCode));
    return results;
  }

  private truthOf(policies: PackedPolicies, from: number, end: number, truth: TruthCode): TruthCode {
    let least = truth;
    for (let at = from; at < end; at++) {
      const each = this.view.truth(policies[at] as number);
      if (each === NO) return NO;
      if (each < least) least = each;
    }
    return least;
  }

  private take(place: number, truth: TruthCode): void {
    if (this.count === this.found.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.found);
      this.found = larger;
    }
    this.found[this.count] = (this.rankOf[place] as number) * 4 + truth;
    this.count += 1;
  }
}

function sortFew(codes: Float64Array): void {
  for (let end = 1; end < codes.length; end++) {
    const code = codes[end] as number;
    let place = end;
    for (; place > 0 && (codes[place - 1] as number) > code; place--)
      codes[place] = codes[place - 1] as number;
    codes[place] = code;
  }
}
