import { type Branching, branchingKey, createBranching } from './branches.ts';
import type { FactNumber } from './compiled.ts';
import { applies, type Conjunct, type Listing, truthOfParts } from './listing.ts';
import type { Search, Searchable } from './search.ts';
import { NO, type TruthCode } from './truth-code.ts';

/** A policy with what is left of its condition once the demands on the way to it are met. */
interface Entry {
  readonly listing: Listing;
  readonly rest: readonly Conjunct[];
}

/** With more policies than this, a node sends them on by their demands. */
const MOST_ENTRIES = 8;

/**
 * An index of policies by what they demand, one demand after the other for as long as many policies stay together. A search
 * passes by only what a profile definitely fails.
 */
export class PolicyTree implements Searchable {
  private readonly numberOf: FactNumber;
  private readonly homes: Map<Listing, PolicyTree>;
  private entries: Entry[] = [];
  private readonly branchings: Branching<PolicyTree>[] = [];
  private readonly byKey = new Map<string, Branching<PolicyTree>>();
  private divided = false;

  /** `homes` says in which node of the tree each policy is. */
  constructor(numberOf: FactNumber, homes: Map<Listing, PolicyTree> = new Map()) {
    this.numberOf = numberOf;
    this.homes = homes;
  }

  add(listing: Listing): void {
    this.insert({ listing, rest: listing.conjuncts });
  }

  remove(listing: Listing): void {
    const home = this.homes.get(listing);
    if (home !== undefined) home.entries = home.entries.filter((entry) => entry.listing !== listing);
    this.homes.delete(listing);
  }

  search(search: Search, truth: TruthCode): void {
    const { view } = search;
    for (const { listing, rest } of this.entries) {
      search.considered += 1;
      if (!applies(listing, view.asOf)) continue;
      const found = truthOfParts(rest, view, truth);
      if (found !== NO) search.take(listing, found);
    }
    for (const branching of this.branchings) branching.search(search, truth);
  }

  private insert(entry: Entry): void {
    if (this.divided && this.sendOn(entry)) return;
    this.entries.push(entry);
    this.homes.set(entry.listing, this);
    if (!this.divided && this.entries.length > MOST_ENTRIES) this.divide();
  }

  private divide(): void {
    this.divided = true;
    this.entries = this.entries.filter((entry) => !this.sendOn(entry));
  }

  /** By the demand that fewest are likely to meet; false where nothing that is left can be looked up. */
  private sendOn({ listing, rest }: Entry): boolean {
    const conjunct = rest.find(({ demand }) => demand !== null);
    if (conjunct === undefined || conjunct.demand === null) return false;
    const { demand } = conjunct;
    const key = branchingKey(demand);
    let branching = this.byKey.get(key);
    if (branching === undefined) {
      branching = createBranching(demand, this.numberOf, () => new PolicyTree(this.numberOf, this.homes));
      this.byKey.set(key, branching);
      this.branchings.push(branching);
    }
    const settled = demand.kind !== 'member' || demand.whole;
    const left = settled ? rest.filter((each) => each !== conjunct) : withoutDemand(rest, conjunct);
    branching.nodeFor(demand).insert({ listing, rest: left });
    return true;
  }
}

/** The part stays to be evaluated, but isn't looked up again. */
function withoutDemand(rest: readonly Conjunct[], done: Conjunct): readonly Conjunct[] {
  return rest.map((each) => (each === done ? { ...each, demand: null } : each));
}
