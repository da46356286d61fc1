import type { FoundRows } from './found-rows.ts';
import { createInterned } from './missing.ts';

/** What was found in slices of a table, each with the row with which it begins, as if it had been found in one go. */
export function joinFound(
  slices: readonly { readonly first: number; readonly found: FoundRows }[],
): FoundRows {
  const length = slices.reduce((sum, { found }) => sum + found.length, 0);
  const joined = {
    length,
    row: new Int32Array(length),
    policy: new Int32Array(length),
    outcome: new Uint8Array(length),
    amountFen: new Float64Array(length),
    paidFen: new Float64Array(length),
    missing: new Int32Array(length),
  };
  const { lists, add } = createInterned();
  let at = 0;
  for (const { first, found } of slices) {
    joined.row.set(
      found.row.map((row) => row + first),
      at,
    );
    joined.policy.set(found.policy, at);
    joined.outcome.set(found.outcome, at);
    joined.amountFen.set(found.amountFen, at);
    joined.paidFen.set(found.paidFen, at);
    const places = found.missingLists.map(add);
    joined.missing.set(
      found.missing.map((list) => places[list] ?? -1),
      at,
    );
    at += found.length;
  }
  return { ...joined, missingLists: lists };
}
