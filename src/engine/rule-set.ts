import type { Amount } from './amount-formula.ts';
import type { CivilDate } from './civil-date.ts';
import type { Condition } from './condition.ts';
import type { ExclusionGroup } from './contender.ts';
import type { Decimal } from './decimal.ts';
import type { Hierarchy } from './hierarchy.ts';
import type { Value, ValueType } from './value.ts';

/** A text for people in both languages. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A body that can vouch for facts. An `aggregator` passes on what others vouch for, so it counts for every fact. */
export interface Authority {
  readonly id: string;
  readonly label: Text;
  readonly aggregator: boolean;
}

/**
 * How a derived fact follows from others. Every kind is total: a result that doesn't exist is unknown. A derived fact
 * with authorities may be reported too; a report that counts is taken instead of the derivation.
 */
export type Derivation =
  | { readonly kind: 'ratio'; readonly numerator: string; readonly denominator: string }
  | { readonly kind: 'sum'; readonly of: readonly string[] }
  | { readonly kind: 'difference'; readonly minuend: string; readonly subtrahend: string }
  | { readonly kind: 'age'; readonly since: string; readonly in: 'years' | 'months' | 'days' }
  | { readonly kind: 'table'; readonly rows: readonly TableRow[]; readonly otherwise: Value };

export interface TableRow {
  readonly when: Condition;
  readonly value: Value;
}

export interface Fact {
  readonly id: string;
  readonly label: Text;
  readonly description: string;
  readonly type: ValueType;
  /** What a number counts, for example 人 or 元. Two numbers compare only when their units are the same. */
  readonly unit: string | null;
  /** What the values of an enum are called. */
  readonly valueLabels: ReadonlyMap<string, Text>;
  readonly authorities: readonly string[];
  readonly maxAgeDays: number | null;
  /** Whether an enterprise can change it by its own effort. */
  readonly mutable: boolean;
  /** The only values worth working towards, where not every one is: off a blacklist, never onto it. */
  readonly attainable?: readonly Value[];
  readonly derivation: Derivation | null;
  /** The smallest and largest number that makes sense, where the catalogue states one. */
  readonly range?: { readonly minimum?: Decimal; readonly maximum?: Decimal };
}

export interface SourceClause {
  readonly document: string;
  readonly clause: string;
}

/** A condition of the source that no fact decides: what must be confirmed, and by whom. */
export interface Residual {
  readonly text: Text;
  readonly confirmedBy: string;
}

export const BENEFIT_KINDS = [
  'subsidy',
  'fee-reduction',
  'fee-waiver',
  'tax',
  'loan',
  'guarantee',
  'procedure',
  'service',
  'inspection',
  'credit',
] as const;

export interface Benefit {
  readonly kind: (typeof BENEFIT_KINDS)[number];
  readonly text: Text;
  /** What it is worth in yuan; null where it isn't money or the source states no figure. */
  readonly amount: Amount | null;
}

/** How the benefit reaches the enterprise: 免申即享 · 即申即享 · 申报. */
export const DELIVERIES = ['automatic', 'instant', 'application'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** What entitles: 认定类 (a recognised status) · 指标达成类 (a figure reached) · an event. */
export const BASES = ['status', 'indicator', 'event'] as const;
export type Basis = (typeof BASES)[number];

export interface Policy {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly source: readonly SourceClause[];
  readonly departments: readonly string[];
  readonly region: string;
  /** First day in force; null where the source gives no date. */
  readonly validFrom: CivilDate | null;
  /** Last day in force; null where no end is set. */
  readonly validTo: CivilDate | null;
  readonly delivery: Delivery;
  readonly basis: Basis;
  /** The whole condition: the region leaf, where the policy has one, and the conditions of the file. */
  readonly condition: Condition;
  readonly residual: readonly Residual[];
  readonly benefit: Benefit;
  /** The exclusion groups it belongs to. */
  readonly exclusive: readonly string[];
}

/** An exclusion group and what it is called. */
export interface NamedGroup extends ExclusionGroup {
  readonly label: Text;
}

/** A checked and compiled rule set. `digest` is the SHA-256 of its canonical JSON and names it in every answer. */
export interface RuleSet {
  readonly digest: string;
  readonly title: Text;
  /** The fact that says where an enterprise is registered; its hierarchy is that of the policies' regions. */
  readonly regionFact: string;
  readonly authorities: ReadonlyMap<string, Authority>;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly hierarchies: ReadonlyMap<string, Hierarchy>;
  /** What the named conditions are called. */
  readonly conditionLabels: ReadonlyMap<string, Text>;
  readonly exclusionGroups: ReadonlyMap<string, NamedGroup>;
  /** Ordered by id. */
  readonly policies: readonly Policy[];
}

/** The hierarchy that a fact's codes belong to, where it has one. */
export function hierarchyOf(ruleSet: RuleSet, fact: Fact): Hierarchy | undefined {
  const type = fact.type.kind === 'set' ? fact.type.of : fact.type;
  return type.kind === 'code' ? ruleSet.hierarchies.get(type.hierarchy) : undefined;
}
