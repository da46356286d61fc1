import type { Listing } from './listing.ts';

/** Compiled policies, each at a place that it keeps, and their order by id. */
export class PolicyList {
  /** By place; the places of policies that are gone are used again. */
  private readonly listings: (Listing | undefined)[] = [];
  private readonly free: number[] = [];
  /** Places ordered by the ids of their policies. */
  private readonly order: number[];
  private ranks: Int32Array | null = null;

  constructor(listings: readonly Listing[]) {
    this.listings = [...listings].toSorted((a, b) => compareIds(a.policy.id, b.policy.id));
    this.order = this.listings.map((_, place) => place);
  }

  get size(): number {
    return this.order.length;
  }

  at(place: number): Listing {
    const listing = this.listings[place];
    if (listing === undefined) throw new Error(`no policy at place ${place}`);
    return listing;
  }

  ranked(rank: number): Listing {
    return this.at(this.order[rank] ?? -1);
  }

  /** Ordered by id. */
  all(): readonly Listing[] {
    return this.order.map((place) => this.at(place));
  }

  /** The rank of each place. */
  rankOf(): Int32Array {
    if (this.ranks !== null) return this.ranks;
    const ranks = new Int32Array(this.listings.length);
    for (const [rank, place] of this.order.entries()) ranks[place] = rank;
    this.ranks = ranks;
    return ranks;
  }

  /** The place of the policy of that id. */
  find(id: string): number | undefined {
    const place = this.order[this.rankFor(id)];
    return place !== undefined && this.at(place).policy.id === id ? place : undefined;
  }

  /** Adds a policy whose id no other has; its place. */
  add(listing: Listing): number {
    const place = this.free.pop() ?? this.listings.length;
    const rank = this.rankFor(listing.policy.id);
    this.listings[place] = listing;
    this.order.splice(rank, 0, place);
    this.ranks = null;
    return place;
  }

  remove(place: number): void {
    this.order.splice(this.rankFor(this.at(place).policy.id), 1);
    this.listings[place] = undefined;
    this.free.push(place);
    this.ranks = null;
  }

  /** The rank of the first policy whose id isn't before this one. */
  private rankFor(id: string): number {
    let [from, to] = [0, this.order.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.ranked(middle).policy.id < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
