import { createAmounts, type FenAt } from './amounts.ts';
import { createAwards, type Rival } from './awards.ts';
import { eachBit } from './bitmaps.ts';
import { createFoundList, type FoundList, orderByRow, reserve } from './found-list.ts';
import { FOUND_OUTCOMES, type FoundOutcome, type FoundRows } from './found-rows.ts';
import { createMissing, type Missing } from './missing.ts';
import type { PolicyPlan, Program } from './program.ts';
import { createRowReaders } from './row-reader.ts';
import type { Table } from './table.ts';
import { createTally, type Tally } from './tally.ts';
import { type Asked, type Decided, visitBlocks } from './visit-blocks.ts';

/** Lists what a program finds in a table. */
export function listTable(
  program: Program,
  table: Table,
  { only }: { readonly only?: ReadonlySet<FoundOutcome> | undefined } = {},
  tally: Tally = createTally(),
): FoundRows {
  const list = createFoundList();
  const amounts = createAmounts(program, table, tally);
  visitBlocks(program, table, tally, (decided, asked) => {
    const fenAt = amounts(decided.plan);
    FOUND_OUTCOMES.forEach((outcome, place) => {
      if (only?.has(outcome) === false) return;
      // A rival counts only where it takes something.
      if (decided.plan.asked || outcome === 'eligible')
        append(decided, outcome, place, { list, asked, fenAt });
    });
  });
  const ordered = orderByRow(list, table.rows);
  const plans = new Map(program.policies.map((plan) => [plan.place, plan]));
  const found = keepAsked({ ...ordered, paidFen: payments(ordered, program, table, plans) }, program);
  return { ...found, ...missingIn(found, createMissing(program, table, tally), plans) };
}

interface ListingBlock {
  readonly list: FoundList;
  readonly asked: Asked;
  readonly fenAt: FenAt;
}

/** Appends the rows of one outcome. */
function append(decided: Decided, outcome: FoundOutcome, outcomeAt: number, listing: ListingBlock): void {
  const { plan, block } = decided;
  const { list, asked, fenAt } = listing;
  reserve(list, block.length);
  eachBit(decided[outcome], decided.words, (place) => {
    const row = block.rows[place] as number;
    const at = list.length++;
    list.row[at] = row;
    list.policy[at] = plan.place;
    list.outcome[at] = outcomeAt;
    list.amountFen[at] = fenAt(row, asked.readers);
  });
}

type Found = Omit<FoundRows, 'missing' | 'missingLists'>;
type Ordered = Omit<Found, 'paidFen'>;
/** By the place of their policy. */
type Plans = ReadonlyMap<number, PolicyPlan>;

/** What would settle each entry. */
function missingIn(
  { length, row, policy, outcome }: Found,
  missing: Missing,
  plans: Plans,
): Pick<FoundRows, 'missing' | 'missingLists'> {
  const places = new Int32Array(length).fill(-1);
  for (let at = 0; at < length; at += 1)
    if (outcome[at] === UNDETERMINED)
      places[at] = missing.at(planAt(policy[at] as number, plans), row[at] as number);
  return { missing: places, missingLists: missing.lists };
}

/** What is paid of each entry beside its rivals. */
function payments(found: Ordered, program: Program, table: Table, plans: Plans): Float64Array {
  const paid = new Float64Array(found.length).fill(Number.NaN);
  const competes = competing(program);
  const awards = createAwards(program.ruleSet);
  const readers = createRowReaders(program.ruleSet, table, program);
  for (let start = 0; start < found.length; ) {
    const row = found.row[start];
    const entries: number[] = [];
    for (; start < found.length && found.row[start] === row; start += 1)
      if (found.outcome[start] === ELIGIBLE && competes[found.policy[start] as number] === 1)
        entries.push(start);
    if (entries.length === 0) continue;
    const rivals = entries.map((at) => rivalAt(at, found, plans));
    awards(rivals, row as number, readers).forEach((fen, each) => {
      paid[entries[each] as number] = fen;
    });
    readers.forget();
  }
  return paid;
}

/** Without the rivals that nobody asked for. */
function keepAsked(found: Found, { policies }: Program): Found {
  if (policies.every(({ asked }) => asked)) return found;
  const asked = new Set(policies.filter((plan) => plan.asked).map(({ place }) => place));
  const keep = (_: number, at: number): boolean => asked.has(found.policy[at] as number);
  const row = found.row.filter(keep);
  return {
    length: row.length,
    row,
    policy: found.policy.filter(keep),
    outcome: found.outcome.filter(keep),
    amountFen: found.amountFen.filter(keep),
    paidFen: found.paidFen.filter(keep),
  };
}

const ELIGIBLE = FOUND_OUTCOMES.indexOf('eligible');
const UNDETERMINED = FOUND_OUTCOMES.indexOf('undetermined');

/** 1 at the places of policies in exclusion groups. */
function competing({ ruleSet }: Program): Uint8Array {
  return Uint8Array.from(ruleSet.policies, ({ exclusive }) => Number(exclusive.length > 0));
}

function rivalAt(at: number, found: Ordered, plans: Plans): Rival {
  return { policy: planAt(found.policy[at] as number, plans).policy, fen: found.amountFen[at] as number };
}

function planAt(place: number, plans: Plans): PolicyPlan {
  const plan = plans.get(place);
  if (plan === undefined) throw new Error('a policy was found that the program does not have');
  return plan;
}
