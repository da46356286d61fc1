import { toFen } from '../../batch/amounts.ts';
import { FOUND_OUTCOMES, type FoundRows } from '../../batch/found-rows.ts';
import type { Match } from '../../engine/match.ts';

/** What one row's matches come to, as the batch would list them. `places` are those of the policies, by id. */
export function foundOfRow(
  row: number,
  matches: readonly Match[],
  places: ReadonlyMap<string, number>,
): FoundRows {
  const placeOf = ({ policy }: Match) => places.get(policy.id) ?? -1;
  const listed = matches
    .filter(({ outcome }) => outcome !== 'ineligible')
    .toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    length: listed.length,
    row: new Int32Array(listed.length).fill(row),
    policy: Int32Array.from(listed, placeOf),
    outcome: Uint8Array.from(listed, ({ outcome }) => OUTCOME_PLACES.indexOf(outcome)),
    amountFen: Float64Array.from(listed, ({ amount }) => toFen(amount?.amount ?? null)),
    paidFen: Float64Array.from(listed, ({ award }) => toFen(award?.paid ?? null)),
    missing: Int32Array.from(listed, ({ missing }, place) => (missing.length === 0 ? -1 : place)),
    missingLists: listed.map(({ missing }) => missing),
  };
}

const OUTCOME_PLACES: readonly string[] = FOUND_OUTCOMES;

/** The entries from one place up to another. */
export function slice(found: FoundRows, from: number, to: number): FoundRows {
  return {
    length: to - from,
    row: found.row.subarray(from, to),
    policy: found.policy.subarray(from, to),
    outcome: found.outcome.subarray(from, to),
    amountFen: found.amountFen.subarray(from, to),
    paidFen: found.paidFen.subarray(from, to),
    missing: found.missing.subarray(from, to),
    missingLists: found.missingLists,
  };
}

/** Pieces one after the other. */
export function concat(pieces: readonly FoundRows[]): FoundRows {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const whole = blank(pieces.reduce((sum, { length }) => sum + length, 0));
  const missingLists: (readonly string[])[] = [];
  const offsets = new Map<FoundRows['missingLists'], number>();
  let at = 0;
  for (const piece of pieces) {
    const offset = offsets.get(piece.missingLists) ?? missingLists.length;
    if (!offsets.has(piece.missingLists)) for (const list of piece.missingLists) missingLists.push(list);
    offsets.set(piece.missingLists, offset);
    for (const column of COLUMNS) whole[column].set(piece[column], at);
    for (let each = 0; each < piece.length; each += 1)
      if ((piece.missing[each] ?? -1) >= 0) whole.missing[at + each] = (piece.missing[each] ?? 0) + offset;
    at += piece.length;
  }
  return { ...whole, missingLists };
}

/** The entries that are to be kept. */
export function keep(found: FoundRows, keeps: (at: number) => boolean): FoundRows {
  const kept = blank(found.length);
  let length = 0;
  for (let at = 0; at < found.length; at += 1) {
    if (!keeps(at)) continue;
    for (const column of COLUMNS) kept[column][length] = found[column][at] ?? 0;
    length += 1;
  }
  return slice({ ...kept, missingLists: found.missingLists }, 0, length);
}

const COLUMNS = ['row', 'policy', 'outcome', 'amountFen', 'paidFen', 'missing'] as const;

function blank(length: number) {
  return {
    length,
    row: new Int32Array(length),
    policy: new Int32Array(length),
    outcome: new Uint8Array(length),
    amountFen: new Float64Array(length),
    paidFen: new Float64Array(length),
    missing: new Int32Array(length),
  };
}
