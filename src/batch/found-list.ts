/** What was found so far, in any order of rows; the policies of one row in the order of the rule set. */
export interface FoundList {
  length: number;
  row: Int32Array;
  policy: Int32Array;
  outcome: Uint8Array;
  amountFen: Float64Array;
  /** What leaves an undetermined one open; −1 for the others. */
  open: Int32Array;
}

export function createFoundList(room = 1024): FoundList {
  return {
    length: 0,
    row: new Int32Array(room),
    policy: new Int32Array(room),
    outcome: new Uint8Array(room),
    amountFen: new Float64Array(room),
    open: new Int32Array(room),
  };
}

/** Makes room for so many more. */
export function reserve(list: FoundList, more: number): void {
  if (list.length + more <= list.row.length) return;
  const larger = createFoundList(2 * (list.length + more));
  larger.row.set(list.row);
  larger.policy.set(list.policy);
  larger.outcome.set(list.outcome);
  larger.amountFen.set(list.amountFen);
  larger.open.set(list.open);
  Object.assign(list, larger, { length: list.length });
}

/** The entries of some rows ordered by row; those of one row keep their order. */
export function orderByRow(list: FoundList, first: number, end: number): Readonly<FoundList> {
  const next = new Int32Array(end - first + 1);
  for (let at = 0; at < list.length; at += 1) {
    const after = (list.row[at] as number) - first + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let each = 1; each < next.length; each += 1)
    next[each] = (next[each] as number) + (next[each - 1] as number);
  const ordered = createFoundList(list.length);
  ordered.length = list.length;
  for (let at = 0; at < list.length; at += 1) {
    const row = list.row[at] as number;
    const place = next[row - first] as number;
    next[row - first] = place + 1;
    ordered.row[place] = row;
    ordered.policy[place] = list.policy[at] as number;
    ordered.outcome[place] = list.outcome[at] as number;
    ordered.amountFen[place] = list.amountFen[at] as number;
    ordered.open[place] = list.open[at] as number;
  }
  return ordered;
}
