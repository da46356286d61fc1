import type { Outcome } from '../match.ts';
import type { Policy } from '../rule-set.ts';

/** A policy in force that isn't a definite no. */
export interface Found {
  readonly policy: Policy;
  readonly outcome: Exclude<Outcome, 'ineligible'>;
  /** 免申即享: eligible under a policy that is delivered without an application. */
  readonly automatic: boolean;
}
