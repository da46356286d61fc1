import { createAmounts, type FenAt } from './amounts.ts';
import { BLOCK_ROWS, eachBit } from './bitmaps.ts';
import { createFinish } from './finish-found.ts';
import { createFoundList, type FoundList, reserve } from './found-list.ts';
import { FOUND_OUTCOMES, type FoundOutcome, type FoundRows } from './found-rows.ts';
import { createMissing, type Missing } from './missing.ts';
import type { Program } from './program.ts';
import type { Table } from './table.ts';
import { createTally, type Tally } from './tally.ts';
import { type Asked, createVisitor, type Decided } from './visit-blocks.ts';

/** What to list of a table; by default everything, in one piece. */
interface Wanted {
  readonly only?: ReadonlySet<FoundOutcome> | undefined;
  /** A piece ends when so many entries have been found, and has at most twice as many, unless a few rows alone have more. */
  readonly most?: number | undefined;
}

/** What was found in the rows from one on up to another. `found` counts rows from the first of them. */
export interface Piece {
  readonly first: number;
  readonly end: number;
  readonly found: FoundRows;
}

/** Lists what a program finds in a table. */
export function listTable(
  program: Program,
  table: Table,
  { only }: Pick<Wanted, 'only'> = {},
  tally: Tally = createTally(),
): FoundRows {
  const [piece] = listPieces(program, table, { only }, tally);
  if (piece === undefined) throw new Error('a table is at least one piece');
  return piece.found;
}

/** The same, some rows after the other, at least one piece. */
export function* listPieces(
  program: Program,
  table: Table,
  { only, most = Number.POSITIVE_INFINITY }: Wanted,
  tally: Tally = createTally(),
): Generator<Piece> {
  const visitBlock = createVisitor(program, table, tally);
  const { list, missing, append } = createListing(program, table, only, tally);
  const finish = createFinish(program, table, missing);
  let [first, end] = [0, 0];
  let rows = most < Number.POSITIVE_INFINITY ? FEW_ROWS : BLOCK_ROWS;
  do {
    const before = list.length;
    const length = Math.min(rows, table.rows - end);
    const enough = length <= FEWEST_ROWS ? Number.POSITIVE_INFINITY : before + most;
    const isWhole = visitBlock(end, length, (decided, asked) => {
      append(decided, asked);
      return list.length <= enough;
    });
    if (!isWhole) {
      list.length = before;
      rows = Math.max(FEWEST_ROWS, length >> 2);
      continue;
    }
    end += length;
    const each = Math.max(1, (list.length - before) / Math.max(1, length));
    rows = Math.max(FEWEST_ROWS, Math.min(BLOCK_ROWS, Math.floor(most / each)));
    if (end < table.rows && list.length < most) continue;
    yield { first, end, found: finish(list, first, end) };
    list.length = 0;
    first = end;
  } while (end < table.rows);
}

/** Rows of the first block, when nobody knows yet how much is found in each. */
const FEW_ROWS = BLOCK_ROWS / 16;
/** Rows that are looked at together, however much is found in each. */
const FEWEST_ROWS = 64;

interface OpenListing {
  /** What was found so far. */
  readonly list: FoundList;
  readonly missing: Missing;
  append(decided: Decided, asked: Asked): void;
}

function createListing(
  program: Program,
  table: Table,
  only: ReadonlySet<FoundOutcome> | undefined,
  tally: Tally,
): OpenListing {
  const list = createFoundList();
  const amounts = createAmounts(program, table, tally);
  const missing = createMissing(program, table, tally);
  const shown = FOUND_OUTCOMES.filter((outcome) => only?.has(outcome) ?? true);
  return {
    list,
    missing,
    append(decided, asked) {
      const { plan } = decided;
      const fenAt = amounts(plan);
      for (const outcome of shown) {
        const openIn = outcome === 'undetermined' ? missing.openIn : () => -1;
        // A rival counts only where it takes something.
        if (plan.asked || outcome === 'eligible')
          appendRows(list, outcome, { decided, asked, fenAt, openIn });
      }
    },
  };
}

interface Appending {
  readonly decided: Decided;
  readonly asked: Asked;
  readonly fenAt: FenAt;
  readonly openIn: Missing['openIn'];
}

/** Appends the rows of one outcome. */
function appendRows(list: FoundList, outcome: FoundOutcome, appending: Appending): void {
  const { decided, asked, fenAt, openIn } = appending;
  const { plan, block } = decided;
  const code = FOUND_OUTCOMES.indexOf(outcome);
  reserve(list, block.length);
  eachBit(decided[outcome], decided.words, (place) => {
    const row = block.rows[place] as number;
    const at = list.length++;
    list.row[at] = row;
    list.policy[at] = plan.place;
    list.outcome[at] = code;
    list.amountFen[at] = fenAt(row, asked.readers);
    list.open[at] = openIn(plan, asked.bits, place);
  });
}
