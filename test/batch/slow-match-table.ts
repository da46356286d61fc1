import { FOUND_OUTCOMES, type FoundOutcome, type FoundRows } from '../../src/batch/found-rows.ts';
import type { Listing } from '../../src/batch/match-table.ts';
import type { Run } from '../../src/batch/row-reader.ts';
import { type Table, valueAt } from '../../src/batch/table.ts';
import type { Decimal } from '../../src/engine/decimal.ts';
import { type Match, match } from '../../src/engine/match.ts';
import type { Profile, Report } from '../../src/engine/profile.ts';
import type { RuleSet } from '../../src/engine/rule-set.ts';

/** What a batch must find: the engine's `match`, row by row. Rows that share an index in `alike` are the same profile. */
export function slowMatchTable(
  ruleSet: RuleSet,
  table: Table,
  { asOf, source }: Run,
  { only, policies }: Listing = {},
  alike: readonly number[] = [],
): FoundRows {
  const places = new Map(ruleSet.policies.map(({ id }, place) => [id, place]));
  const seen = new Map<number, readonly Match[]>();
  const matchesOf = (row: number) => {
    const key = alike[row] ?? -1 - row;
    const matches = seen.get(key) ?? match(ruleSet, profileAt(table, row, source), asOf);
    seen.set(key, matches);
    return matches
      .filter(({ outcome }) => outcome !== 'ineligible' && (only?.has(outcome) ?? true))
      .filter(({ policy }) => policies?.has(policy.id) ?? true)
      .map((each) => ({ row, match: each, policy: places.get(each.policy.id)! }))
      .toSorted((a, b) => a.policy - b.policy);
  };
  return inColumns(Array.from({ length: table.rows }, (_, row) => matchesOf(row)).flat());
}

function inColumns(
  found: readonly { readonly row: number; readonly match: Match; readonly policy: number }[],
): FoundRows {
  const missingLists: (readonly string[])[] = [];
  const missing = found.map(({ match: { missing } }) => {
    if (missing.length === 0) return -1;
    const place = missingLists.findIndex((list) => list.join(' ') === missing.join(' '));
    return place >= 0 ? place : missingLists.push(missing) - 1;
  });
  return {
    length: found.length,
    row: Int32Array.from(found, ({ row }) => row),
    policy: Int32Array.from(found, ({ policy }) => policy),
    outcome: Uint8Array.from(found, ({ match: { outcome } }) =>
      FOUND_OUTCOMES.indexOf(outcome as FoundOutcome),
    ),
    amountFen: Float64Array.from(found, ({ match: { amount } }) => fen(amount?.amount)),
    paidFen: Float64Array.from(found, ({ match: { award } }) => fen(award?.paid)),
    missing: Int32Array.from(missing),
    missingLists,
  };
}

function fen(amount: Decimal | null | undefined): number {
  return amount == null ? Number.NaN : amount.times(100).toNumber();
}

/** A row as a profile. */
function profileAt({ columns }: Table, row: number, source: string | null): Profile {
  const profile = new Map<string, readonly Report[]>();
  for (const [fact, column] of columns) {
    const value = valueAt(column, row);
    if (value !== null) profile.set(fact, [{ value, source, observedOn: null }]);
  }
  return profile;
}
