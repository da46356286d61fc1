import type { Decimal } from '../decimal.ts';
import { codePaths } from './code-paths.ts';
import type { FactNumber } from './compiled.ts';
import type { Demand } from './demand.ts';
import type { Search, Searchable } from './search.ts';
import { type TruthCode, UNKNOWN } from './truth-code.ts';

/**
 * The demands of one kind on one fact: leads on to those that a profile meets, and to those that it may meet. A fact
 * that is unknown leads to all.
 */
export interface Branching<Node extends Searchable> extends Searchable {
  /** The node behind a demand of the kind; made where there was none. */
  nodeFor(demand: Demand): Node;
}

/** What tells one branching from another. */
export function branchingKey(demand: Demand): string {
  return `${demand.kind} ${demand.fact} ${demand.kind === 'bound' ? demand.side : ''}`;
}

/** A branching for demands like this one. */
export function createBranching<Node extends Searchable>(
  demand: Demand,
  numberOf: FactNumber,
  createNode: () => Node,
): Branching<Node> {
  const fact = numberOf(demand.fact);
  switch (demand.kind) {
    case 'branch':
      return new ByCode(fact, createNode);
    case 'value':
      return new ByValue(fact, createNode);
    case 'member':
      return new ByMember(fact, createNode);
    case 'bound':
      return new ByBound(fact, demand, createNode);
  }
}

type DemandOf<Kind extends Demand['kind']> = Extract<Demand, { kind: Kind }>;

function searchAll(nodes: readonly Searchable[], search: Search, truth: TruthCode): void {
  for (const node of nodes) node.search(search, truth);
}

function file<Node>(map: Map<string | boolean, Node[]>, key: string | boolean, node: Node): void {
  const nodes = map.get(key);
  if (nodes === undefined) map.set(key, [node]);
  else if (!nodes.includes(node)) nodes.push(node);
}

/** Since no branch of a demand lies within another, the codes on a path lead to a node once at most. */
class ByCode<Node extends Searchable> implements Branching<Node> {
  private readonly fact: number;
  private readonly createNode: () => Node;
  private readonly nodes = new Map<string, Node>();
  private readonly all: Node[] = [];
  private readonly at = new Map<string | boolean, Node[]>();
  private readonly below = new Map<string | boolean, Node[]>();

  constructor(fact: number, createNode: () => Node) {
    this.fact = fact;
    this.createNode = createNode;
  }

  nodeFor(demand: DemandOf<'branch'>): Node {
    const key = JSON.stringify(demand.branches.toSorted());
    const before = this.nodes.get(key);
    if (before !== undefined) return before;
    const node = this.createNode();
    this.nodes.set(key, node);
    this.all.push(node);
    const paths = codePaths(demand.hierarchy);
    for (const branch of demand.branches) {
      file(this.at, branch, node);
      if (!demand.coarse) continue;
      for (const above of paths.of(branch)) if (above !== branch) file(this.below, above, node);
    }
    return node;
  }

  search(search: Search, truth: TruthCode): void {
    const code = search.view.value(this.fact);
    if (code === null) {
      searchAll(this.all, search, UNKNOWN);
      return;
    }
    for (const each of search.view.path(this.fact)) {
      const nodes = this.at.get(each);
      if (nodes !== undefined) searchAll(nodes, search, truth);
    }
    const nodes = this.below.get(code as string);
    if (nodes !== undefined) searchAll(nodes, search, UNKNOWN);
  }
}

class ByValue<Node extends Searchable> implements Branching<Node> {
  private readonly fact: number;
  private readonly createNode: () => Node;
  private readonly nodes = new Map<string, Node>();
  private readonly all: Node[] = [];
  private readonly at = new Map<string | boolean, Node[]>();

  constructor(fact: number, createNode: () => Node) {
    this.fact = fact;
    this.createNode = createNode;
  }

