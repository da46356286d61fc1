import type { Condition, Leaf } from '../engine/condition.ts';
import { inputsOf } from '../engine/facts-read.ts';
import type { Derivation, Fact, RuleSet } from '../engine/rule-set.ts';
import { isDecimal, type Value } from '../engine/value.ts';

/** A fact whose values a leaf compares with a constant: as reported, or as a derivation of reported facts gives it. */
export interface Family {
  readonly fact: Fact;
  readonly derivation: Exclude<Derivation, { kind: 'table' }> | null;
  /** Every leaf on it in the program. */
  readonly leaves: Leaf[];
}

/** A condition, once for all policies that state it; other nodes by their place. */
export type Node =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly number[] }
  | { readonly kind: 'not'; readonly part: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly family: Family; readonly place: number }
  /** Two reported facts. */
  | { readonly kind: 'pair'; readonly leaf: Leaf; readonly other: string }
  | { readonly kind: 'table'; readonly leaf: Leaf; readonly rows: readonly Row[]; readonly otherwise: Value }
  /** What a profile reports of a derived fact goes before what follows from others. */
  | { readonly kind: 'either'; readonly fact: string; readonly reported: number; readonly derived: number }
  /** Any other leaf: the engine is asked about each row. */
  | { readonly kind: 'generic'; readonly leaf: Leaf; readonly vouchedOnly: boolean };

interface Row {
  readonly when: number;
  readonly value: Value;
}

export interface Nodes {
  readonly list: readonly Node[];
  /** The place of a condition's node. `vouchedOnly` reads nothing but what the source of the run is an authority for. */
  add(condition: Condition, vouchedOnly: boolean): number;
}

/** The nodes of a rule set's conditions. `vouched` tells whether the run's source is an authority for a fact. */
export function createNodes({ facts }: RuleSet, vouched: (fact: string) => boolean): Nodes {
  const list: Node[] = [];
  const building = { facts, vouched, list, places: new Map(), families: new Map() };
  return { list, add: (condition, vouchedOnly) => add(condition, vouchedOnly, building) };
}

interface Building {
  readonly facts: RuleSet['facts'];
  readonly vouched: (fact: string) => boolean;
  readonly list: Node[];
  readonly places: Map<string, number>;
  readonly families: Map<string, Family>;
}

/** The node of that key; made where there is none. */
function place(key: string, { list, places }: Building, make: () => Node): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  const node = make();
  const at = list.push(node) - 1;
  places.set(key, at);
  return at;
}

function add(condition: Condition, vouchedOnly: boolean, building: Building): number {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return addMany(condition.kind, condition.parts, vouchedOnly, building);
    case 'not': {
      const part = add(condition.part, vouchedOnly, building);
      return place(`not ${part}`, building, () => ({ kind: 'not', part }));
    }
    case 'named':
      return add(condition.part, vouchedOnly, building);
    case 'leaf':
      return addLeaf({ leaf: condition, vouchedOnly, building });
  }
}

function addMany(
  kind: 'all' | 'any',
  conditions: readonly Condition[],
  vouchedOnly: boolean,
  building: Building,
): number {
  const flat = conditions.flatMap((each) => flattened(each, kind));
  const parts = [...new Set(flat.map((each) => add(each, vouchedOnly, building)))];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return place(`${kind} ${parts.join(' ')}`, building, () => ({ kind, parts }));
}

/** The parts of conditions of one kind within one another; `named` says nothing of its own. */
function flattened(condition: Condition, kind: 'all' | 'any'): readonly Condition[] {
  if (condition.kind === 'named') return flattened(condition.part, kind);
  return condition.kind === kind ? condition.parts.flatMap((part) => flattened(part, kind)) : [condition];
}

/** A leaf that a policy or the row of a table states. */
interface Asked {
  readonly leaf: Leaf;
  readonly vouchedOnly: boolean;
  readonly building: Building;
}

