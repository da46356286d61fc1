import { computeAmount } from '../engine/amount.ts';
import { Decimal } from '../engine/decimal.ts';
import { awardAmong, type Priced } from '../engine/match.ts';
import type { Policy, RuleSet } from '../engine/rule-set.ts';
import { toFen } from './amounts.ts';
import type { RowReaders } from './row-reader.ts';

/** An eligible policy in exclusion groups, and what it is worth by itself. */
export interface Rival {
  readonly policy: Policy;
  /** NaN where unknown. */
  readonly fen: number;
}

/** More choices than this aren't kept. */
const KEPT = 100_000;

/** What is paid of each rival of a row, in fen, in their order; NaN where the choice is open. Kept by rivals and amounts. */
export function createAwards(
  ruleSet: RuleSet,
): (rivals: readonly Rival[], row: number, readers: RowReaders) => readonly number[] {
  const kept = new Map<string, readonly number[]>();
  return (rivals, row, readers) => {
    if (!rivals.every(({ fen }) => Number.isNaN(fen) || Number.isSafeInteger(fen)))
      return paidTo(
        rivals.map(({ policy }) => exactly(policy, row, readers)),
        ruleSet,
      );
    const key = rivals.map(({ policy, fen }) => `${policy.id} ${fen}`).join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT) kept.clear();
    const paid = paidTo(rivals.map(priced), ruleSet);
    kept.set(key, paid);
    return paid;
  };
}

function paidTo(rivals: readonly Priced[], ruleSet: RuleSet): readonly number[] {
  const awards = awardAmong(rivals, ruleSet);
  return rivals.map(({ policy }) => toFen(awards.get(policy.id)?.paid ?? null));
}

function priced({ policy, fen }: Rival): Priced {
  return { policy, outcome: 'eligible', amount: Number.isNaN(fen) ? null : new Decimal(fen).div(100) };
}

/** With an amount that a double can't hold. */
function exactly(policy: Policy, row: number, readers: RowReaders): Priced {
  const { amount } = policy.benefit;
  const worth = amount === null ? null : computeAmount(amount, readers.read(row)).amount;
  return { policy, outcome: 'eligible', amount: worth };
}
