import type { View } from './compiled.ts';
import type { Listing } from './listing.ts';
import type { Search } from './search.ts';
import type { TruthCode } from './truth-code.ts';

/** Up to this many are sorted by hand: asking the platform costs more. */
const FEW = 24;

/** What one search takes, put in the order of the policies at the end. Used again for the next search. */
export class FoundList implements Search {
  readonly view: View;
  considered = 0;
  private count = 0;
  /** Rank × 4 + truth. */
  private taken = new Float64Array(64);

  constructor(view: View) {
    this.view = view;
  }

  clear(): void {
    this.considered = 0;
    this.count = 0;
  }

  take({ rank }: Listing, truth: TruthCode): void {
    if (this.count === this.taken.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.taken);
      this.taken = larger;
    }
    this.taken[this.count] = rank * 4 + truth;
    this.count += 1;
  }

  /** Each policy's rank and truth, ordered by rank. */
  map<Result>(each: (rank: number, truth: TruthCode) => Result): readonly Result[] {
    const taken = this.taken.subarray(0, this.count);
    if (this.count > FEW) taken.sort();
    else sortFew(taken);
    const results: Result[] = [];
    for (const code of taken) results.push(each(Math.floor(code / 4), (code % 4) as TruthCode));
    return results;
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
