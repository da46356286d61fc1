import type { Condition } from '../../engine/condition.ts';
import type { Fact, TableRow } from '../../engine/rule-set.ts';
import type { Comparison } from './comparison.ts';
import { normalKey, valueKey } from './normal-form.ts';
import { type Both, SIDES, type Side } from './sides.ts';

/** A row of a decision table and the side that it belongs to. */
export interface SidedRow {
  readonly side: Side;
  readonly when: Condition;
}

/**
 * The rows in which decision tables differ, where nothing else about the facts does: while none of them can fire, both
 * sides read alike. Null where facts differ in another way too, or rows were put in another order.
 */
export function differingRows(facts: readonly string[], comparison: Comparison): readonly SidedRow[] | null {
  const { sets, meaning } = comparison;
  const rows: SidedRow[] = [];
  for (const id of facts) {
    const [old, now] = [sets.old.facts.get(id), sets.new.facts.get(id)];
    if (old === undefined || now === undefined) continue;
    if (meaning.old.fact(id) === meaning.new.fact(id)) continue;
    const found = rowsBetween({ old, new: now });
    if (found === null) return null;
    rows.push(...found);
  }
  return rows;
}

/** Only definitions that are the same but for rows changed in place, put in or taken out are told apart by their rows. */
function rowsBetween(facts: Both<Fact>): readonly SidedRow[] | null {
  const [old, now] = [facts.old.derivation, facts.new.derivation];
  if (old?.kind !== 'table' || now?.kind !== 'table') return null;
  if (valueKey(old.otherwise) !== valueKey(now.otherwise)) return null;
  const keys = { old: old.rows.map(rowKey), new: now.rows.map(rowKey) };
  const common = {
    old: keys.old.filter((key) => keys.new.includes(key)),
    new: keys.new.filter((key) => keys.old.includes(key)),
  };
  if (common.old.join('\n') !== common.new.join('\n')) return null;
  const rows = { old: old.rows, new: now.rows };
  return SIDES.flatMap((side) =>
    rows[side].flatMap(({ when }, index) =>
      common[side].includes(keys[side][index] ?? '') ? [] : [{ side, when }],
    ),
  );
}

/** As written: facts that a row reads and that differ themselves are looked at by themselves. */
function rowKey({ when, value }: TableRow): string {
  return `${valueKey(value)}: ${normalKey(when, { fact: (id) => id, opensNames: true })}`;
}
