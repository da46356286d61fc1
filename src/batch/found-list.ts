import type { FoundRows } from './found-rows.ts';

/** What was found so far, in any order of rows; the policies of one row in the order of the rule set. */
export interface FoundList {
  length: number;
  row: Int32Array;
  policy: Int32Array;
  outcome: Uint8Array;
  amountFen: Float64Array;
}

export function createFoundList(): FoundList {
  return {
    length: 0,
    row: new Int32Array(1024),
    policy: new Int32Array(1024),
    outcome: new Uint8Array(1024),
    amountFen: new Float64Array(1024),
  };
}

/** Makes room for so many more. */
export function reserve(list: FoundList, more: number): void {
  if (list.length + more <= list.row.length) return;
  const size = 2 * (list.length + more);
  list.row = grown(list.row, new Int32Array(size));
  list.policy = grown(list.policy, new Int32Array(size));
  list.outcome = grown(list.outcome, new Uint8Array(size));
  list.amountFen = grown(list.amountFen, new Float64Array(size));
}

function grown<T extends Int32Array | Uint8Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** The same ordered by row; the entries of one row keep their order. */
export function orderByRow(
  list: FoundList,
  rows: number,
): Omit<FoundRows, 'paidFen' | 'missing' | 'missingLists'> {
  const next = new Int32Array(rows + 1);
  for (let at = 0; at < list.length; at += 1) {
    const row = list.row[at] as number;
    next[row + 1] = (next[row + 1] as number) + 1;
  }
  for (let row = 0; row < rows; row += 1) next[row + 1] = (next[row + 1] as number) + (next[row] as number);
  const { length } = list;
  const ordered = {
    length,
    row: new Int32Array(length),
    policy: new Int32Array(length),
    outcome: new Uint8Array(length),
    amountFen: new Float64Array(length),
  };
  for (let at = 0; at < length; at += 1) {
    const row = list.row[at] as number;
    const place = next[row] as number;
    next[row] = place + 1;
    ordered.row[place] = row;
    ordered.policy[place] = list.policy[at] as number;
    ordered.outcome[place] = list.outcome[at] as number;
    ordered.amountFen[place] = list.amountFen[at] as number;
  }
  return ordered;
}
