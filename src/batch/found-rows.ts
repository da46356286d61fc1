/** The outcomes that a batch lists; rows that aren't listed are ineligible or not in force. */
export const FOUND_OUTCOMES = ['eligible', 'conditional', 'undetermined'] as const;
export type FoundOutcome = (typeof FOUND_OUTCOMES)[number];

/**
 * What a batch found, one entry for each row and policy that isn't ineligible, ordered by row, then by the policies' order
 * in the rule set.
 */
export interface FoundRows {
  readonly length: number;
  /** Row of the table. */
  readonly row: Int32Array;
  /** Place of the policy in `ruleSet.policies`. */
  readonly policy: Int32Array;
  /** Place in `FOUND_OUTCOMES`. */
  readonly outcome: Uint8Array;
  /** What it is worth by itself, in fen; NaN where it states no amount or it is unknown. */
  readonly amountFen: Float64Array;
  /** What is paid of it beside its rivals, in fen; NaN where it is in no exclusion group or the choice is open. */
  readonly paidFen: Float64Array;
  /** Place in `missingLists` of the facts that would settle it; −1 for none. */
  readonly missing: Int32Array;
  readonly missingLists: readonly (readonly string[])[];
}
