import { type Branching, branchingKey, createBranching } from './branches.ts';
import type { FactNumber } from './compiled.ts';
import type { Conjunct } from './listing.ts';
import type { PackedPolicies, Search, Searchable } from './search.ts';
import type { TruthCode } from './truth-code.ts';

/** A policy, by its place, with what is left of its condition once the demands on the way to it are met. */
interface Entry {
  readonly place: number;
  readonly rest: readonly Conjunct[];
}

/** Looking through so many policies costs less than asking where to go. */
export const NODE_SIZE = 64;

/**
 * An index of policies by what they demand, one demand after the other for as long as many policies stay together. A search
 * passes by only what a profile definitely fails.
 */
export class PolicyTree implements Searchable {
  private readonly numberOf: FactNumber;
  private readonly nodeSize: number;
  private readonly homes: Map<number, PolicyTree>;
  private entries: Entry[] = [];
  private packed: PackedPolicies | null = null;
  private readonly branchings: Branching<PolicyTree>[] = [];
  private readonly byKey = new Map<string, Branching<PolicyTree>>();
  private divided = false;

  /** With more than `nodeSize` policies a node sends them on by their demands. `homes` says in which node of the tree each policy is. */
  constructor(numberOf: FactNumber, nodeSize: number, homes: Map<number, PolicyTree> = new Map()) {
    this.numberOf = numberOf;
    this.nodeSize = nodeSize;
    this.homes = homes;
  }

  /** Adds the policy of a place that is free. */
  add(place: number, conjuncts: readonly Conjunct[]): void {
    this.insert({ place, rest: conjuncts });
  }

  remove(place: number): void {
    this.homes.get(place)?.drop(place);
    this.homes.delete(place);
  }

  search(search: Search, truth: TruthCode): void {
    this.packed ??= pack(this.entries);
    search.consider(this.packed, truth);
    for (const branching of this.branchings) branching.search(search, truth);
  }

  private insert(entry: Entry): void {
    if (this.divided && this.sendOn(entry)) return;
    this.entries.push(entry);
    this.packed = null;
    this.homes.set(entry.place, this);
    if (!this.divided && this.entries.length > this.nodeSize) this.divide();
  }

  private drop(place: number): void {
    this.entries = this.entries.filter((entry) => entry.place !== place);
    this.packed = null;
  }

  private divide(): void {
    this.divided = true;
    this.entries = this.entries.filter((entry) => !this.sendOn(entry));
  }

  /** By the demand that fewest are likely to meet; false where nothing that is left can be looked up. */
  private sendOn({ place, rest }: Entry): boolean {
    const conjunct = rest.find(({ demand }) => demand !== null);
    if (conjunct === undefined || conjunct.demand === null) return false;
    const { demand } = conjunct;
    const key = branchingKey(demand);
    let branching = this.byKey.get(key);
    if (branching === undefined) {
      branching = createBranching(
        demand,
        this.numberOf,
        () => new PolicyTree(this.numberOf, this.nodeSize, this.homes),
      );
      this.byKey.set(key, branching);
      this.branchings.push(branching);
    }
    const settled = demand.kind !== 'member' || demand.whole;
    const left = settled ? rest.filter((each) => each !== conjunct) : withoutDemand(rest, conjunct);
    branching.nodeFor(demand).insert({ place, rest: left });
    return true;
  }
}

/** The part stays to be evaluated, but isn't looked up again. */
function withoutDemand(rest: readonly Conjunct[], done: Conjunct): readonly Conjunct[] {
  return rest.map((each) => (each === done ? { ...each, demand: null } : each));
}

function pack(entries: readonly Entry[]): PackedPolicies {
  return Int32Array.from(
    entries.flatMap(({ place, rest }) => [place, rest.length, ...rest.map(({ id }) => id)]),
  );
}