function addLeaf(asked: Asked): number {
  const { leaf, building } = asked;
  const fact = building.facts.get(leaf.fact);
  if (fact === undefined) throw new Error(`no fact '${leaf.fact}' in the compiled rule set`);
  if ('fact' in leaf.wanted) return addPair(asked, fact, leaf.wanted.fact);
  if (fact.derivation === null) return inFamily(asked, fact, null, [fact.id]);
  const derived = addDerived(asked, fact, fact.derivation);
  if (fact.authorities.length === 0 || !reads(asked, [fact.id])) return derived;
  const reported = inFamily(asked, fact, null, [fact.id]);
  const either: Node = { kind: 'either', fact: fact.id, reported, derived };
  return place(`either ${reported} ${derived}`, building, () => either);
}

/** In classes only where every input is reported itself: what is derived from derived facts is rare. */
function addDerived(asked: Asked, fact: Fact, derivation: Derivation): number {
  if (derivation.kind === 'table') return addTable(asked, derivation);
  const inputs = inputsOf(derivation);
  const direct = inputs.every((input) => asked.building.facts.get(input)?.derivation === null);
  return direct ? inFamily(asked, fact, derivation, inputs) : addGeneric(asked);
}

function inFamily(
  asked: Asked,
  fact: Fact,
  derivation: Family['derivation'],
  inputs: readonly string[],
): number {
  const { leaf, building } = asked;
  if (!reads(asked, inputs)) return place('unknown', building, () => ({ kind: 'unknown' }));
  const key = derivation === null ? fact.id : `${fact.id} derived`;
  const family = building.families.get(key) ?? { fact, derivation, leaves: [] };
  building.families.set(key, family);
  return place(`${key} ${keyOf(leaf)}`, building, () => ({
    kind: 'leaf',
    leaf,
    family,
    place: family.leaves.push(leaf) - 1,
  }));
}

function addPair(asked: Asked, fact: Fact, other: string): number {
  const { leaf, building } = asked;
  if (fact.derivation !== null || building.facts.get(other)?.derivation !== null) return addGeneric(asked);
  if (!reads(asked, [fact.id, other])) return place('unknown', building, () => ({ kind: 'unknown' }));
  return place(`pair ${keyOf(leaf)}`, building, () => ({ kind: 'pair', leaf, other }));
}

function addTable(
  { leaf, vouchedOnly, building }: Asked,
  { rows, otherwise }: Extract<Derivation, { kind: 'table' }>,
): number {
  const added = rows.map(({ when, value }) => ({ when: add(when, vouchedOnly, building), value }));
  const key = `table ${keyOf(leaf)} ${added.map(({ when }) => when).join(' ')}`;
  return place(key, building, () => ({ kind: 'table', leaf, rows: added, otherwise }));
}

function addGeneric({ leaf, vouchedOnly, building }: Asked): number {
  const key = `generic ${vouchedOnly} ${keyOf(leaf)}`;
  return place(key, building, () => ({ kind: 'generic', leaf, vouchedOnly }));
}

function reads({ vouchedOnly, building }: Asked, facts: readonly string[]): boolean {
  return !vouchedOnly || facts.every(building.vouched);
}

function keyOf({ fact, operator, wanted }: Leaf): string {
  return JSON.stringify([fact, operator, 'fact' in wanted ? { fact: wanted.fact } : plain(wanted.constant)]);
}

function plain(value: Value): unknown {
  return isDecimal(value) ? { decimal: value.toString() } : value;
}

/** The nodes that a node rests on. */
export function partsOf(node: Node): readonly number[] {
  switch (node.kind) {
    case 'all':
    case 'any':
      return node.parts;
    case 'not':
      return [node.part];
    case 'table':
      return node.rows.map(({ when }) => when);
    case 'either':
      return [node.reported, node.derived];
    default:
      return [];
  }
}

export type Logic = Extract<Node, { kind: 'all' | 'any' | 'not' }>;

export function isLogic(node: Node): node is Logic {
  const { kind } = node;
  return kind === 'all' || kind === 'any' || kind === 'not';
}
