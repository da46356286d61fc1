import type { Listing } from './listing.ts';

/** Compiled policies ordered by id. Their ranks are brought up to date when they are next asked for. */
export class PolicyList {
  private readonly listings: Listing[];
  private stale = true;

  constructor(listings: readonly Listing[]) {
    this.listings = listings.toSorted((a, b) => compareIds(a.policy.id, b.policy.id));
  }

  get size(): number {
    return this.listings.length;
  }

  /** By rank. */
  ranked(): readonly Listing[] {
    if (this.stale)
      this.listings.forEach((listing, rank) => {
        listing.rank = rank;
      });
    this.stale = false;
    return this.listings;
  }

  find(id: string): Listing | undefined {
    const listing = this.listings[this.placeOf(id)];
    return listing?.policy.id === id ? listing : undefined;
  }

  /** Puts a policy in, in the place of the one of its id where there is one. */
  put(listing: Listing): void {
    const { id } = listing.policy;
    this.listings.splice(this.placeOf(id), this.find(id) === undefined ? 0 : 1, listing);
    this.stale = true;
  }

  remove(id: string): void {
    if (this.find(id) !== undefined) this.listings.splice(this.placeOf(id), 1);
    this.stale = true;
  }

  /** The place of the first policy whose id isn't before this one. */
  private placeOf(id: string): number {
    let [from, to] = [0, this.listings.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.listings[middle]?.policy.id ?? '';
      if (other < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
