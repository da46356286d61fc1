import { computeAmount } from '../engine/amount.ts';
import type { Amount } from '../engine/amount-formula.ts';
import type { Decimal } from '../engine/decimal.ts';
import { createLinearAmount } from './linear-amount.ts';
import type { PolicyPlan, Program } from './program.ts';
import type { RowReaders } from './row-reader.ts';
import type { Table } from './table.ts';
import type { Tally } from './tally.ts';

/** What a policy is worth for a row, in fen; NaN where it states no amount or it is unknown. */
export type FenAt = (row: number, readers: RowReaders) => number;

/** More amounts than this aren't kept. */
const KEPT = 100_000;

/** The amounts of each policy, worked out as far as the rows have it in common. */
export function createAmounts(program: Program, table: Table, tally: Tally): (plan: PolicyPlan) => FenAt {
  const known = new Map<PolicyPlan, FenAt>();
  return (plan) => {
    const fenAt = known.get(plan) ?? fenOf(plan.policy.benefit.amount, program, table, tally);
    known.set(plan, fenAt);
    return fenAt;
  };
}

function fenOf(formula: Amount | null, { ruleSet }: Program, { columns }: Table, tally: Tally): FenAt {
  if (formula === null) return () => Number.NaN;
  const byEngine: FenAt = (row, readers) => {
    tally.amounts += 1;
    return toFen(computeAmount(formula, readers.read(row)).amount);
  };
  if (formula.kind === 'fixed') return keeping(() => 0, byEngine);
  if (!('of' in formula)) return byEngine;
  const column = columns.get(formula.of);
  const isReported = ruleSet.facts.get(formula.of)?.derivation === null;
  if (!isReported || column?.kind === 'coded') return byEngine;
  if (column === undefined) return keeping(() => 0, byEngine);
  const { values } = column;
  const kept = keeping((row) => values[row] as number, byEngine);
  const linear = createLinearAmount(formula);
  return (row, readers) => linear?.(values[row] as number) ?? kept(row, readers);
}

/** Rows of one key have one amount. */
function keeping(keyAt: (row: number) => number, fenAt: FenAt): FenAt {
  const kept = new Map<number, number>();
  return (row, readers) => {
    const key = keyAt(row);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT) kept.clear();
    const fen = fenAt(row, readers);
    kept.set(key, fen);
    return fen;
  };
}

/** NaN where it is unknown. */
export function toFen(amount: Decimal | null): number {
  return amount === null ? Number.NaN : amount.times(100).toNumber();
}
