import type { CivilDate } from '../engine/civil-date.ts';
import { Decimal } from '../engine/decimal.ts';
import { createMatcher } from '../engine/index/matcher.ts';
import type { Report } from '../engine/profile.ts';
import type { RuleSet } from '../engine/rule-set.ts';
import type { Value } from '../engine/value.ts';
import { FOUND_OUTCOMES, type FoundRows } from './found-rows.ts';
import type { Column, Table } from './table.ts';

/** Matches every row of a table. `source` is the authority that vouches for its values; null is self-declared. */
export function matchTable(
  ruleSet: RuleSet,
  table: Table,
  { asOf, source }: { readonly asOf: CivilDate; readonly source: string | null },
): FoundRows {
  const matcher = createMatcher(ruleSet);
  const places = new Map(ruleSet.policies.map(({ id }, place) => [id, place]));
  const found = Array.from({ length: table.rows }, (_, row) => {
    const profile = new Map<string, readonly Report[]>();
    for (const [fact, column] of table.columns) {
      const value = valueAt(column, row);
      if (value !== null) profile.set(fact, [{ value, source, observedOn: null }]);
    }
    return matcher
      .match(profile, asOf)
      .map((match) => ({ row, match, policy: places.get(match.policy.id) ?? -1 }))
      .toSorted((a, b) => a.policy - b.policy);
  }).flat();
  const missingLists: (readonly string[])[] = [];
  const placeOf = new Map<string, number>();
  const missing = found.map(({ match }) => {
    if (match.missing.length === 0) return -1;
    const key = match.missing.join(' ');
    const place = placeOf.get(key) ?? missingLists.push(match.missing) - 1;
    placeOf.set(key, place);
    return place;
  });
  return {
    length: found.length,
    row: Int32Array.from(found, ({ row }) => row),
    policy: Int32Array.from(found, ({ policy }) => policy),
    outcome: Uint8Array.from(found, ({ match }) =>
      FOUND_OUTCOMES.indexOf(match.outcome as (typeof FOUND_OUTCOMES)[number]),
    ),
    amountFen: Float64Array.from(found, ({ match }) => fen(match.amount?.amount)),
    paidFen: Float64Array.from(found, ({ match }) => fen(match.award?.paid)),
    missing: Int32Array.from(missing),
    missingLists,
  };
}

/** The value that a row reports; null where it is absent. */
export function valueAt(column: Column, row: number): Value | null {
  if (column.kind === 'coded') return column.dictionary[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : new Decimal(value);
}

function fen(amount: Decimal | null | undefined): number {
  return amount == null ? Number.NaN : amount.times(100).toNumber();
}
