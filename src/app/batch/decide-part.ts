import { FOUND_OUTCOMES, type FoundOutcome, type FoundRows } from '../../batch/found-rows.ts';
import type { Piece } from '../../batch/list-table.ts';
import type { PieceListing } from '../../batch/match-table.ts';
import type { Run } from '../../batch/row-reader.ts';
import type { Table } from '../../batch/table.ts';
import type { CivilDate } from '../../engine/civil-date.ts';
import type { Matcher } from '../../engine/index/matcher.ts';
import type { RuleSet } from '../../engine/rule-set.ts';
import { concat, foundOfRow, keep, slice } from './found-pieces.ts';
import type { Aside, Mistake, Part } from './part.ts';

/** Where tables are matched: in this thread, or in others. */
export interface Matching {
  pieces(table: Table, run: Run, listing: PieceListing): Iterable<Piece> | AsyncIterable<Piece>;
}

/** What a run asks of every part. */
export interface Question {
  readonly ruleSet: RuleSet;
  readonly matcher: Matcher;
  readonly asOf: CivilDate;
  /** The authority that vouches for plain values; null is self-declared. */
  readonly source: string | null;
  /** The policies and outcomes that are listed; undefined stands for all. */
  readonly policies: ReadonlySet<string> | undefined;
  readonly only: ReadonlySet<FoundOutcome> | undefined;
}

/** A row that was refused. */
export interface Reject {
  readonly line: number;
  readonly mistakes: readonly Mistake[];
}

/** What some rows of a part come to. */
export interface DecidedRows {
  /** The rows of the part, from `first` up to `end`. */
  readonly first: number;
  readonly end: number;
  /** Its rows count from `first`. */
  readonly found: FoundRows;
  readonly rejects: readonly Reject[];
}

/** A piece of a part ends when so many rows have been found. */
const MOST_FOUND = 1 << 20;

/** Matches the table of a part piece by piece; other threads begin at once. */
export function matchPart(
  { asOf, source, only, policies }: Question,
  { table }: Part<unknown>,
  matching: Matching,
): Iterable<Piece> | AsyncIterable<Piece> {
  return matching.pieces(table, { asOf, source }, { only, policies, most: MOST_FOUND });
}

/** What a piece of a part's table comes to with the rows that were set aside, each matched by itself. */
export function decidePiece(
  question: Question,
  part: Part<unknown>,
  { first, end, found }: Piece,
): DecidedRows {
  const { ruleSet, matcher, asOf } = question;
  const places = new Map(ruleSet.policies.map(({ id }, place) => [id, place]));
  const pieces: FoundRows[] = [];
  const rejects: Reject[] = [];
  const aside = new Map(
    [...part.aside].flatMap(([row, each]) => (row >= first && row < end ? [[row - first, each]] : [])),
  );
  let at = 0;
  for (const row of rowsApart(found, aside)) {
    const begins = firstOf(found, row, at);
    pieces.push(slice(found, at, begins));
    at = firstOf(found, row + 1, begins);
    const each = aside.get(row);
    const own =
      each?.kind === 'odd'
        ? listed(foundOfRow(row, matcher.match(each.profile, asOf), places), question)
        : undefined;
    if (each?.kind === 'bad') rejects.push({ line: each.line, mistakes: each.mistakes });
    else if (own === undefined || isTooLarge(own))
      rejects.push({ line: part.lineOf(row + first), mistakes: [TOO_LARGE] });
    else pieces.push(own);
  }
  pieces.push(slice(found, at, found.length));
  return { first, end, found: concat(pieces), rejects };
}

/** Of a row that was set aside, what is asked for. */
function listed(found: FoundRows, { ruleSet, policies, only }: Question): FoundRows {
  if (policies === undefined && only === undefined) return found;
  const isAsked = ruleSet.policies.map(({ id }) => policies?.has(id) ?? true);
  const isShown = FOUND_OUTCOMES.map((outcome) => only?.has(outcome) ?? true);
  return keep(
    found,
    (at) => isAsked[found.policy[at] ?? -1] === true && isShown[found.outcome[at] ?? -1] === true,
  );
}

/** The rows that the columns don't decide, in order. */
function rowsApart(found: FoundRows, aside: ReadonlyMap<number, Aside>): readonly number[] {
  const rows = new Set(aside.keys());
  for (let at = 0; at < found.length; at += 1)
    if (Math.abs(found.amountFen[at] ?? 0) > MOST_FEN) rows.add(found.row[at] ?? 0);
  return [...rows].toSorted((a, b) => a - b);
}

/** The first entry of a row or of a later one, from that place on. */
function firstOf(found: FoundRows, row: number, from: number): number {
  let [low, high] = [from, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found.row[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fen that a double counts exactly. */
const MOST_FEN = Number.MAX_SAFE_INTEGER;

function isTooLarge({ amountFen }: FoundRows): boolean {
  return amountFen.some((fen) => Math.abs(fen) > MOST_FEN);
}

const TOO_LARGE: Mistake = {
  column: null,
  code: 'amount-too-large',
  message: {
    zh: '算出的金额超过 90 万亿元，请核对数值与单位',
    en: 'an amount comes to over 90 trillion yuan: check numbers and units',
  },
};
