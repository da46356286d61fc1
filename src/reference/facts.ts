import type { RuleSet } from '../engine/rule-set.ts';
import type { Plain } from './plain.ts';

/** The facts of one profile on one date, as the reference reads them. */
export interface Facts {
  readonly ruleSet: RuleSet;
  readonly asOf: string;
  /** The value of a reported or derived fact; null when it is unknown. */
  read(factId: string): Promise<Plain | null>;
}