  nodeFor({ values }: DemandOf<'value'>): Node {
    const key = JSON.stringify(values.toSorted());
    const before = this.nodes.get(key);
    if (before !== undefined) return before;
    const node = this.createNode();
    this.nodes.set(key, node);
    this.all.push(node);
    for (const value of values) file(this.at, value, node);
    return node;
  }

  search(search: Search, truth: TruthCode): void {
    const value = search.view.value(this.fact);
    if (value === null) {
      searchAll(this.all, search, UNKNOWN);
      return;
    }
    const nodes = this.at.get(value as string | boolean);
    if (nodes !== undefined) searchAll(nodes, search, truth);
  }
}

class ByMember<Node extends Searchable> implements Branching<Node> {
  private readonly fact: number;
  private readonly createNode: () => Node;
  private readonly nodes = new Map<string, Node>();
  private readonly all: Node[] = [];

  constructor(fact: number, createNode: () => Node) {
    this.fact = fact;
    this.createNode = createNode;
  }

  nodeFor({ member }: DemandOf<'member'>): Node {
    const before = this.nodes.get(member);
    if (before !== undefined) return before;
    const node = this.createNode();
    this.nodes.set(member, node);
    this.all.push(node);
    return node;
  }

  search(search: Search, truth: TruthCode): void {
    const set = search.view.value(this.fact) as readonly string[] | null;
    if (set === null) {
      searchAll(this.all, search, UNKNOWN);
      return;
    }
    set.forEach((member, place) => {
      if (set.indexOf(member) === place) this.nodes.get(member)?.search(search, truth);
    });
  }
}

interface Limit<Node> {
  readonly limit: Decimal | string;
  readonly double: number;
  readonly inclusive: boolean;
  readonly node: Node;
}

/** Limits in the order in which a value that moves away from them meets one after the other. */
class ByBound<Node extends Searchable> implements Branching<Node> {
  private readonly fact: number;
  private readonly sign: 1 | -1;
  private readonly createNode: () => Node;
  private readonly limits: Limit<Node>[] = [];

  constructor(fact: number, { side }: DemandOf<'bound'>, createNode: () => Node) {
    this.fact = fact;
    this.sign = side === 'atLeast' ? 1 : -1;
    this.createNode = createNode;
  }

  nodeFor({ limit, inclusive }: DemandOf<'bound'>): Node {
    const double = typeof limit === 'string' ? Number.NaN : limit.toNumber();
    const made = { limit, double, inclusive, node: this.createNode() };
    const place = this.limits.findIndex((each) => this.compare(made, each) <= 0);
    const next = this.limits[place];
    if (next !== undefined && this.compare(made, next) === 0) return next.node;
    this.limits.splice(place < 0 ? this.limits.length : place, 0, made);
    return made.node;
  }

  search(search: Search, truth: TruthCode): void {
    const value = search.view.value(this.fact) as Decimal | string | null;
    if (value === null) {
      for (const { node } of this.limits) node.search(search, UNKNOWN);
      return;
    }
    const double = typeof value === 'string' ? Number.NaN : search.view.double(this.fact);
    for (const limit of this.limits) {
      const beyond = this.sign * order(value, double, limit);
      if (beyond < 0 || (beyond === 0 && !limit.inclusive)) return;
      limit.node.search(search, truth);
    }
  }

  /** Of two equal limits the one that includes itself is met first. */
  private compare(a: Limit<Node>, b: Limit<Node>): number {
    return this.sign * order(a.limit, a.double, b) || Number(b.inclusive) - Number(a.inclusive);
  }
}

/** Negative, zero or positive as the value lies below, at or above the limit. */
function order(value: Decimal | string, double: number, { limit, double: other }: Limit<unknown>): number {
  if (typeof value === 'string') return value === limit ? 0 : value < (limit as string) ? -1 : 1;
  if (double !== other) return double < other ? -1 : 1;
  return value.comparedTo(limit as Decimal);
}
