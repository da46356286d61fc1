import type { Amount } from '../engine/amount-formula.ts';
import type { CivilDate } from '../engine/civil-date.ts';
import type { Policy } from '../engine/rule-set.ts';
import { commonWindow, daysToTry, windowOf } from './days.ts';
import type { Finding, Witness } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import { type Pair, shareClause, sharedGroups } from './policy-pairs.ts';

/**
 * A policy whose enterprises all get another one too. That is worth a word in two cases only:
 *
 * - They are of one clause, give one kind of benefit, and no exclusion group stands between them; and either both pay a
 *   sum, counted from the same facts, or both say the same of what they give. Then the clause gives the same enterprise
 *   twice what it probably gives once. A clause that promises several services to everybody is nothing unusual.
 * - They are of one group that admits a single one, and the other is never worth less: then this one is never paid. A
 *   higher step for fewer enterprises is how such groups are meant.
 */
export function findCovered(pair: Pair, inquiry: Inquiry): readonly Finding[] {
  const [a, b] = pair;
  const window = commonWindow(windowOf(a), windowOf(b));
  if (window === null) return [];
  const days = daysToTry(inquiry.ruleSet, [a.condition, b.condition], window);
  const first = findOne(a, b, days, inquiry);
  // Of two that cover each other one finding is enough.
  return first.length > 0 ? first : findOne(b, a, days, inquiry);
}

function findOne(
  policy: Policy,
  other: Policy,
  days: readonly CivilDate[],
  inquiry: Inquiry,
): readonly Finding[] {
  const group = sharedGroups(policy, other).find(
    (id) => inquiry.ruleSet.exclusionGroups.get(id)?.atMost === 1,
  );
  const displaced = group !== undefined && isNeverWorthMore(policy.benefit.amount, other.benefit.amount);
  const twice =
    sharedGroups(policy, other).length === 0 && shareClause(policy, other) && giveAlike(policy, other);
  if (!(displaced || twice) || !leavesNothingMore(policy, other) || !lastsAsLong(policy, other)) return [];
  const answer = inquiry.ask(
    [
      { condition: policy.condition, truth: 'yes' },
      { condition: other.condition, truth: ['no', 'unknown'] },
    ],
    days,
  );
  const where = { in: 'policy', id: policy.id, at: '' } as const;
  if (answer.kind === 'undecided')
    return [{ where, kind: 'not-decided', question: 'covers', why: answer.why }];
  if (answer.kind === 'found') return [];
  const shown = inquiry.satisfy([policy.condition], days);
  if (shown.kind !== 'found') return [];
  return [finding(where, other, group, shown.witness)];
}

function finding(
  where: Finding['where'],
  { id }: Policy,
  group: string | undefined,
  witness: Witness,
): Finding {
  return group === undefined
    ? { where, kind: 'covered', other: id, witness }
    : { where, kind: 'always-displaced', other: id, group, witness };
}

function giveAlike({ benefit: a }: Policy, { benefit: b }: Policy): boolean {
  if (a.text.zh === b.text.zh) return true;
  if (a.amount === null || b.amount === null) return false;
  const counted = (amount: Amount) => [...new Set(factsCounted(amount))].toSorted().join(' ');
  return counted(a.amount) === counted(b.amount);
}

function factsCounted(amount: Amount): readonly string[] {
  if ('parts' in amount) return amount.parts.flatMap(factsCounted);
  return amount.kind === 'fixed' ? [] : [amount.of];
}

/** What people must confirm for the other has to be confirmed for this one anyway. */
function leavesNothingMore(policy: Policy, other: Policy): boolean {
  const confirmed = policy.residual.map(({ text }) => text.zh);
  return other.residual.every(({ text }) => confirmed.includes(text.zh));
}

/** The other is in force on every day that this one is. */
function lastsAsLong(policy: Policy, other: Policy): boolean {
  const begins =
    other.validFrom === null || (policy.validFrom !== null && other.validFrom <= policy.validFrom);
  return begins && (other.validTo === null || (policy.validTo !== null && policy.validTo <= other.validTo));
}

/** Certain for sums that are fixed and for formulas that are the same; of others nothing is said. */
function isNeverWorthMore(amount: Amount | null, other: Amount | null): boolean {
  if (amount === null || other === null) return false;
  if (amount.kind === 'fixed' && other.kind === 'fixed') return amount.amount.lte(other.amount);
  return JSON.stringify(amount) === JSON.stringify(other);
}
