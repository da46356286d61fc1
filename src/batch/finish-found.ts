import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { createAwards, type Rival } from './awards.ts';
import { type FoundList, orderByRow } from './found-list.ts';
import { FOUND_OUTCOMES, type FoundRows } from './found-rows.ts';
import { createInterned, type Missing } from './missing.ts';
import type { Program } from './program.ts';
import { createRowReaders } from './row-reader.ts';
import type { Table } from './table.ts';

/** Completes the entries found in the rows from one on up to another: what can be said once those of a row stand together. */
export function createFinish(
  program: Program,
  table: Table,
  missing: Missing,
): (list: FoundList, first: number, end: number) => FoundRows {
  const paidOf = createPayments(program, table);
  const asked = askedPlaces(program);
  return (list, first, end) => {
    const ordered = orderByRow(list, first, end);
    const all = { ...ordered, paidFen: paidOf(ordered) };
    const { open, ...found } = asked === null ? all : keepAsked(all, asked);
    const { lists, add } = createInterned();
    const places = open.map((each, at) =>
      each < 0 ? -1 : add(missing.factsOf(each, found.row[at] as number)),
    );
    return { ...found, row: found.row.map((row) => row - first), missing: places, missingLists: lists };
  };
}

type Ordered = Readonly<FoundList>;

/** What is paid of each entry beside its rivals. */
function createPayments(program: Program, table: Table): (found: Ordered) => Float64Array {
  const rivals = rivalsByPlace(program.ruleSet);
  const awards = createAwards(program.ruleSet);
  const readers = createRowReaders(program.ruleSet, table, program);
  return (found) => {
    const paid = new Float64Array(found.length).fill(Number.NaN);
    for (let start = 0; start < found.length; ) {
      const row = found.row[start] as number;
      const places: number[] = [];
      const among: Rival[] = [];
      for (; start < found.length && found.row[start] === row; start += 1) {
        const policy = found.outcome[start] === ELIGIBLE ? rivals[found.policy[start] as number] : null;
        if (policy == null) continue;
        places.push(start);
        among.push({ policy, fen: found.amountFen[start] as number });
      }
      if (places.length === 0) continue;
      for (const [each, fen] of awards(among, row, readers).entries()) paid[places[each] as number] = fen;
      readers.forget();
    }
    return paid;
  };
}

const ELIGIBLE = FOUND_OUTCOMES.indexOf('eligible');

/** By place in `ruleSet.policies`: the policies in exclusion groups; null for the others. */
function rivalsByPlace({ policies }: RuleSet): readonly (Policy | null)[] {
  return policies.map((policy) => (policy.exclusive.length > 0 ? policy : null));
}

/** The places of the policies that were asked for; null where all were. */
function askedPlaces({ policies }: Program): ReadonlySet<number> | null {
  const asked = policies.filter((plan) => plan.asked);
  return asked.length === policies.length ? null : new Set(asked.map(({ place }) => place));
}

/** Without the rivals that nobody asked for. */
function keepAsked<Found extends Ordered & { readonly paidFen: Float64Array }>(
  { row, policy, outcome, amountFen, paidFen, open }: Found,
  asked: ReadonlySet<number>,
) {
  const keep = (_: number, at: number): boolean => asked.has(policy[at] as number);
  const kept = row.filter(keep);
  return {
    length: kept.length,
    row: kept,
    policy: policy.filter(keep),
    outcome: outcome.filter(keep),
    amountFen: amountFen.filter(keep),
    paidFen: paidFen.filter(keep),
    open: open.filter(keep),
  };
}
