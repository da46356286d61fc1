import type { Decimal } from './decimal.ts';

/** A group of benefits that don't all add up: at most so many of them, or no more than so much together. */
export interface ExclusionGroup {
  readonly id: string;
  /** How many may apply; null sets no number. 1 is 就高不重复. */
  readonly atMost: number | null;
  /** Yuan that all of them together may come to; null sets no cap. */
  readonly cap: Decimal | null;
}

/** An eligible benefit that competes: what it gives by itself, and the groups it is in. */
export interface Contender {
  readonly id: string;
  readonly amount: Decimal;
  readonly groups: readonly string[];
}
