/** How a batch came to its answers, so that a test can prove that the fast way was taken. Every figure only grows. */
export interface Tally {
  /** Conditions on a fact, for a block of rows, by their bitmaps. */
  bitmapLeaves: number;
  /** Conditions on a fact, for a block of rows, by asking the engine about each row. */
  genericLeaves: number;
  /** Derived numbers too near to a bound for a double. */
  exactRows: number;
  /** Rows for which the engine decided a policy. */
  decidedRows: number;
  /** Rows for which the engine named what is missing. */
  missingRows: number;
  /** Amounts that the engine worked out. */
  amounts: number;
  blocks: number;
  /** Pairs of policy and block that were looked at. */
  visited: number;
  /** Pairs of policy and block that the regions rule out. */
  skipped: number;
}

export function createTally(): Tally {
  return {
    bitmapLeaves: 0,
    genericLeaves: 0,
    exactRows: 0,
    decidedRows: 0,
    missingRows: 0,
    amounts: 0,
    blocks: 0,
    visited: 0,
    skipped: 0,
  };
}
